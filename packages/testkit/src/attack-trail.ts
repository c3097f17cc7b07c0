import {
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  type FixtureStore,
  systemScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, same } from './assertions.ts';
import { type AttackHarness, type AttackHouse, type AttackTrail, adminOf, note } from './attack-house.ts';
import { itNeeding, type RegisterTest } from './test-api.ts';

const system = systemScope('test:attack');
const TENANT = 'a';
const OTHER = 'a-2';

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

/** What one who can write to the log may change of an entry, each member of it. */
const EDITS = {
  id: ({ id }) => ({ id: `${id}0` }),
  at: ({ at }) => ({ at: at - 1 }),
  tenant: () => ({ tenant: 'a-2' }),
  actor: () => ({ actor: 'p_somebody' }),
  action: () => ({ action: 'fixture:read' }),
  resource: ({ resource }) => ({ resource: { ...resource, id: 'other' } }),
  outcome: () => ({ outcome: 'denied' }),
  reason: () => ({ reason: 'because' }),
  frameworks: ({ frameworks }) => ({ frameworks: [...frameworks, 'SOC2'] }),
  payloadHash: () => ({ payloadHash: 'x' }),
  rowHash: () => ({ rowHash: 'x' }),
  details: ({ details }) => ({ details: { ...details, more: true } }),
} satisfies Readonly<
  Record<
    Exclude<keyof AuditEntry, 'sequence' | 'previousHash' | 'hash'>,
    (entry: AuditEntry) => Partial<AuditEntry>
  >
>;

/** A chain to forge, of five entries at least. */
interface Chain {
  readonly entries: readonly AuditEntry[];
  /** Another tenant's chain. */
  readonly others: readonly AuditEntry[];
  /** Makes hashes and links anew. */
  readonly link: AttackTrail['link'];
}

interface Forgery {
  /** The first sequence that is not what it was. */
  readonly at: number;
  /** Whether it only shows against a head that was signed before. */
  readonly byHead?: boolean;
  readonly guard: string;
  readonly forge: (chain: Chain) => readonly AuditEntry[];
}

/** The third entry changed. */
const edited = (entries: readonly AuditEntry[], edit: (entry: AuditEntry) => Partial<AuditEntry>) =>
  entries.map((entry) => (entry.sequence === 3 ? { ...entry, ...edit(entry) } : entry));

const without3 = (entries: readonly AuditEntry[]) => entries.filter(({ sequence }) => sequence !== 3);

/** What a forger does to a chain. */
const FORGERIES: Readonly<Record<string, Forgery>> = {
  ...Object.fromEntries(
    Object.entries(EDITS).map(([member, edit]): [string, Forgery] => [
      `the ${member} of an entry edited`,
      { at: 3, guard: 'each entry’s hash', forge: ({ entries }) => edited(entries, edit) },
    ]),
  ),
  'an entry edited and hashed anew': {
    at: 4,
    guard: 'the hash of the entry before',
    forge: ({ entries, link }) => [...link(edited(entries.slice(0, 3), EDITS.outcome)), ...entries.slice(3)],
  },
  'two entries swapped': {
    at: 2,
    guard: 'the sequence',
    forge: ({ entries: [first, second, third, ...rest] }) =>
      [first, third, second, ...rest].filter((entry) => entry !== undefined),
  },
  'an entry removed': { at: 3, guard: 'the sequence', forge: ({ entries }) => without3(entries) },
  'an entry removed and the others linked anew': {
    at: 3,
    guard: 'the sequence',
    forge: ({ entries, link }) => link(without3(entries)),
  },
  'an entry removed and the others numbered anew': {
    at: 3,
    guard: 'the hash of the entry before',
    forge: ({ entries }) => without3(entries).map((entry, index) => ({ ...entry, sequence: index + 1 })),
  },
  'another tenant’s chain in its place': {
    at: 1,
    guard: 'the tenant in each entry',
    forge: ({ others }) => others,
  },
  'the beginning cut': {
    at: 3,
    guard: 'a beginning needs a proof',
    forge: ({ entries }) => entries.slice(2),
  },
  'the tail cut': {
    at: 4,
    byHead: true,
    guard: 'heads signed and kept elsewhere',
    forge: ({ entries }) => entries.slice(0, 3),
  },
};

/** Some operations, linked, with a signed head of them. */
async function writtenTrail(house: AttackHouse): Promise<Chain & { readonly head: AuditHead }> {
  const log = present(house.audit, 'the audit log');
  const { seal, signHead, link } = trailOf(house);
  for (const tenant of [TENANT, OTHER])
    for (const id of ['one', 'two', 'three', 'four', 'five'])
      await adminOf(house, tenant).create(id, note('x'));
  await seal();
  const entries = await log.read(system, TENANT);
  isTrue(entries.length >= 5, 'the operations are not in the trail');
  return {
    entries,
    others: await log.read(system, OTHER),
    link,
    head: (await signHead(TENANT)) as AuditHead,
  };
}

function forgeries({ withHouse }: AttackHarness, it: RegisterTest): void {
  for (const [name, { at, byHead = false, guard, forge }] of Object.entries(FORGERIES)) {
    it(
      `attack 20: ${name} is found at its sequence (guard: ${guard})`,
      withHouse(async (house) => {
        const chain = await writtenTrail(house);
        const log = present(house.audit, 'the audit log');
        const { verify } = trailOf(house);
        isTrue((await verify(log, TENANT, [chain.head])).ok, 'the whole chain does not verify');
        const verdict = await verify(forged(log, forge(chain)), TENANT, byHead ? [chain.head] : []);
        same([verdict.ok, verdict.firstBad?.sequence], [false, at], name);
      }),
    );
  }
}

function rebuilt({ withHouse }: AttackHarness, it: RegisterTest): void {
  it(
    'attack 20: a chain that was made anew is found by an earlier head (guard: heads signed and kept elsewhere)',
    withHouse(async (house) => {
      const { entries, head, link } = await writtenTrail(house);
      const { verify } = trailOf(house);
      // Every hash is right; only what happened is not.
      const chain = link(entries.map((entry) => ({ ...entry, actor: 'p_somebody_else' })));
      const log = forged(present(house.audit, 'the audit log'), chain);
      isTrue((await verify(log, TENANT, [])).ok, 'the forged chain should be whole in itself');
      const { ok, firstBad } = await verify(log, TENANT, [head]);
      same([ok, firstBad?.sequence], [false, head.sequence], 'a chain made anew against the signed head');
    }),
  );

  it(
    'attack 20: heads that were made to fit a forged chain are refused (guard: the signature of heads)',
    withHouse(async (house) => {
      const { entries, head, link } = await writtenTrail(house);
      const { verify } = trailOf(house);
      const real = present(house.audit, 'the audit log');
      const chain = link(entries.map((entry) => ({ ...entry, actor: 'p_somebody_else' })));
      const third = present(entries[2], 'the third entry');
      const attempts = [
        { log: forged(real, chain), fits: present(chain[head.sequence - 1], 'the forged end') },
        { log: forged(real, entries.slice(0, 3)), fits: third },
      ];
      for (const { log, fits } of attempts) {
        const made = { ...head, sequence: fits.sequence, hash: fits.hash };
        const { ok, firstBad } = await verify(log, TENANT, [made]);
        same([ok, firstBad?.sequence], [false, fits.sequence], 'a head that nobody signed');
      }
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
