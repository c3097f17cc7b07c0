import { verifyChain } from '@localert/audit';
import {
  type AuditRecord,
  applyEvent,
  type FixtureEvent,
  type SlackFixture,
  systemScope,
  type TenantId,
  tenantScope,
} from '@localert/core';
import { type Ledger, partsOf } from './chaos-ledger.ts';
import type { WholeStore } from './chaos-place.ts';

const system = systemScope('chaos:check');
const of = (tenant: TenantId) => tenantScope({ tenant, actor: 'chaos' });

async function rowsOf(store: WholeStore, tenant: TenantId): Promise<SlackFixture[]> {
  const rows: SlackFixture[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(of(tenant), { limit: 1_000, cursor });
    rows.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}

async function eventsOf(store: WholeStore, tenant: TenantId, fixture: string): Promise<FixtureEvent[]> {
  const events: FixtureEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.history(of(tenant), fixture, { limit: 1_000, cursor });
    events.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return events;
}

/** Every record of a tenant's trail, linked or not. */
async function trailOf(store: WholeStore, tenant: TenantId): Promise<AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (let after = 0; ; ) {
    const page = await store.audit.read(system, tenant, { after, limit: 10_000 });
    records.push(...page);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.sequence;
  }
  return [...records, ...(await store.audit.unlinked(system, tenant, 1_000_000))];
}

/** The values as text, whatever the order of their members. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );

/** What is wrong with a tenant: rows, events and records that do not belong together, or a chain that does not verify. */
async function faultsOfTenant(store: WholeStore, ledger: Ledger, tenant: TenantId): Promise<string[]> {
  const faults: string[] = [];
  const trail = await trailOf(store, tenant);
  const written = new Set(trail.filter(({ action }) => action === 'fixture:write').map(({ id }) => id));
  const sent = trail.filter(({ action }) => action === 'alert:send').map(({ id }) => id);
  if (new Set(trail.map(({ id }) => id)).size !== trail.length)
    faults.push(`${tenant}: a record stands twice`);

  const events: string[] = [];
  for (const row of await rowsOf(store, tenant)) {
    const log = await eventsOf(store, tenant, row.id);
    const made = log.reduce<SlackFixture | undefined>(applyEvent, undefined);
    if (text(made) !== text(row)) faults.push(`${tenant}/${row.id}: the row is not what its events make`);
    events.push(...log.map(({ id }) => id));
  }
  for (const id of events)
    if (!written.delete(id)) faults.push(`${tenant}: an event without its record: ${id}`);
  for (const id of written) faults.push(`${tenant}: a record without its event: ${id}`);

  const kept = new Set(sent);
  for (const id of sent) {
    if ((await store.outbox.status(of(tenant), id)) === undefined)
      faults.push(`${tenant}: a record without its alert: ${id}`);
  }
  for (const key of ledger.alerts) {
    const [owner, id] = partsOf(key);
    if (owner === tenant && !kept.has(id)) faults.push(`${tenant}: an alert without its record: ${id}`);
  }

  const { ok, firstBad } = await verifyChain({ log: store.audit, tenant });
  if (!ok) faults.push(`${tenant}: the chain is broken: ${firstBad?.code} at ${firstBad?.sequence}`);
  const link = ledger.links.get(tenant);
  if (link !== undefined) {
    const [entry] = await store.audit.read(system, tenant, { after: link.sequence - 1, limit: 1 });
    if (entry?.hash !== link.hash) faults.push(`${tenant}: an acknowledged link is gone: ${link.sequence}`);
  }
  return faults;
}

/** What was acknowledged and is not there. */
async function losses(store: WholeStore, ledger: Ledger): Promise<string[]> {
  const faults: string[] = [];
  for (const [key, revision] of ledger.commits) {
    const [tenant, fixture] = partsOf(key);
    const row = await store.get(of(tenant), fixture);
    if ((row?.revision ?? 0) < revision) faults.push(`a commit is lost: ${key} at ${revision}`);
  }
  for (const key of ledger.alerts) {
    const [tenant, id] = partsOf(key);
    const status = await store.outbox.status(of(tenant), id);
    const end = ledger.ends.get(key);
    if (status === undefined) faults.push(`an alert is lost: ${key}`);
    else if (end !== undefined && status.state !== end)
      faults.push(`an end is lost: ${key}: ${end}, ${status.state}`);
  }
  for (const [key, version] of ledger.records) {
    const [tenant, id] = partsOf(key);
    const record = await store.records.get(system, tenant, 'memory', id);
    if ((record?.version ?? 0) < version) faults.push(`a record is lost: ${key} at ${version}`);
  }
  for (const key of ledger.forgotten) {
    const [tenant, id] = partsOf(key);
    if ((await store.records.get(system, tenant, 'memory', id)) !== undefined)
      faults.push(`a record that was deleted is back: ${key}`);
  }
  for (const [tenant, purged] of ledger.passing) {
    const fixtures = await store.count(of(tenant));
    const records = (await store.records.list(system, tenant, 'memory')).items.length;
    const whole = fixtures === 3 && records === 1;
    const gone = fixtures === 0 && records === 0;
    if (purged ? !gone : !(whole || gone)) faults.push(`a purge was done by halves: ${tenant}`);
  }
  return faults;
}

/** Every row of every tenant made anew is the very same. */
async function faultsOfRebuild(store: WholeStore, tenants: readonly TenantId[]): Promise<string[]> {
  const all = async () => {
    const rows = new Map<string, string>();
    for (const tenant of tenants)
      for (const row of await rowsOf(store, tenant)) rows.set(JSON.stringify([tenant, row.id]), text(row));
    return rows;
  };
  const before = await all();
  await store.rebuild(system);
  const after = await all();
  const changed = [...before].filter(([key, row]) => after.get(key) !== row).map(([key]) => key);
  if (after.size !== before.size) changed.push(`${after.size} rows in place of ${before.size}`);
  return changed.map((key) => `rebuild makes another row: ${key}`);
}

/** What a check looks at: a rebuild takes long where there are many events. */
export interface CheckOptions {
  readonly tenants: readonly TenantId[];
  readonly rebuild: boolean;
}

/** Everything that is wrong with a store after a kill. Nobody else writes to it meanwhile. */
export async function checkStore(
  store: WholeStore,
  ledger: Ledger,
  { tenants, rebuild }: CheckOptions,
): Promise<readonly string[]> {
  const faults = [...ledger.wrongs(), ...(await losses(store, ledger))];
  for (const tenant of tenants) faults.push(...(await faultsOfTenant(store, ledger, tenant)));
  if (rebuild) faults.push(...(await faultsOfRebuild(store, tenants)));
  return faults;
}
