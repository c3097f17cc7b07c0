// One of the processes that a chaos run kills: writes everything that can be written, without end, and says what was
// acknowledged. Arguments: the place of the store, a seed, a name.
import { writeSync } from 'node:fs';
import { createAudit } from '@localert/audit';
import {
  isLocalertError,
  RevisionConflictError,
  systemScope,
  type TenantId,
  tenantScope,
} from '@localert/core';
import { sampleAlert, sampleAudit, sampleCreate, sampleTurn, sampleUpdate } from '@localert/testkit';
import type { Fact } from './chaos-ledger.ts';
import { openPlace } from './chaos-place.ts';
import { seeded } from './chaos-random.ts';

/** Milliseconds of a lease: short, so that the next process takes over within the run. */
const LEASE_MS = 400;
const TENANTS: readonly TenantId[] = ['acme', 'beta', 'gamma'];

const [place = '', seed = '1', name = 'one'] = process.argv.slice(2);
const random = seeded(Number(seed));
const below = (bound: number): number => Math.floor(random() * bound);
const store = openPlace(place);
const audit = createAudit({ log: store.audit, records: store.records, seal: false });
const system = systemScope('chaos');
const of = (tenant: TenantId) => tenantScope({ tenant, actor: 'chaos' });
/** At once: what was said before a kill was said. */
const say = (fact: Fact): void => void writeSync(1, `${JSON.stringify(fact)}\n`);
let made = 0;
const newId = (of: string): string => `${of}-${name}-${seed}-${++made}`;

async function commit(tenant: TenantId): Promise<void> {
  const fixture = `f${below(12)}`;
  const row = await store.get(of(tenant), fixture);
  const revision = row?.revision ?? 0;
  const next = () => {
    if (row === undefined) return sampleCreate(fixture);
    if (row.state === 'archived') return sampleTurn(fixture, revision, 'FixtureRestored');
    return below(10) === 0
      ? sampleTurn(fixture, revision, 'FixtureArchived')
      : sampleUpdate(fixture, revision, { snapshot: { name: `${name} ${made}` } });
  };
  const made1 = next();
  // The audit record of an event bears its id: none may be without the other.
  const events = made1.events.map((event) => ({ ...event, id: newId('event') }));
  const records = events.map(({ id }) =>
    sampleAudit(tenant, { id, action: 'fixture:write', at: Date.now() }),
  );
  try {
    const written = await store.commit(of(tenant), { ...made1, events, audit: records });
    say({ kind: 'commit', tenant, fixture, revision: written.revision });
  } catch (error) {
    if (!RevisionConflictError.is(error)) throw error;
  }
}

async function enqueue(tenant: TenantId): Promise<void> {
  const receipts = Array.from({ length: 1 + below(6) }, async () => {
    const id = newId('alert');
    const alert = sampleAlert({ id, createdAt: Date.now() });
    const record = sampleAudit(tenant, { id, action: 'alert:send', at: Date.now() });
    await store.outbox.enqueue(of(tenant), alert, { audit: [record] }).durable;
    say({ kind: 'alert', tenant, id });
  });
  await Promise.all(receipts);
}

async function deliver(): Promise<void> {
  const at = Date.now();
  const claims = await store.outbox.claim(system, { now: at, leaseMs: LEASE_MS, limit: 1 + below(8) });
  const had = Date.now();
  for (const { tenant, alert, lease } of claims)
    say({ kind: 'claim', tenant, id: alert.id, lease, at, had, until: at + LEASE_MS });
  for (const claim of claims) {
    const { tenant, alert, lease } = claim;
    const now = Date.now();
    const end =
      (['delivered', 'delivered', 'delivered', 'retry', 'release', 'dead'] as const)[below(6)] ?? 'dead';
    const settlement =
      end === 'delivered' || end === 'release'
        ? { kind: end, at: now }
        : { kind: end, at: now + 5, code: 'x' };
    say({ kind: 'letting-go', tenant, id: alert.id, lease, at: now });
    if (await store.outbox.settle(system, claim, settlement))
      say({ kind: 'settle', tenant, id: alert.id, end, at: Date.now() });
  }
}

async function keepRecord(tenant: TenantId): Promise<void> {
  const id = `${name}-${below(5)}`;
  const version = ((await store.records.get(system, tenant, 'memory', id))?.version ?? 0) + 1;
  const body = JSON.stringify({ version });
  if (await store.records.put(of(tenant), tenant, { kind: 'memory', id, version, body }))
    say({ kind: 'record', tenant, id, version });
  const gone = newId('gone');
  await store.records.put(of(tenant), tenant, { kind: 'memory', id: gone, version: 1, body });
  await store.records.delete(of(tenant), tenant, 'memory', gone);
  say({ kind: 'forgotten', tenant, id: gone });
}

async function link(tenant: TenantId): Promise<void> {
  try {
    await audit.sealNow(tenant);
  } catch (error) {
    // Another process links the same chain.
    if (!(isLocalertError(error) && error.code === 'LOCALERT_AUDIT_CONTENDED')) throw error;
    return;
  }
  const head = await store.audit.head(system, tenant);
  if (head !== undefined) say({ kind: 'link', tenant, ...head });
}

/** A tenant that comes and goes: a purge takes all of it or nothing. */
async function comeAndGo(): Promise<void> {
  const tenant = newId('passing').toLowerCase();
  for (const fixture of ['f0', 'f1', 'f2']) await store.commit(of(tenant), sampleCreate(fixture));
  await store.records.put(of(tenant), tenant, { kind: 'memory', id: 'r', version: 1, body: '{}' });
  say({ kind: 'filled', tenant });
  await store.purgeTenant(system, tenant);
  say({ kind: 'purged', tenant });
}

async function step(): Promise<void> {
  const tenant = TENANTS[below(TENANTS.length)] ?? 'acme';
  const dice = below(100);
  if (dice < 45) return commit(tenant);
  if (dice < 65) return enqueue(tenant);
  if (dice < 82) return deliver();
  if (dice < 90) return keepRecord(tenant);
  if (dice < 96) return link(tenant);
  if (dice < 99) return comeAndGo();
  const day = { quota: 'sendsPerDay', window: 0, until: 86_400_000 };
  await store.usage.take(of(tenant), tenant, day, 1 + below(3), 1_000_000);
}

writeSync(1, '"ready"\n');
for (;;) {
  try {
    await step();
  } catch (error) {
    // A server that is killed under a writer ends it: the next one goes on.
    if (!(isLocalertError(error) && error.retryable)) throw error;
    process.exit(3);
  }
}
