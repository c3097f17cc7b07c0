import { createAudit } from '@localert/audit';
import {
  type FixtureStore,
  type Outbox,
  StoreUnavailableError,
  systemScope,
  TRANSPORT_SPEC,
  type Transport,
  tenantScope,
} from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { sampleAlert } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { codeOf, open, values } from '../test/house.ts';
import { createFixtureManager, type DeletionProof, deletionEntry, verifyDeletion } from './index.ts';

const system = systemScope('test');
const kek = localKeys({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }], current: 'k1' });

/** A queue of its own, sealed under keys of its own. */
function sealedOutbox(): Outbox {
  const inner = memoryStore();
  const keys = createKeyring({ kek, records: inner.records });
  return encrypted(inner, { keys, policy: () => 'all' }).outbox;
}

/** A house with a trail and sealed contents, whose tenant `gone` has something of everything. */
async function houseOver(
  inner: FixtureStore,
  over: (store: FixtureStore) => FixtureStore = (store) => store,
) {
  if (inner.audit === undefined || inner.records === undefined) throw new Error('a whole store is wanted');
  const keys = createKeyring({ kek, records: inner.records });
  const audit = createAudit({
    log: inner.audit,
    records: inner.records,
    keys: keys.tenantKeys,
    seal: { intervalMs: 10 },
  });
  const house = await open({ store: over(encrypted(inner, { keys })), audit, delivery: false });
  await house.alerts.tenants.create({ id: 'gone', defaultLocale: 'en', encryption: 'all' });
  const client = house.as('admin', 'gone');
  for (let n = 0; n < 3; n++) {
    await client.create(`f${n}`, { baseLocale: 'en', locales: { en: { title: `Secret ${n}` } } });
  }
  await client.update('f1', { labels: { a: 'b' } });
  await client.apiKeys.create({ name: 'key', roles: ['sender'] });
  await client.untyped.send('f1');
  return { ...house, keys, audit, inner };
}

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore({ path: ':memory:' })],
] as const)('a deletion with proof in %s', (_name, make) => {
  it('says what was there, that it is gone, and where the trail says so', async () => {
    const { alerts, keys, audit, inner } = await houseOver(make());
    const proof = await alerts.tenants.deleteWithProof('gone', { shred: keys.shred });
    expect(proof).toMatchObject({
      format: 'localert.deletion/1',
      tenant: 'gone',
      existed: true,
      before: { settings: 1, fixtures: 3, events: 4, records: { 'api-key': 1 } },
      after: { settings: 0, fixtures: 0, events: 0, storedBytes: 0, deadLetters: 0, records: {} },
      shredded: { dekIds: [1], names: expect.arrayContaining(['audit']) },
    });
    expect(proof.keys.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['dek', 'tenant-key']));
    expect(JSON.stringify(proof)).not.toContain('Secret');
    const { entry } = proof;
    if (entry === undefined) throw new Error('no entry');
    const [kept] = (await inner.audit?.read(system, 'gone', { after: entry.sequence - 1, limit: 1 })) ?? [];
    expect(kept).toMatchObject({
      action: 'tenant:delete',
      hash: entry.hash,
      details: { fixtures: 3, events: 4 },
    });
    expect(entry.head.sequence).toBeGreaterThanOrEqual(entry.sequence);
    const stored = JSON.parse(JSON.stringify(proof)) as DeletionProof;
    expect(await verifyDeletion(stored, { store: inner, audit })).toEqual({ ok: true, faults: [] });
    expect(await deletionEntry(inner.audit as never, 'acme')).toBeUndefined();
    await alerts.close();
  });

  it('is found out when the store or the proof is another later', async () => {
    const { alerts, inner, audit, as } = await houseOver(make());
    const proof = await alerts.tenants.deleteWithProof('gone');
    const faultsOf = async (changed: Partial<DeletionProof>, witnesses: object = {}) =>
      (await verifyDeletion({ ...proof, ...changed }, { store: inner, ...witnesses })).faults;
    expect(await faultsOf({})).toEqual([]);
    expect(proof.shredded).toBeUndefined();
    expect(await faultsOf({ before: { ...proof.before, fixtures: 1 } })).toEqual(['entry-differs']);
    expect(await faultsOf({ after: { ...proof.after, fixtures: 1 } })).toEqual(['proof']);
    expect(await faultsOf({ entry: undefined })).toEqual(['no-entry']);
    const { entry } = proof;
    if (entry === undefined) throw new Error('no entry');
    expect(await faultsOf({ entry: { ...entry, hash: 'x' } })).toEqual(['entry-differs']);
    expect(await faultsOf({ entry: { ...entry, sequence: 1 } })).toEqual(['entry-differs']);
    expect(await faultsOf({ entry: { ...entry, sequence: 9_999 } })).toEqual(['no-entry']);
    const broken = { verify: async () => ({ ok: false }) };
    expect(await faultsOf({}, { audit: broken })).toEqual(['chain-broken']);
    await alerts.tenants.create({ id: 'gone', defaultLocale: 'en' });
    await as('admin', 'gone').create('fresh', { baseLocale: 'en', locales: { en: { title: 'New' } } });
    expect(await faultsOf({}, { audit })).toEqual(['something-left']);
    await alerts.close();
  });

  it('that was cut short is finished by the next call', async () => {
    let failing = true;
    const { alerts, inner } = await houseOver(make(), (store) => ({
      ...store,
      purgeTenant: async (scope, tenant) => {
        if (failing) throw new StoreUnavailableError({ operation: 'purge' });
        return store.purgeTenant(scope, tenant);
      },
    }));
    expect(await codeOf(alerts.tenants.deleteWithProof('gone'))).toBe('LOCALERT_STORE_UNAVAILABLE');
    failing = false;
    const proof = await alerts.tenants.deleteWithProof('gone');
    expect(proof).toMatchObject({
      existed: false,
      before: { settings: 0, fixtures: 3 },
      after: { fixtures: 0 },
    });
    expect(await verifyDeletion(proof, { store: inner })).toEqual({ ok: true, faults: [] });
    await alerts.close();
  });

  it('is not claimed when another process goes on writing', async () => {
    const { alerts, inner } = await houseOver(make(), (store) => ({
      ...store,
      purgeTenant: async (scope, tenant) => {
        await store.purgeTenant(scope, tenant);
        const late = tenantScope({ tenant, actor: 'user:late' });
        const snapshot = {
          id: 'x',
          name: 'x',
          baseLocale: 'en',
          syntax: 'icu',
          severity: 'low',
          locales: { en: { title: 'x' } },
          labels: {},
          arguments: {},
          sensitive: false,
          provenance: {},
          state: 'active',
        } as const;
        const event = {
          type: 'FixtureCreated',
          id: `late-${Math.random()}`,
          fixture: 'x',
          revision: 1,
          at: 1,
          actor: 'user:late',
          snapshot,
        } as const;
        await inner.commit(late, { fixture: 'x', expectedRevision: 0, events: [event] });
      },
    }));
    expect(await codeOf(alerts.tenants.deleteWithProof('gone'))).toMatch(
      /LOCALERT_DELETION_INCOMPLETE|LOCALERT_DECRYPT_FAILED/,
    );
    await alerts.close();
  });
});

