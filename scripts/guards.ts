/** One change of a file. */
export interface Edit {
  readonly file: string;
  /** A piece of the file that stands there once, and what stands there without the guard. */
  readonly remove: string;
  readonly leave: string;
}

/** One guard against one attack, and how it is taken out of the code. */
export interface Guard extends Edit {
  /** The attack's number in the threat model. */
  readonly attack: number;
  /** What stops the attack. */
  readonly guard: string;
  /** Where the same guard stands again: all of them go together. */
  readonly also?: readonly Edit[];
  /** The test file whose test of the attack must fail then. */
  readonly test: string;
}

const stacks = 'packages/manager/src/attacks.test.ts';

/**
 * The guards of the attacks, for `npm run guards`: each is taken out in turn, and a test of its attack has to fail.
 * A guard that stands in several places is named once for each.
 */
export const guards: readonly Guard[] = [
  {
    attack: 1,
    guard: 'the tenant in the store’s look-ups (memory)',
    file: 'packages/store-memory/src/memory-store.ts',
    remove: 'return fixturesOf(scope.tenant).get(fixture)?.row;',
    leave: 'return [...fixtures.values()].find((own) => own.has(fixture))?.get(fixture)?.row;',
    test: stacks,
  },
  {
    attack: 1,
    guard: 'the tenant in the store’s look-ups (SQLite)',
    file: 'packages/store-sqlite/src/fixture-queries.ts',
    remove: "'SELECT body FROM fixture WHERE tenant = ? AND id = ?'",
    leave: "'SELECT body FROM fixture WHERE ? IS NOT NULL AND id = ?'",
    test: stacks,
  },
  {
    attack: 2,
    guard: 'the rule of tenant ids',
    file: 'packages/core/src/ids.ts',
    remove: '/^[a-z0-9][a-z0-9_-]{0,62}$/;',
    leave: '/^[^]*$/;',
    test: stacks,
  },
  {
    attack: 3,
    guard: 'ids are never mapped',
    file: 'packages/core/src/scope.ts',
    remove: '  assertTenantId(input.tenant);',
    leave:
      "  assertTenantId(input.tenant.normalize('NFKD').toLowerCase().replace(/[^a-z0-9_-]/g, '') || 'a');",
    test: stacks,
  },
  {
    attack: 4,
    guard: 'names with a meaning in JavaScript are reserved',
    file: 'packages/core/src/ids.ts',
    remove: '  ...PROTOTYPE_NAMES,',
    leave: '',
    test: stacks,
  },
  {
    attack: 5,
    guard: 'argument names that reach no prototype',
    file: 'packages/core/src/field-name.ts',
    remove: '!UNSAFE.has(name)',
    leave: 'name.length > 0',
    test: stacks,
  },
  {
    attack: 6,
    guard: 'the limit of nesting',
    file: 'packages/icu/src/form.ts',
    remove: 'export const MAX_NESTING = 16;',
    leave: 'export const MAX_NESTING = 1e9;',
    test: stacks,
  },
  {
    attack: 7,
    guard: 'the limits of a message’s length and parts',
    file: 'packages/core/src/fixture.ts',
    remove: 'z.string().max(MAX_MESSAGE_LENGTH)',
    leave: 'z.string().max(1e9)',
    also: [
      {
        file: 'packages/icu/src/form.ts',
        remove: 'export const MAX_SOURCE_LENGTH = 16_384;',
        leave: 'export const MAX_SOURCE_LENGTH = 1e9;',
      },
      {
        file: 'packages/icu/src/form.ts',
        remove: 'export const MAX_NODES = 2_000;',
        leave: 'export const MAX_NODES = 1e9;',
      },
    ],
    test: stacks,
  },
  {
    attack: 8,
    guard: 'the output’s limit',
    file: 'packages/icu/src/form.ts',
    remove: 'export const DEFAULT_MAX_OUTPUT = 65_536;',
    leave: 'export const DEFAULT_MAX_OUTPUT = 1e9;',
    test: stacks,
  },
  {
    attack: 11,
    guard: 'escaping of values',
    file: 'packages/slack/src/escape.ts',
    remove: "if (escaped.includes('<')) escaped = escaped.replaceAll('<', '&lt;');",
    leave: '',
    test: stacks,
  },
  {
    attack: 21,
    guard: 'what cannot be seen is shown',
    file: 'packages/core/src/visible.ts',
    remove: 'return cut.replace(INVISIBLE, escapeCharacter);',
    leave: 'return cut;',
    test: stacks,
  },
  {
    attack: 22,
    guard: 'the count in the write (memory)',
    file: 'packages/core/src/commit.ts',
    remove: 'limit !== undefined && fixtures >= limit',
    leave: 'limit === -1',
    test: stacks,
  },
  {
    attack: 22,
    guard: 'the count in the write (SQLite)',
    file: 'packages/store-sqlite/src/commit.ts',
    remove: 'hasFixtures(connection, tenant, limit)',
    leave: 'limit < 0',
    test: stacks,
  },
  {
    attack: 23,
    guard: 'a map of its own for each tenant',
    file: 'packages/cache/src/cache.ts',
    remove: 'const shard = shardOf(scope.tenant);',
    leave: 'const shard = shardOf(scope.tenant.slice(0, 2));',
    also: [
      {
        file: 'packages/manager/src/fixture-entry.ts',
        remove: '({ createdAt }: TenantContext',
        leave: '({ environment: createdAt }: TenantContext',
      },
    ],
    test: stacks,
  },
  {
    attack: 24,
    guard: 'a locale stands once',
    file: 'packages/core/src/fixture.ts',
    remove: 'Object.hasOwn(result, locale.data)',
    leave: 'locale.data.length === 0',
    test: stacks,
  },
  {
    attack: 25,
    guard: 'foreign errors lose their words',
    file: 'packages/core/src/error.ts',
    remove: 'if (cause === undefined || isLocalertError(cause)) return cause;',
    leave: 'if (cause !== null) return cause as SafeCause;',
    test: 'packages/manager/src/leaks.test.ts',
  },
];
