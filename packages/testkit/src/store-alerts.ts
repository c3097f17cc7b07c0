import { type FixtureStore, type Outbox, type QueuedAlert, systemScope, tenantScope } from '@localert/core';
import { present, refused, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import { claimAt, idsOf } from './outbox-harness.ts';
import { sampleAlert, sampleAudit, sampleCreate, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { tally } from './tally.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });

const outboxOf = (store: FixtureStore): Outbox => present(store.outbox, 'the outbox');

/** Claims all that is due, and ends it; answers the ids. */
async function drained(store: FixtureStore): Promise<string[]> {
  const outbox = outboxOf(store);
  const ids: string[] = [];
  for (;;) {
    const claims = await claimAt(outbox);
    if (claims.length === 0) return ids;
    ids.push(...idsOf(claims));
    for (const claim of claims) await outbox.settle(system, claim, { kind: 'delivered', at: 0 });
  }
}

const withAlerts = (fixture: string, ...alerts: QueuedAlert[]) => ({ ...sampleCreate(fixture), alerts });

/** Alerts that are queued with the change of a fixture: both, or neither. */
export function storeAlerts({ test, options, withStore, missing }: StoreHarness): void {
  const it = itNeeding(test, missing('takesAlerts'));

  it(
    'queues alerts with a change, in their order',
    withStore(async (store) => {
      const alerts = [sampleAlert({ group: 'g' }), sampleAlert({ group: 'g' }), sampleAlert({ priority: 0 })];
      const [first, second, urgent] = alerts.map(({ id }) => id);
      const row = await store.commit(acme, withAlerts('disk', ...alerts));
      same([row.id, row.revision], ['disk', 1], 'the row');
      same((await outboxOf(store).status(acme, String(first)))?.state, 'queued', 'the first');
      same(await drained(store), [urgent, first, second], 'what was queued');
    }),
  );

  it(
    'keeps what was queued as it was handed in',
    withStore(async (store) => {
      const alert = sampleAlert({ values: '{"host":"db-\\u0000\\ud800"}', plain: 'Disco \u0000 «lleno»' });
      await store.commit(acme, withAlerts('disk', alert));
      Object.assign(alert, { plain: 'changed since' });
      const [claim] = await claimAt(outboxOf(store));
      const { plain, values, payload, destination } = present(claim, 'a claim').alert;
      same(plain, 'Disco \u0000 «lleno»', 'the plain text');
      same({ values, payload, destination }, pick(alert), 'the rest');
    }),
  );

  it(
    'queues nothing with a change that is refused',
    withStore(async (store) => {
      await store.commit(acme, sampleCreate('disk'));
      const stale = { ...sampleUpdate('disk', 4), alerts: [sampleAlert()] };
      await refused(() => store.commit(acme, stale), 'LOCALERT_REVISION_CONFLICT', 'a stale change');
      const guards = { maxFixtures: 1 };
      const tooMany = { ...sampleCreate('cpu', { guards }), alerts: [sampleAlert()] };
      await refused(() => store.commit(acme, tooMany), 'LOCALERT_QUOTA_EXCEEDED', 'one fixture too many');
      same(await drained(store), [], 'what was queued');
    }),
  );

  it(
    'changes nothing when an alert cannot be queued',
    withStore(async (store) => {
      const wrong: Partial<QueuedAlert>[] = [
        { id: '' },
        { priority: 9 },
        { createdAt: Number.NaN },
        { rank: 0.5 },
      ];
      for (const change of wrong) {
        const commit = withAlerts('disk', sampleAlert(), { ...sampleAlert(), ...change });
        await refused(
          () => store.commit(acme, commit),
          'LOCALERT_INVALID_INPUT',
          Object.keys(change)[0] ?? '',
        );
      }
      same(await store.get(acme, 'disk'), undefined, 'the fixture');
      same(await drained(store), [], 'what was queued');
    }),
  );

  it(
    'lets one of many changes through, with its alerts alone',
    withStore(async (store) => {
      const second = options.reopen ? await options.reopen(store) : store;
      try {
        await store.commit(acme, sampleCreate('disk'));
        const calls = Array.from({ length: 12 }, (_, index) => {
          const alerts = [sampleAlert({ group: 'g' }), sampleAlert({ group: 'g' })];
          return (index % 2 === 0 ? store : second).commit(acme, { ...sampleUpdate('disk', 1), alerts });
        });
        const outcomes = Object.fromEntries(await tally(calls));
        same(outcomes, { ok: 1, LOCALERT_REVISION_CONFLICT: 11 }, 'the outcomes');
        same((await drained(store)).length, 2, 'how many were queued');
      } finally {
        if (second !== store) await second.close();
      }
    }),
  );

  it(
    'counts a duplicate, and queues what was handed in before once',
    withStore(async (store) => {
      const dedupe = { key: 'disk', windowMs: 60_000 };
      const first = sampleAlert({ dedupe });
      await outboxOf(store).enqueue(acme, first).durable;
      const again = sampleAlert({ dedupe });
      await store.commit(acme, withAlerts('disk', again, sampleAlert({ dedupe })));
      await store.commit(acme, withAlerts('cpu', first));
      const outbox = outboxOf(store);
      same((await outbox.status(acme, first.id))?.suppressed, 2, 'duplicates of the first');
      same(await outbox.status(acme, again.id), undefined, 'a duplicate');
      same(await drained(store), [first.id], 'what was queued');
    }),
  );

  it(
    'queues for the tenant of the change',
    withStore(async (store) => {
      const alert = sampleAlert();
      for (const tenant of RIVAL_TENANTS) await store.commit(anyScope(tenant), withAlerts('disk', alert));
      const claims = await claimAt(outboxOf(store));
      same(claims.map(({ tenant }) => tenant).toSorted(), [...RIVAL_TENANTS].sort(), 'whose they are');
      same(await outboxOf(store).status(acme, alert.id), undefined, 'of another tenant');
    }),
  );

  itNeeding(test, missing('takesAlerts') ?? missing('audit'))(
    'keeps the records of the change with it',
    withStore(async (store) => {
      const [kept, lost] = [sampleAudit('acme'), sampleAudit('acme')];
      await store.commit(acme, { ...withAlerts('disk', sampleAlert()), audit: [kept] });
      const stale = { ...sampleUpdate('disk', 4), alerts: [sampleAlert()], audit: [lost] };
      await refused(() => store.commit(acme, stale), 'LOCALERT_REVISION_CONFLICT', 'a stale change');
      const records = await present(store.audit, 'the audit log').unlinked(system, 'acme', 10);
      same(
        records.map(({ id }) => id),
        [kept.id],
        'the records',
      );
    }),
  );

  if (missing('takesAlerts') === undefined) return;
  test.it(
    'refuses alerts, which it does not take',
    withStore(async (store) => {
      const commit = withAlerts('disk', sampleAlert());
      await refused(() => store.commit(acme, commit), 'LOCALERT_INVALID_INPUT', 'a change with an alert');
      same(await store.get(acme, 'disk'), undefined, 'the fixture');
    }),
  );
}

const pick = ({ values, payload, destination }: QueuedAlert) => ({ values, payload, destination });
