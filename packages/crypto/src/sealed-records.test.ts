import { newTenant, type RecordKind, type Records, systemScope, tenantScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { testHouse } from '../test/house.ts';
import { encrypted } from './encrypted.ts';

const scope = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const TEXTS: readonly RecordKind[] = ['memory', 'house-style', 'incident', 'incident-alert'];
const failed = expect.objectContaining({ code: 'LOCALERT_DECRYPT_FAILED' });

function house(more: Parameters<typeof testHouse>[0] = {}) {
  const { raw, store, ...rest } = testHouse(more);
  return { raw, ...rest, inner: raw.records, records: store.records as Records };
}

const record = (kind: RecordKind, version = 1, body = '{"canary":"text"}') => ({
  ...{ kind, id: 'canary-id', version, body },
});

describe('sealed records', () => {
  it.each(TEXTS)('of kind %s hold no text, not even in their ids, and hand it out', async (kind) => {
    const { inner, records } = house();
    expect(await records.put(scope, 'acme', record(kind))).toBe(true);
    expect(await records.put(scope, 'acme', record(kind))).toBe(false);
    expect(await records.put(scope, 'acme', record(kind, 2, 'canary two'))).toBe(true);
    const kept = (await inner.list(scope, 'acme', kind)).items;
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('canary');
    expect(await records.get(acme, 'acme', kind, 'canary-id')).toEqual(record(kind, 2, 'canary two'));
    expect((await records.list(scope, 'acme', kind)).items).toEqual([record(kind, 2, 'canary two')]);
    expect(await records.get(scope, 'acme', kind, 'other')).toBeUndefined();
    expect(await records.delete(scope, 'acme', kind, 'canary-id')).toBe(true);
    expect(await records.delete(scope, 'acme', kind, 'canary-id')).toBe(false);
    expect((await inner.list(scope, 'acme', kind)).items).toEqual([]);
  });

  it('leaves other kinds, and tenants whose policy is off, as they are', async () => {
    const { inner, records } = house();
    await records.put(scope, 'acme', record('api-key'));
    expect(await inner.get(scope, 'acme', 'api-key', 'canary-id')).toEqual(record('api-key'));
    const off = house({ policy: () => 'off' });
    await off.raw.directory.create(scope, newTenant({ id: 'acme', defaultLocale: 'en' }, 0));
    await off.records.put(scope, 'acme', record('memory'));
    expect(await off.inner.get(scope, 'acme', 'memory', 'canary-id')).toEqual(record('memory'));
    expect(await off.records.get(scope, 'acme', 'memory', 'canary-id')).toEqual(record('memory'));
    expect((await off.records.list(scope, 'acme', 'memory')).items).toEqual([record('memory')]);
    expect(await off.records.delete(scope, 'acme', 'memory', 'canary-id')).toBe(true);
  });

  it('takes over what lay there in the clear, and refuses it where nothing may be', async () => {
    const { inner, records, raw, settings } = house({ acceptPlain: true });
    await inner.put(scope, 'acme', record('memory'));
    expect(await records.get(scope, 'acme', 'memory', 'canary-id')).toEqual(record('memory'));
    const strict = encrypted(raw, { ...settings, acceptPlain: false }).records;
    expect(await strict.get(scope, 'acme', 'memory', 'canary-id')).toBeUndefined();
    expect((await strict.list(scope, 'acme', 'memory')).items).toEqual([]);
    // A write that follows another version than the one that is there is refused, as ever.
    expect(await records.put(scope, 'acme', record('memory', 3))).toBe(false);
    expect(await records.put(scope, 'acme', record('memory', 2, 'canary two'))).toBe(true);
    expect(JSON.stringify((await inner.list(scope, 'acme', 'memory')).items)).not.toContain('canary');
    expect((await records.get(scope, 'acme', 'memory', 'canary-id'))?.body).toBe('canary two');
  });

  it('opens nowhere but in its place and version', async () => {
    const { inner, records } = house();
    await records.put(scope, 'acme', record('memory'));
    await records.put(scope, 'acme', { ...record('memory'), id: 'second' });
    await records.put(scope, 'rival', record('memory'));
    const [one, two] = (await inner.list(scope, 'acme', 'memory')).items;
    const [foreign] = (await inner.list(scope, 'rival', 'memory')).items;
    const at = { ...record('memory'), id: one?.id ?? '' };
    for (const body of [two?.body, foreign?.body, '{"localert-sealed":"AAAA"}']) {
      await inner.delete(scope, 'acme', 'memory', at.id);
      await inner.put(scope, 'acme', { ...at, body: body ?? '' });
      await expect(records.list(scope, 'acme', 'memory')).rejects.toEqual(failed);
    }
    await inner.put(scope, 'acme', { ...at, version: 2, body: one?.body ?? '' });
    await expect(records.list(scope, 'acme', 'memory')).rejects.toEqual(failed);
  });

  it('is gone with the keys of its tenant', async () => {
    const { records, keys } = house();
    await records.put(scope, 'acme', record('memory'));
    await keys.shred('acme');
    await expect(records.list(scope, 'acme', 'memory')).rejects.toMatchObject({
      code: 'LOCALERT_KEY_DESTROYED',
    });
  });
});
