import {
  type AuditLog,
  type AuditRecord,
  type FixtureCommit,
  type FixtureStore,
  systemScope,
  type TenantId,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { anyScope } from './hostile.ts';
import {
  SAMPLE_TIME,
  sampleAlert,
  sampleAudit,
  sampleCreate,
  sampleLink,
  sampleTenant,
  sampleUpdate,
} from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

const auditOf = (store: FixtureStore): AuditLog => present(store.audit, 'the audit log');

/** Two records, so that the second is seen too. */
const recordsOf = (tenant: TenantId) => [sampleAudit(tenant), sampleAudit(tenant)];

/** Fails unless these records wait, and no others: what was refused leaves none. */
async function sameTrail(
  store: FixtureStore,
  tenant: TenantId,
  expected: readonly AuditRecord[],
  what: string,
): Promise<void> {
  same(await auditOf(store).unlinked(system, tenant, 1_000), expected, `the audit records after ${what}`);
}

const ofOther = () => [sampleAudit('acme'), sampleAudit('acme2')];

/** Audit records are kept with the change that they tell of, or not at all. */
export function storeAudit({ test, options, withStore, missing }: StoreHarness): void {
  const it = itNeeding(test, missing('audit'));
  const apart = options.auditApart ? 'the directory and the queue keep no audit records' : undefined;
  const itWithOutbox = itNeeding(test, missing('audit') ?? missing('outbox') ?? apart);
  const itWithDirectory = itNeeding(test, missing('audit') ?? missing('directory') ?? apart);

  itNeeding(
    test,
    missing('audit') ?? (apart === undefined ? 'the audit records go with their changes' : undefined),
  )(
    'says that the directory and the queue keep no audit records',
    withStore(async ({ directory, outbox }) => {
      same([directory?.takesAudit ?? false, outbox?.takesAudit ?? false], [false, false], 'what they take');
    }),
  );

  it(
    'keeps the audit records of a commit, in order',
    withStore(async (store) => {
      const [first, second] = [recordsOf('acme'), recordsOf('acme')];
      await store.commit(acme, { ...sampleCreate('disk'), audit: first });
      await store.commit(acme, { ...sampleUpdate('disk', 1), audit: second });
      await store.commit(acme, sampleUpdate('disk', 2));
      await store.commit(acme, { ...sampleUpdate('disk', 3), audit: [] });
      await sameTrail(store, 'acme', [...first, ...second], 'four commits');
    }),
  );

  it(
    'keeps no audit record of a commit that is refused',
    withStore(async (store) => {
      const own = recordsOf('acme');
      await store.commit(acme, { ...sampleCreate('disk'), audit: own });
      const broken: FixtureCommit = { ...sampleCreate('cpu'), events: [] };
      const refusals: Record<string, readonly [FixtureCommit, string]> = {
        'a second create': [sampleCreate('disk'), 'LOCALERT_REVISION_CONFLICT'],
        'a revision ahead': [sampleUpdate('disk', 5), 'LOCALERT_REVISION_CONFLICT'],
        'a create over the quota': [
          sampleCreate('cpu', { guards: { maxFixtures: 1 } }),
          'LOCALERT_QUOTA_EXCEEDED',
        ],
        'a commit that contradicts itself': [broken, 'LOCALERT_INVALID_INPUT'],
      };
      for (const [what, [commit, code]] of Object.entries(refusals))
        await refused(() => store.commit(acme, { ...commit, audit: recordsOf('acme') }), code, what);
      await sameTrail(store, 'acme', own, 'refused commits');
    }),
  );

  it(
    'refuses a commit with a record of another tenant, and does not commit',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk'));
      await refused(
        () => store.commit(acme, { ...sampleUpdate('disk', 1), audit: ofOther() }),
        'LOCALERT_INVALID_INPUT',
        'a record of another tenant',
      );
      same((await store.get(acme, 'disk'))?.revision, 1, 'the revision');
      same((await store.history(acme, 'disk')).items.length, 1, 'the number of events');
      for (const tenant of ['acme', 'acme2']) await sameTrail(store, tenant, [], 'a refused commit');
    }),
  );

  it(
    'keeps one record for each of the commits that win a race, and none for the others',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk'));
      const records = Array.from({ length: 16 }, () => sampleAudit('acme'));
      const outcomes = await Promise.allSettled(
        records.map((record) => store.commit(acme, { ...sampleUpdate('disk', 1), audit: [record] })),
      );
      const won = records.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      same(won.length, 1, 'the commits that won');
      await sameTrail(store, 'acme', won, 'a race');
    }),
  );

  it(
    'keeps a purged tenant’s audit trail, linked or not',
    withStore(async (store) => {
      const log = auditOf(store);
      for (const tenant of ['a', 'a-2']) {
        const [first, second] = recordsOf(tenant) as [AuditRecord, AuditRecord];
        await store.commit(anyScope(tenant), { ...sampleCreate('disk'), audit: [first, second] });
        isTrue(await log.link(system, tenant, undefined, sampleLink(undefined, [first])), 'the link');
      }
      const trail = async () => [
        await log.unlinked(system, 'a', 10),
        await log.read(system, 'a'),
        await log.head(system, 'a'),
        await log.tenants(system),
      ];
      const before = await trail();
      await store.purgeTenant(system, 'a');
      same(await trail(), before, 'the trail');
      same((await log.read(anyScope('a'), 'a')).length, 1, 'what the tenant itself can still read');
    }),
  );

  itWithOutbox(
    'keeps the audit records of an enqueue, of a duplicate too',
    withStore(async (store) => {
      const outbox = present(store.outbox, 'the outbox');
      same(outbox.takesAudit, true, 'whether the outbox takes audit records');
      const [first, second, third] = [recordsOf('acme'), recordsOf('acme'), recordsOf('acme')];
      const dedupe = { key: 'k', windowMs: 10_000 };
      const alert = sampleAlert({ dedupe });
      await outbox.enqueue(acme, alert, { audit: first }).durable;
      same(
        (await outbox.enqueue(acme, sampleAlert({ dedupe }), { audit: second }).durable).duplicateOf,
        alert.id,
        'a second alert with the same key',
      );
      same(
        (await outbox.enqueue(acme, alert, { audit: third }).durable).duplicateOf,
        alert.id,
        'the same alert again',
      );
      await outbox.enqueue(acme, sampleAlert()).durable;
      await sameTrail(store, 'acme', [...first, ...second, ...third], 'four enqueues');
    }),
  );

  itWithOutbox(
    'keeps no audit record of an alert that is refused, and those of its neighbours',
    withStore(async (store) => {
      const outbox = present(store.outbox, 'the outbox');
      const [before, after] = [recordsOf('acme'), recordsOf('acme')];
      // At once, so that a store which writes in groups writes them together.
      const enqueue = (change: { id?: string }, audit: readonly AuditRecord[]) =>
        outbox.enqueue(acme, sampleAlert(change), { audit }).durable;
      const calls = [
        enqueue({}, before),
        refused(
          () => enqueue({ id: '' }, recordsOf('acme')),
          'LOCALERT_INVALID_INPUT',
          'an alert without id',
        ),
        refused(() => enqueue({}, ofOther()), 'LOCALERT_INVALID_INPUT', 'a record of another tenant'),
        enqueue({}, after),
      ];
      await Promise.all(calls);
      await sameTrail(store, 'acme', [...before, ...after], 'refused alerts');
      await sameTrail(store, 'acme2', [], 'refused alerts');
      same((await outbox.depth(system)).queued, 2, 'the number of alerts');
    }),
  );

  itWithOutbox(
    'keeps the audit records of a redrive, and none where there is nothing to drive',
    withStore(async (store) => {
      const outbox = present(store.outbox, 'the outbox');
      const { id } = await outbox.enqueue(acme, sampleAlert()).durable;
      const now = SAMPLE_TIME + 1;
      const redrive = (audit: readonly AuditRecord[], name = id) =>
        outbox.redrive(acme, name, now, { audit });
      same(await redrive(recordsOf('acme')), false, 'a redrive of what waits');
      const [claim] = await outbox.claim(system, { now, leaseMs: 1_000, limit: 1 });
      await outbox.settle(system, present(claim, 'a claim'), { kind: 'dead', at: now, code: 'x' });
      same(await redrive(recordsOf('acme'), 'unknown'), false, 'a redrive of what is unknown');
      await refused(() => redrive(ofOther()), 'LOCALERT_INVALID_INPUT', 'a record of another tenant');
      same((await outbox.status(acme, id))?.state, 'dead', 'the state after what was refused');
      const own = recordsOf('acme');
      same(await redrive(own), true, 'the redrive');
      same(await redrive(recordsOf('acme')), false, 'a second redrive');
      await sameTrail(store, 'acme', own, 'redrives');
    }),
  );

  itWithDirectory(
    'keeps the audit records of a change of the directory, and none of one that is refused',
    withStore(async (store) => {
      const directory = present(store.directory, 'the directory');
      same(directory.takesAudit, true, 'whether the directory takes audit records');
      const [made, replaced, removed] = [recordsOf('acme'), recordsOf('acme'), recordsOf('acme')];
      const tenant = (revision: number) => sampleTenant('acme', { revision });
      const write = () => ({ audit: recordsOf('acme') });
      const other = { audit: ofOther() };

      same(await directory.delete(system, 'acme', write()), false, 'a delete of what is absent');
      await refused(() => directory.replace(system, tenant(2), write()), 'LOCALERT_NOT_FOUND', 'a replace');
      await refused(() => directory.create(system, tenant(1), other), 'LOCALERT_INVALID_INPUT', 'a create');
      same(await directory.get(system, 'acme'), undefined, 'what was refused');
      await directory.create(system, tenant(1), { audit: made });
      await refused(
        () => directory.create(system, tenant(1), write()),
        'LOCALERT_ALREADY_EXISTS',
        'a create',
      );
      await refused(() => directory.replace(system, tenant(2), other), 'LOCALERT_INVALID_INPUT', 'a replace');
      await refused(
        () => directory.replace(system, tenant(5), write()),
        'LOCALERT_REVISION_CONFLICT',
        'a revision ahead',
      );
      await directory.replace(system, tenant(2), { audit: replaced });
      await refused(() => directory.delete(system, 'acme', other), 'LOCALERT_INVALID_INPUT', 'a delete');
      same((await directory.get(system, 'acme'))?.revision, 2, 'the tenant after what was refused');
      same(await directory.delete(system, 'acme', { audit: removed }), true, 'the delete');
      await sameTrail(store, 'acme', [...made, ...replaced, ...removed], 'changes of the directory');
    }),
  );
}
