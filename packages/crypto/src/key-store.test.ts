import { type KekProvider, type KeyContext, type Records, systemScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { testKeys } from '../test/house.ts';
import { assertKeyName, keyBodyOf, numberIn } from './key-records.ts';
import { createKeyring } from './keyring.ts';

const system = systemScope('test');
const code = (suffix: string) => expect.objectContaining({ code: `LOCALERT_${suffix}` });

/** A provider that notes for what keys are asked, and keeps hold of those it made. */
function noting(inner: KekProvider) {
  const contexts: KeyContext[] = [];
  const made: Uint8Array[] = [];
  const kek: KekProvider = {
    ...inner,
    async generateDek(context, call) {
      contexts.push(context);
      const key = await inner.generateDek(context, call);
      made.push(key.key);
      return key;
    },
    async unwrap(context, wrapped, call) {
      contexts.push(context);
      return inner.unwrap(context, wrapped, call);
    },
  };
  return { kek, contexts, made };
}

/** Records that refuse to put the first record whose id begins so, as if another writer had come first. */
function refusing(inner: Records, begin: string, meanwhile: () => unknown = () => undefined) {
  let left = 1;
  const put: Records['put'] = async (...args) => {
    if (left > 0 && args[2].id.startsWith(begin)) {
      left -= 1;
      await meanwhile();
      return false;
    }
    return inner.put(...args);
  };
  return { ...inner, put } satisfies Records;
}

describe('a wrapped key', () => {
  it('is bound to its tenant and its use', async () => {
    const { base } = testKeys();
    const { kek, contexts } = noting(base.kek);
    const expected = [
      { tenant: 'acme', purpose: 'dek/1' },
      { tenant: 'acme', purpose: 'tenant-key/audit' },
    ];
    for (let round = 0; round < 2; round++) {
      const keys = createKeyring({ ...base, kek });
      await keys.current('acme');
      await keys.tenantKeys.key('acme', 'audit');
    }
    expect(contexts).toEqual([...expected, ...expected]);
  });

  it('is wiped when it came second, and leaves no record', async () => {
    for (const begin of ['key-', 'current']) {
      const { base, store } = testKeys();
      const { kek, made } = noting(base.kek);
      const other = createKeyring(base);
      const records = refusing(store.records, begin, () => other.current('acme'));
      await createKeyring({ ...base, kek, records }).current('acme');
      expect(
        made[0]?.every((byte) => byte === 0),
        begin,
      ).toBe(true);
      expect(await other.keys('acme')).toHaveLength(1);
    }
  });

  it('takes another number when the record of its own is there, and rotates on when nobody else did', async () => {
    const { base, store } = testKeys();
    const keys = createKeyring({ ...base, records: refusing(store.records, 'current') });
    expect(await keys.rotateDek('acme')).toBe(2);
    expect((await createKeyring(base).current('acme')).dekId).toBe(2);
  });

  it('says whose it was when it is gone', async () => {
    const { base, keys } = testKeys();
    const unknown = { code: 'LOCALERT_DECRYPT_FAILED', details: { what: 'envelope' } };
    await expect(keys.dataKey('acme', 1)).rejects.toMatchObject(unknown);
    await keys.current('acme');
    await keys.shred('acme');
    await expect(createKeyring(base).dataKey('acme', 1)).rejects.toMatchObject({
      ...{ code: 'LOCALERT_KEY_DESTROYED', details: { tenant: 'acme' } },
    });
    await expect(keys.dataKey('acme', 2)).rejects.toMatchObject(unknown);
  });

  it('that a foreign provider did not give says which provider, and that a retry may do', async () => {
    const { base } = testKeys();
    const kek: KekProvider = {
      ...{ ...base.kek, name: 'kms' },
      generateDek: () => Promise.reject(new Error('canary')),
    };
    await expect(createKeyring({ ...base, kek }).current('acme')).rejects.toMatchObject({
      ...{ retryable: true, details: { provider: 'kms', reason: 'failed' } },
    });
  });
});

describe('the record of a key', () => {
  const record = (body: unknown) => ({
    ...{ kind: 'dek' as const, id: 'key-0000000001', version: 1 },
    body: JSON.stringify(body),
  });
  const whole = { wrapped: 'w', kek: 'k1', at: 5 };

  it('holds the wrapped key, its version and its time, and a fixture where it is of one', () => {
    expect(keyBodyOf(record(whole))).toEqual(whole);
    expect(keyBodyOf(record({ ...whole, fixture: 'disk', more: 1 }))).toEqual({ ...whole, fixture: 'disk' });
    expect(keyBodyOf(record({ ...whole, fixture: 7 }))).not.toHaveProperty('fixture');
  });

  it.each([
    ...[{ wrapped: 1 }, { kek: 1 }, { at: '5' }].map((change) => ({ ...whole, ...change })),
    ...[null, 7, 'x', [], {}],
  ])('is none: %j', (body) => {
    expect(() => keyBodyOf(record(body))).toThrow(code('DECRYPT_FAILED'));
    expect(() => numberIn(record(body))).toThrow(code('DECRYPT_FAILED'));
  });

  it('that is no JSON is not quoted', () => {
    const broken = { ...record(''), body: 'canary' };
    expect(() => keyBodyOf(broken)).toThrow('The key record could not be decrypted');
    expect(() => numberIn(broken)).toThrow('The key record could not be decrypted');
  });

  it('is found on whichever page it lies', async () => {
    const { base, store } = testKeys();
    const asked: (readonly [string, unknown])[] = [];
    const list: Records['list'] = (scope, tenant, kind, page) => {
      asked.push([scope.kind === 'system' ? scope.purpose : scope.kind, page?.limit]);
      return store.records.list(scope, tenant, kind, { ...page, limit: 1 });
    };
    const keys = createKeyring({ ...base, records: { ...store.records, list } });
    for (let turn = 0; turn < 3; turn++) await keys.rotateDek('acme');
    await keys.tenantKeys.key('acme', 'a');
    await keys.tenantKeys.key('acme', 'b');
    expect(await keys.keys('acme')).toHaveLength(5);
    expect(await keys.shred('acme')).toMatchObject({ dekIds: [1, 2, 3], names: ['a', 'b'], count: 5 });
    expect((await store.records.list(system, 'acme', 'dek')).items.map(({ id }) => id)).toEqual(['counter']);
    expect(new Set(asked.map(String))).toEqual(new Set(['keyring,1000']));
  });

  it('has a name of a hundred small letters, digits and hyphens at most', () => {
    for (const name of ['a', '0-', 'x'.repeat(100)]) expect(() => assertKeyName(name)).not.toThrow();
    for (const name of ['', 'x'.repeat(101), 'a_', ' a', 'a\n', ['a'] as never])
      expect(() => assertKeyName(name)).toThrow(code('INVALID_INPUT'));
  });
});

describe('a keyring', () => {
  it('says which of its ports is none', () => {
    const { base } = testKeys();
    expect(() => createKeyring({ ...base, kek: {} as never })).toThrow('KEK provider');
    expect(() => createKeyring({ ...base, records: {} as never })).toThrow('records');
  });
});