/** Slack takes nothing. */
const refusing: Transport = {
  spec: TRANSPORT_SPEC,
  name: 'refusing',
  groupOf: ({ tenant }) => tenant,
  deliver: async () => ({ kind: 'stop', code: 'refused' }),
};

it.each([
  ['the store’s own', () => undefined],
  ['one that lies apart', () => memoryStore().outbox],
  ['one that lies apart and is sealed', sealedOutbox],
])('alerts go with their tenant, and dead letters are counted: %s', async (_, apart) => {
  const outbox = apart();
  const store = memoryStore();
  const { alerts, as } = await open({
    ...{ store, transport: refusing, delivery: { refused: false } },
    ...(outbox && { outbox }),
    tenants: ['gone', 'gone-2'].map((id) => ({ id, defaultLocale: 'en' })),
  });
  const queue = outbox ?? store.outbox;
  const left = new Map<string, readonly string[]>();
  for (const tenant of ['gone', 'gone-2']) {
    const sender = as('sender', tenant);
    const { id: dead } = await sender.send('playback_failure', { values });
    await alerts.drain();
    const scope = tenantScope({ tenant, actor: 'user:test' });
    const waiting = sampleAlert({ notBefore: Date.now() + 60_000 });
    await queue.enqueue(scope, waiting).durable;
    left.set(tenant, [dead, waiting.id]);
  }
  const statesOf = async (tenant: string) => {
    const scope = tenantScope({ tenant, actor: 'user:test' });
    const statuses = (left.get(tenant) ?? []).map((id) => queue.status(scope, id));
    return (await Promise.all(statuses)).map((status) => status?.state);
  };
  expect(await statesOf('gone')).toEqual(['dead', 'queued']);
  const proof = await alerts.tenants.deleteWithProof('gone');
  expect(proof).toMatchObject({ before: { deadLetters: 1 }, after: { deadLetters: 0 } });
  expect(await statesOf('gone')).toEqual([undefined, undefined]);
  expect(await statesOf('gone-2')).toEqual(['dead', 'queued']);
  expect((await queue.depth(system)).queued).toBe(1);
  // Nothing is left; there was no trail.
  expect((await verifyDeletion(proof, { store, outbox })).faults).toEqual(['no-entry']);
  // By a manager that only renders, too.
  const other = await createFixtureManager({ store, ...(outbox && { outbox }) });
  expect(await other.tenants.deleteWithProof('gone-2')).toMatchObject({ before: { deadLetters: 1 } });
  expect(await statesOf('gone-2')).toEqual([undefined, undefined]);
  await alerts.close();
});

it('without a trail there is no entry, and a wrong id is refused', async () => {
  const { alerts, acme, as } = await open();
  await acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } });
  expect(as).toBeDefined();
  const proof = await alerts.tenants.deleteWithProof('acme');
  expect(proof.entry).toBeUndefined();
  expect(proof).toMatchObject({ existed: true, before: { fixtures: 1 }, keys: [] });
  expect(await codeOf(alerts.tenants.deleteWithProof('a/b'))).toBe('LOCALERT_INVALID_TENANT_ID');
  expect(await alerts.tenants.deleteWithProof('acme')).toMatchObject({
    existed: false,
    before: { fixtures: 0 },
  });
  await alerts.close();
});
