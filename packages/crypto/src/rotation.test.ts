import {
  type AuditLog,
  type AuditRecord,
  type FixtureCommit,
  type FixtureStore,
  type SlackFixture,
  systemScope,
  tenantScope,
  uuidV7,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { SAMPLE_TIME, sampleCreate, sampleTenant, sampleTurn, sampleUpdate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testHouse } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { reseal } from './reseal.ts';
import { rowHashOf } from './row-hash.ts';
import { tenantsOf } from './tenant-list.ts';
import { verifyRows } from './verify-rows.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const ZERO = 'A'.repeat(43);

const recordOf = (
  fixture: string,
  revision: number | undefined,
  change: Partial<AuditRecord> = {},
): AuditRecord => ({
  ...{ id: uuidV7(SAMPLE_TIME, crypto.getRandomValues(new Uint8Array(10))), at: SAMPLE_TIME, tenant: 'acme' },
  ...{ actor: 'p1', action: 'fixture:write', outcome: 'success', frameworks: [] },
  resource: { kind: 'fixture', id: fixture, revision },
  ...change,
});

const audited = (commit: FixtureCommit): FixtureCommit => ({
  ...commit,
  audit: [recordOf(commit.fixture, commit.expectedRevision + commit.events.length)],
});

/** Links what waits, as a sealer does. */
async function link(audit: AuditLog): Promise<void> {
  const records = await audit.unlinked(system, 'acme', 1_000);
  const head = await audit.head(system, 'acme');
  let previousHash = head?.hash ?? ZERO;
  const entries = records.map((record, index) => {
    const hash = String(index).padStart(43, 'B');
    const entry = { ...record, sequence: (head?.sequence ?? 0) + index + 1, previousHash, hash };
    previousHash = hash;
    return entry;
  });
  expect(await audit.link(system, 'acme', head, entries)).toBe(true);
}

async function filled() {
  const house = testHouse();
  const { store } = house;
  await store.directory.create(system, sampleTenant('acme', { encryption: 'all' }));
  for (const id of ['disk', 'cpu']) await store.commit(acme, audited(sampleCreate(id)));
  await store.commit(acme, audited(sampleUpdate('disk', 1)));
  await store.commit(acme, audited(sampleTurn('disk', 2, 'FixtureArchived')));
  const verify = (raw: FixtureStore = house.raw) => verifyRows({ store: raw, audit: house.raw.audit });
  return { ...house, verify };
}

/** A store in which some rows are other ones. */
const tampered = (
  raw: FixtureStore,
  change: (row: SlackFixture) => SlackFixture | undefined,
): FixtureStore => ({
  ...raw,
  async get(...args) {
    const row = await raw.get(...args);
    return row && change(row);
  },
  async list(...args) {
    const page = await raw.list(...args);
    return { ...page, items: page.items.flatMap((row) => change(row) ?? []) };
  },
});

describe('reseal', () => {
  it('moves rows and history to the new key, and the trail knows', async () => {
    const { store, raw, keys, verify } = await filled();
    const before = [await store.list(acme), await store.history(acme, 'disk')];
    const bytes = await raw.storedBytes(acme);
    await keys.rotateDek('acme');
    const seen: object[] = [];
    const report = await reseal({ store, onProgress: (progress) => seen.push(progress) });
    expect(report).toEqual({ tenants: 1, fixtures: 2, resealed: 2, plain: 0, lost: 0, failed: [] });
    expect(seen).toEqual([{ done: 2, total: 2, after: { tenant: 'acme', cursor: undefined } }]);
    expect([await store.list(acme), await store.history(acme, 'disk')]).toEqual(before);
    expect(await raw.storedBytes(acme)).toBe(bytes);
    expect(await verify()).toEqual([]);
    await link(raw.audit);
    expect(await verify()).toEqual([]);
    // The first key is not needed any more, but for the directory.
    await raw.records.delete(system, 'acme', 'dek', 'key-0000000001');
    keys.purge('acme');
    const sealed = { ...raw, directory: undefined };
    const reader = encrypted(sealed, { keys });
    expect((await reader.list(acme)).items).toHaveLength(2);
    expect((await reader.history(acme, 'disk')).items).toHaveLength(3);
    expect(await reseal({ store, tenants: [] })).toMatchObject({ tenants: 0 });
  });

  it('does nothing where all is under the key of today, or the policy is off', async () => {
    const { store, raw, keys, clock } = await filled();
    const row = await raw.get(acme, 'disk');
    expect(await reseal({ store })).toMatchObject({ fixtures: 2, resealed: 0 });
    expect(await raw.get(acme, 'disk')).toEqual(row);
    const off = encrypted(raw, { keys, clock, policy: () => 'off' });
    expect(await reseal({ store: off })).toMatchObject({ tenants: 1, fixtures: 0 });
  });

  it('seals what is plain, unless plain is not taken', async () => {
    const { raw, keys, clock } = testHouse();
    await raw.directory.create(system, sampleTenant('acme', { encryption: 'all' }));
    await raw.commit(acme, sampleCreate('disk'));
    await raw.commit(acme, sampleUpdate('disk', 1));
    await raw.commit(acme, sampleTurn('disk', 2, 'FixtureArchived'));
    const strict = encrypted(raw, { keys, clock, acceptPlain: false });
    const { directory: _, ...bare } = raw;
    expect(await reseal({ store: encrypted(bare, { keys }) })).toMatchObject({ tenants: 0 });
    // The tenant's own settings are plain as well: the host says what holds.
    expect(await reseal({ store: strict })).toMatchObject({ plain: 1, resealed: 0 });
    expect(await raw.get(acme, 'disk')).not.toHaveProperty('sealed');
    expect(await reseal({ store: strict, sealPlain: true })).toMatchObject({ plain: 0, resealed: 1 });
    expect(JSON.stringify([await raw.get(acme, 'disk'), await raw.history(acme, 'disk')])).not.toContain(
      'Disco',
    );
    expect(await strict.get(acme, 'disk')).toMatchObject({ state: 'archived', revision: 3 });
    expect((await strict.history(acme, 'disk')).items).toHaveLength(3);
  });

  it('seals all of what was only proved, when the policy becomes stricter', async () => {
    const { raw, keys, clock } = testHouse();
    await raw.directory.create(system, sampleTenant('acme'));
    const lax = encrypted(raw, { keys, clock, policy: () => 'sensitive' });
    await lax.commit(acme, sampleCreate('disk'));
    expect(await reseal({ store: lax })).toMatchObject({ resealed: 0 });
    expect(JSON.stringify(await raw.get(acme, 'disk'))).toContain('Disco');
    const strict = encrypted(raw, { keys, clock, policy: () => 'all' });
    expect(await reseal({ store: strict })).toMatchObject({ resealed: 1 });
    expect(JSON.stringify([await raw.get(acme, 'disk'), await raw.history(acme, 'disk')])).not.toContain(
      'Disco',
    );
    // What is sealed stays so when the policy becomes laxer.
    expect(await reseal({ store: lax })).toMatchObject({ resealed: 0 });
  });

  it('goes on from where it was stopped', async () => {
    const { store, keys } = testHouse();
    for (const tenant of ['a', 'b', 'c']) {
      await store.directory.create(system, sampleTenant(tenant));
      for (let index = 0; index < (tenant === 'b' ? 150 : 1); index++)
        await store.commit(tenantScope({ tenant, actor: 'x' }), sampleCreate(`f${index}`));
      await keys.rotateDek(tenant);
    }
    const stop = new AbortController();
    let after: Parameters<typeof reseal>[0]['after'];
    const first = reseal({
      store,
      signal: stop.signal,
      onProgress: (progress) => {
        after = progress.after;
        if (after.tenant === 'b') stop.abort(new Error('stop'));
      },
    });
    await expect(first).rejects.toThrow('stop');
    expect(after).toMatchObject({ tenant: 'b', cursor: expect.any(String) });
    expect(await reseal({ store, after })).toMatchObject({ tenants: 2, fixtures: 51, resealed: 51 });
    expect(await reseal({ store })).toMatchObject({ fixtures: 152, resealed: 0 });
  });

  it('loses no write and no read while it runs', async () => {
    const { store, keys, verify } = await filled();
    await store.commit(acme, audited(sampleTurn('disk', 3, 'FixtureRestored')));
    let running = true;
    let revision = 1;
    const work = (async () => {
      while (running) {
        revision += 1;
        await store.commit(
          acme,
          audited(sampleUpdate('cpu', revision - 1, { snapshot: { name: `cpu ${revision}` } })),
        );
        expect(await store.get(acme, 'disk')).toMatchObject({ revision: 4 });
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 5; round++) {
      await keys.rotateDek('acme');
      expect(await reseal({ store })).toMatchObject({ failed: [], lost: 0 });
    }
    running = false;
    await work;
    expect((await store.history(acme, 'cpu')).items).toHaveLength(revision);
    expect(await store.get(acme, 'cpu')).toMatchObject({ revision, name: `cpu ${revision}` });
    expect(await verify()).toEqual([]);
  });

  it('begins a fixture anew that was written between the look and the change', async () => {
    const { raw, keys, clock, store } = await filled();
    await keys.rotateDek('acme');
    let raced = 0;
    const racing: FixtureStore = {
      ...raw,
      async reseal(...args) {
        if (raced++ === 0) await store.commit(acme, audited(sampleUpdate('disk', 3)));
        return raw.reseal(...args);
      },
    };
    const both = encrypted(racing, { keys, clock });
    expect(await reseal({ store: both })).toMatchObject({ failed: [] });
    expect(raced).toBeGreaterThan(2);
    expect(await store.get(acme, 'disk')).toMatchObject({ revision: 4 });
  });

  it('begins anew too when only old events were changed meanwhile', async () => {
    const { raw, keys, clock, store } = await filled();
    await keys.rotateDek('acme');
    let refused = 0;
    const racing: FixtureStore = {
      ...raw,
      async reseal(scope, tenant, change) {
        if (change.row === undefined && refused++ === 0) return false;
        return raw.reseal(scope, tenant, change);
      },
    };
    expect(await reseal({ store: encrypted(racing, { keys, clock }) })).toMatchObject({ failed: [] });
    expect(refused).toBe(2);
    expect((await store.history(acme, 'disk')).items).toHaveLength(3);
  });

  it('tells what is lost and what was changed, and goes on with the rest', async () => {
    const { raw, keys, clock, store } = testHouse({ perFixture: (_, fixture) => fixture === 'gone' });
    await store.directory.create(system, sampleTenant('acme', { encryption: 'all' }));
    for (const id of ['gone', 'bad', 'odd', 'good']) await store.commit(acme, sampleCreate(id));
    await keys.shredFixture('acme', 'gone');
    await keys.rotateDek('acme');
    const history: FixtureStore['history'] = async (...args) => {
      const page = await raw.history(...args);
      return {
        ...page,
        items: page.items.map((event) => (event.fixture === 'bad' ? { ...event, actor: 'x' } : event)),
      };
    };
    const get: FixtureStore['get'] = async (...args) => {
      const row = await raw.get(...args);
      return row?.id === 'odd' ? { ...row, name: 'x' } : row;
    };
    const report = await reseal({
      store: encrypted({ ...raw, history, get }, { keys, clock, policy: () => 'all' }),
    });
    expect(report).toMatchObject({ fixtures: 4, lost: 1, resealed: 1 });
    expect(report.failed.map(({ fixture }) => fixture).toSorted()).toEqual(['bad', 'odd']);
  });

  it('stops when the store or the key provider does not answer', async () => {
    const { raw, keys, clock, store, state } = await filled();
    await keys.rotateDek('acme');
    state.down = true;
    await expect(reseal({ store })).rejects.toMatchObject({ code: 'LOCALERT_KEY_UNAVAILABLE' });
    state.down = false;
    const list: FixtureStore['list'] = async (...args) => ({ ...(await raw.list(...args)) });
    const get: FixtureStore['get'] = async () => undefined;
    expect(await reseal({ store: encrypted({ ...raw, list, get }, { keys, clock }) })).toMatchObject({
      resealed: 0,
    });
  });

  it('refuses stores that it cannot work on', async () => {
    const { raw, keys } = await filled();
    await keys.rotateDek('acme');
    const invalid = { code: 'LOCALERT_INVALID_INPUT' };
    await expect(reseal({ store: raw })).rejects.toMatchObject(invalid);
    const { reseal: _, ...without } = raw;
    await expect(reseal({ store: encrypted(without, { keys }) })).rejects.toMatchObject(invalid);
  });
});

describe('verifyRows', () => {
  it('finds nothing in a store that is as it was written', async () => {
    const { verify, raw } = await filled();
    expect(await verify()).toEqual([]);
    await link(raw.audit);
    expect(await verify()).toEqual([]);
  });

  it('finds an older row put back, a changed one, and one that is gone', async () => {
    const { verify, raw, store } = await filled();
    const old = (await raw.get(acme, 'disk')) as SlackFixture;
    await store.commit(acme, audited(sampleTurn('disk', 3, 'FixtureRestored')));
    await link(raw.audit);
    await store.commit(acme, audited(sampleUpdate('disk', 4)));
    const finds = async (change: (row: SlackFixture) => SlackFixture | undefined) =>
      (await verify(tampered(raw, change))).map(({ fixture, code }) => [fixture, code]);
    const rolledBack = tampered(raw, (row) => (row.id === 'disk' ? old : row));
    expect(await finds((row) => (row.id === 'disk' ? old : row))).toEqual([['disk', 'STALE_REVISION']]);
    expect(await verify(rolledBack)).toEqual([{ tenant: 'acme', fixture: 'disk', code: 'STALE_REVISION' }]);
    expect(await finds((row) => (row.id === 'disk' ? { ...row, state: 'archived' } : row))).toEqual([
      ['disk', 'ROW_CHANGED'],
    ]);
    const { sealed: _, ...plain } = (await raw.get(acme, 'disk')) as SlackFixture;
    expect(await finds((row) => (row.id === 'disk' ? plain : row))).toEqual([['disk', 'ROW_CHANGED']]);
    expect(await finds((row) => (row.id === 'disk' ? undefined : row))).toEqual([['disk', 'ROW_MISSING']]);
  });

  it('opens an older row that was put back, which is why the trail is asked', async () => {
    const { verify, raw, store, settings } = await filled();
    const old = (await raw.get(acme, 'disk')) as SlackFixture;
    await store.commit(acme, audited(sampleUpdate('disk', 3, { snapshot: { name: 'new' } })));
    const back = tampered(raw, (row) => (row.id === 'disk' ? old : row));
    expect(await encrypted(back, settings).get(acme, 'disk')).toMatchObject({ revision: 3 });
    expect(await verify(back)).toEqual([{ tenant: 'acme', fixture: 'disk', code: 'STALE_REVISION' }]);
  });

  it('finds the form before a resealing put back', async () => {
    const { verify, raw, store, keys } = await filled();
    const old = (await raw.get(acme, 'cpu')) as SlackFixture;
    await keys.rotateDek('acme');
    await reseal({ store });
    const back = tampered(raw, (row) => (row.id === 'cpu' ? old : row));
    expect(await verify(back)).toEqual([{ tenant: 'acme', fixture: 'cpu', code: 'STALE_REVISION' }]);
  });

  it('still finds an older row with its history put back after both were sealed anew', async () => {
    const { raw, keys, clock, verify } = await filled();
    const { items } = await raw.history(acme, 'disk');
    const old = memoryStore();
    for (const [fixture, events] of [
      ['disk', items.slice(0, 1)],
      ['cpu', (await raw.history(acme, 'cpu')).items],
    ] as const)
      await old.commit(acme, { fixture, expectedRevision: 0, events });
    const back = { ...old, directory: raw.directory };
    expect(await verify(back)).toEqual([{ tenant: 'acme', fixture: 'disk', code: 'STALE_REVISION' }]);
    await keys.rotateDek('acme');
    expect(await reseal({ store: encrypted(back, { keys, clock }) })).toMatchObject({ resealed: 2 });
    await raw.audit.append(system, 'acme', await old.audit.unlinked(system, 'acme', 9));
    expect(await verify(back)).toEqual([{ tenant: 'acme', fixture: 'disk', code: 'STALE_REVISION' }]);
  });

  it('finds rows that no record tells of', async () => {
    const { raw, store } = await filled();
    await store.commit(acme, sampleCreate('silent'));
    const other = {
      ...sampleCreate('odd'),
      audit: [recordOf('elsewhere', 1), recordOf('odd', 1, { resource: { kind: 'key', id: 'odd' } })],
    };
    await store.commit(acme, other);
    const seen: number[] = [];
    // What was made of the store is as good as the store: rows are compared as they lie.
    expect((await verifyRows({ store, audit: raw.audit })).length).toBe(2);
    const findings = await verifyRows({
      store: raw,
      audit: raw.audit,
      onProgress: ({ done }) => seen.push(done),
    });
    expect(findings.map(({ fixture, code }) => [fixture, code]).toSorted()).toEqual([
      ['odd', 'UNAUDITED'],
      ['silent', 'UNAUDITED'],
    ]);
    expect(seen).toEqual([4]);
  });

  it('takes hashes from records of fixtures alone, and of any revision when none is known', async () => {
    const { raw, verify } = await filled();
    const row = (await raw.get(acme, 'cpu')) as SlackFixture;
    const kinds: AuditRecord['resource'][] = [{ kind: 'alert', id: 'cpu' }, { kind: 'fixture' } as never];
    const append = (...records: AuditRecord[]) => raw.audit.append(system, 'acme', records);
    await append(...kinds.map((resource) => recordOf('cpu', 1, { resource, rowHash: ZERO })));
    expect(await verify()).toEqual([]);
    await append(recordOf('cpu', undefined, { rowHash: ZERO }));
    expect(await verify()).toMatchObject([{ fixture: 'cpu', code: 'ROW_CHANGED' }]);
    await append(recordOf('cpu', 1, { action: 'key:reseal', rowHash: rowHashOf(row) }));
    expect(await verify()).toEqual([]);
  });

  it('keeps to what is not guessed from a hash: plain rows by revision and state', async () => {
    const { raw, keys, clock } = testHouse();
    const store = encrypted(raw, { keys, clock, policy: () => 'off' });
    await raw.directory.create(system, sampleTenant('acme'));
    const row = await store.commit(acme, audited(sampleCreate('disk')));
    expect(rowHashOf(row)).toBe(rowHashOf({ ...row, name: 'other' }));
    expect(rowHashOf(row)).not.toBe(rowHashOf({ ...row, revision: 2 }));
    await store.commit(acme, audited(sampleUpdate('disk', 1)));
    const verify = (from: FixtureStore) => verifyRows({ store: from, audit: raw.audit });
    expect(await verify(raw)).toEqual([]);
    expect((await verify(tampered(raw, () => row)))[0]?.code).toBe('STALE_REVISION');
  });

  it('raises no alarm for rows that are written while it looks', async () => {
    const { raw, store } = await filled();
    let revision = 1;
    const busy: FixtureStore = {
      ...raw,
      async list(...args) {
        await store.commit(acme, audited(sampleUpdate('cpu', revision++)));
        const page = await raw.list(...args);
        await store.commit(acme, audited(sampleUpdate('cpu', revision++)));
        await store.commit(acme, audited(sampleCreate('fresh')));
        return page;
      },
      async get(...args) {
        const row = await raw.get(...args);
        if (revision < 5) await store.commit(acme, audited(sampleUpdate('cpu', revision++)));
        return row;
      },
    };
    expect(await verifyRows({ store: busy, audit: raw.audit })).toEqual([]);
    // One that never rests is told as it was seen last.
    const restless: FixtureStore = {
      ...raw,
      async get(...args) {
        const row = await raw.get(...args);
        return row && { ...row, updatedAt: Math.random() };
      },
      list: async () => ({ items: [{ ...((await raw.get(acme, 'disk')) as SlackFixture), updatedAt: 0 }] }),
    };
    expect((await verifyRows({ store: restless, audit: raw.audit })).length).toBeGreaterThan(0);
  });

  it('does not miss rows of a tenant’s former life', async () => {
    const { raw, store, verify } = await filled();
    await raw.audit.append(system, 'acme', [
      recordOf('x', 1, {
        action: 'tenant:delete',
        outcome: 'denied',
        resource: { kind: 'tenant', id: 'acme' },
      }),
    ]);
    const gone = tampered(raw, () => undefined);
    expect(await verify(gone)).toHaveLength(2);
    await raw.audit.append(system, 'acme', [
      recordOf('x', 1, { action: 'tenant:delete', resource: { kind: 'tenant', id: 'acme' } }),
    ]);
    expect(await verify(gone)).toEqual([]);
    await store.commit(acme, audited(sampleUpdate('cpu', 1)));
    expect(await verify(gone)).toMatchObject([{ fixture: 'cpu', code: 'ROW_MISSING' }]);
  });

  it('reads a trail of any length, and stops when it is told to', async () => {
    const { raw } = await filled();
    const limits: number[] = [];
    const unlinked: AuditLog['unlinked'] = async (...args) => {
      limits.push(args[2]);
      const found = await raw.audit.unlinked(...args);
      return limits.length === 1 ? Array.from({ length: args[2] }, () => found[0] as AuditRecord) : found;
    };
    expect(await verifyRows({ store: raw, audit: { ...raw.audit, unlinked } })).toEqual([]);
    expect(limits).toEqual([10_000, 40_000]);
    await link(raw.audit);
    const [entry] = await raw.audit.read(system, 'acme');
    const read: AuditLog['read'] = async (_scope, _tenant, range = {}) => {
      const { after = 0, limit = 0 } = range;
      if (after > 0) return [];
      return Array.from({ length: limit }, (_, index) => ({
        ...entry!,
        id: `e${index}`,
        sequence: index + 1,
      }));
    };
    const long = await verifyRows({ store: raw, audit: { ...raw.audit, read } });
    expect(long.map(({ code }) => code).toSorted()).toEqual(['ROW_CHANGED', 'UNAUDITED']);
    const stop = new AbortController();
    const { signal } = stop;
    const store = tampered(raw, () => undefined);
    const onProgress = () => stop.abort(new Error('stop'));
    await expect(verifyRows({ store, audit: raw.audit, signal, onProgress })).rejects.toThrow('stop');
    await expect(verifyRows({ store: raw, audit: raw.audit, signal })).rejects.toThrow('stop');
  });

  it('sees a record once that is linked while it reads', async () => {
    const { raw } = await filled();
    const unlinked: AuditLog['unlinked'] = async (...args) => {
      const found = await raw.audit.unlinked(...args);
      await link(raw.audit);
      return found;
    };
    expect(await verifyRows({ store: raw, audit: { ...raw.audit, unlinked } })).toEqual([]);
  });

  it('takes tenants from the directory or from the caller', async () => {
    const { raw } = await filled();
    const { directory: _, ...bare } = raw;
    const gone = tampered(bare, () => undefined);
    expect(await verifyRows({ store: gone, audit: raw.audit })).toEqual([]);
    expect(await verifyRows({ store: gone, audit: raw.audit, tenants: ['acme'] })).toHaveLength(2);
    for (let index = 0; index < 1_001; index++) await raw.directory.create(system, sampleTenant(`t${index}`));
    const ids: string[] = [];
    for await (const id of tenantsOf(system, raw.directory)) ids.push(id);
    expect(ids).toHaveLength(1_002);
    await expect(verifyRows({ store: raw, audit: {} as AuditLog })).rejects.toMatchObject({
      code: 'LOCALERT_PORT_MISMATCH',
    });
  });
});

describe('the hash of a row', () => {
  it('is told to the records of the write that are of the fixture', async () => {
    const { store, raw } = testHouse();
    const records = [recordOf('disk', 1), recordOf('disk', 1, { resource: { kind: 'alert', id: 'disk' } })];
    const before = sampleCreate('disk');
    await store.commit(acme, { ...before, audit: records });
    const kept = await raw.audit.unlinked(system, 'acme', 9);
    const row = (await raw.get(acme, 'disk')) as SlackFixture;
    expect(kept.map(({ rowHash }) => rowHash)).toEqual([rowHashOf(row), undefined]);
  });

  it('is right in the record of the write itself, whatever was written', async () => {
    const { raw, store } = await filled();
    await store.commit(acme, audited(sampleTurn('disk', 3, 'FixtureRestored')));
    const row = (await raw.get(acme, 'disk')) as SlackFixture;
    const records = await raw.audit.unlinked(system, 'acme', 99);
    // One for each write: none had to be put right.
    expect(records.map(({ resource }) => [resource.id, 'revision' in resource && resource.revision])).toEqual(
      [
        ...[
          ['disk', 1],
          ['cpu', 1],
          ['disk', 2],
          ['disk', 3],
          ['disk', 4],
        ],
      ],
    );
    expect(records.at(-1)?.rowHash).toBe(rowHashOf(row));
  });

  it('is put right when the row was sealed anew between the look and the commit', async () => {
    const { raw, keys, clock, verify, store } = await filled();
    await keys.rotateDek('acme');
    const commit: FixtureStore['commit'] = async (...args) => {
      await reseal({ store });
      return raw.commit(...args);
    };
    const racing = encrypted({ ...raw, commit }, { keys, clock, policy: () => 'all' });
    await racing.commit(acme, audited(sampleTurn('disk', 3, 'FixtureRestored')));
    expect(await verify()).toEqual([]);
    const { audit: _, ...silent } = raw;
    await encrypted(silent, { keys, clock, policy: () => 'all' }).commit(
      acme,
      audited(sampleTurn('disk', 4, 'FixtureArchived')),
    );
  });

  it('leaves a commit alone that the store will refuse', async () => {
    const { store } = await filled();
    for (const commit of [sampleTurn('disk', 9, 'FixtureRestored'), sampleTurn('none', 0, 'FixtureArchived')])
      await expect(store.commit(acme, audited(commit))).rejects.toMatchObject({
        code: expect.stringMatching(/REVISION_CONFLICT|STORE_CORRUPT/),
      });
  });
});
