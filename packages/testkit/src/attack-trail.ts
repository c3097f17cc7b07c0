import { type AuditEntry, type AuditLog, type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { isTrue, present, same } from './assertions.ts';
import { type AttackHarness, type AttackHouse, type AttackTrail, adminOf, note } from './attack-house.ts';
import { itNeeding, type RegisterTest } from './test-api.ts';

const system = systemScope('test:attack');
const TENANT = 'a';

const trailOf = ({ trail }: AttackHouse): AttackTrail => present(trail, 'the audit trail');

/** The log as one who can write to it would leave it. */
function forged(log: AuditLog, entries: readonly AuditEntry[]): AuditLog {
  const end = entries.at(-1);
  return {
    ...log,
    head: async () => end && { sequence: end.sequence, hash: end.hash },
    read: async (_scope, _tenant, { after = 0, limit = 1_000 } = {}) =>
      entries.filter(({ sequence }) => sequence > after).slice(0, limit),
  };
}

/** What a forger does to a chain, and where it has to show: 1-based. Nothing of it makes hashes anew. */
const FORGERIES: Readonly<
  Record<string, { readonly at: number; readonly forge: (entries: readonly AuditEntry[]) => AuditEntry[] }>
> = {
  'an outcome edited': {
    at: 3,
    forge: (entries) =>
      entries.map((entry) => (entry.sequence === 3 ? { ...entry, outcome: 'denied' as const } : entry)),
  },
  'a time edited': {
    at: 2,
    forge: (entries) =>
      entries.map((entry) => (entry.sequence === 2 ? { ...entry, at: entry.at - 1 } : entry)),
  },
  'two entries swapped': {
    at: 2,
    forge: ([first, second, third, ...rest]) =>
      [first, third, second, ...rest].filter((entry) => entry !== undefined),
  },
  'an entry removed': { at: 3, forge: (entries) => entries.filter(({ sequence }) => sequence !== 3) },
  'the tail cut': { at: 4, forge: (entries) => entries.slice(0, 3) },
};

/** Some operations, linked, with a signed head of them. */
async function writtenTrail(house: AttackHouse): Promise<{ entries: readonly AuditEntry[]; head: unknown }> {
  const client = adminOf(house, TENANT);
  for (const id of ['one', 'two', 'three', 'four']) await client.create(id, note('x'));
  const { seal, signHead } = trailOf(house);
  await seal();
  const entries = await present(house.audit, 'the audit log').read(system, TENANT);
  isTrue(entries.length >= 4, 'the operations are not in the trail');
  return { entries, head: await signHead(TENANT) };
}

function forgeries({ withHouse }: AttackHarness, it: RegisterTest): void {
  for (const [name, { at, forge }] of Object.entries(FORGERIES)) {
    it(
      `attack 20: ${name} is found at its sequence (guard: the chain of hashes and its signed heads)`,
      withHouse(async (house) => {
        const { entries, head } = await writtenTrail(house);
        const log = present(house.audit, 'the audit log');
        const { verify } = trailOf(house);
        isTrue((await verify(log, TENANT, [head])).ok, 'the whole chain does not verify');
        const verdict = await verify(forged(log, forge(entries)), TENANT, [head]);
        same([verdict.ok, verdict.firstBad?.sequence], [false, at], name);
      }),
    );
  }
}

function rebuilt({ withHouse }: AttackHarness, it: RegisterTest): void {
  it(
    'attack 20: a chain that was made anew is found by an earlier head (guard: heads signed and kept elsewhere)',
    withHouse(async (house) => {
      const { entries, head } = await writtenTrail(house);
      const { verify, link } = trailOf(house);
      // Every hash is right; only what happened is not.
      const chain = link(entries.map((entry) => ({ ...entry, actor: 'p_somebody_else' })));
      const log = forged(present(house.audit, 'the audit log'), chain);
      isTrue((await verify(log, TENANT, [])).ok, 'the forged chain should be whole in itself');
      isTrue(!(await verify(log, TENANT, [head])).ok, 'a chain made anew passes against the signed head');
    }),
  );
}

/** The store as it is after an older copy of one row was put back. */
const withRow = (
  store: FixtureStore,
  row: NonNullable<Awaited<ReturnType<FixtureStore['get']>>>,
): FixtureStore => ({
  ...store,
  get: async (scope, id) => (id === row.id ? row : store.get(scope, id)),
  list: async (scope, query) => {
    const page = await store.list(scope, query);
    return { ...page, items: page.items.map((item) => (item.id === row.id ? row : item)) };
  },
});

function rolledBack({ withHouse }: AttackHarness, it: RegisterTest): void {
  it(
    'attack 19: an older valid row put back is found (guard: the trail has each row’s hash)',
    withHouse(async (house) => {
      const medium = present(house.medium, 'the medium');
      const scope = tenantScope({ tenant: TENANT, actor: 'test:attack' });
      const client = adminOf(house, TENANT);
      await client.create('rolled', note('first', { sensitive: true }));
      await client.create('other', note('other', { sensitive: true }));
      const older = present(await medium.get(scope, 'rolled'), 'the older row');
      await client.update('rolled', { locales: { en: { title: 'second' } } });
      const { verifyRows } = trailOf(house);
      same(await verifyRows(medium), [], 'findings in an honest store');
      const found = await verifyRows(withRow(medium, older));
      same(found, [{ tenant: TENANT, fixture: 'rolled', code: 'STALE_REVISION' }], 'findings');
    }),
  );
}

/** Attacks on the audit trail, and those that only the trail can show. */
export function attackTrail(harness: AttackHarness): void {
  const { test, options } = harness;
  const audited = itNeeding(test, options.audited ? undefined : 'there is no audit trail');
  forgeries(harness, audited);
  rebuilt(harness, audited);
  rolledBack(
    harness,
    itNeeding(test, options.sealed && options.audited ? undefined : 'nothing is encrypted here'),
  );
}
