import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { secret } from '@localert/core';
import { kekConformance } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { type LocalKeys, localKeys } from './local-keys.ts';
import { envKeys, type LocalKey } from './local-keys-text.ts';

const context = { tenant: 'acme', purpose: 'dek/1' };
const k1 = randomBytes(32);
const k2 = randomBytes(32);
const code = (name: string) => expect.objectContaining({ code: name });

let rotations = 1;
kekConformance(
  { describe, it },
  {
    name: 'local keys',
    create: () => localKeys({ keys: [{ id: 'k1', key: k1 }], current: 'k1' }),
    rotate(provider) {
      rotations += 1;
      const keyring = provider as LocalKeys;
      keyring.add({ id: `k${rotations}`, key: randomBytes(32) });
      keyring.promote(`k${rotations}`);
    },
    canaries: [k1.toString('hex'), k1.toString('base64'), k1.toString('base64url'), [...k1].join(', ')],
  },
);

describe('the keys of a local keyring', () => {
  const forms: readonly [string, LocalKey['key']][] = [
    ['bytes', k1],
    ['hex', secret(k1.toString('hex'))],
    ['HEX', secret(k1.toString('hex').toUpperCase())],
    ['base64', secret(k1.toString('base64'))],
    ['base64url', secret(k1.toString('base64url'))],
  ];

  it.each(forms)('are taken as %s', async (_, key) => {
    const { key: dek, ...wrapped } = await localKeys({ keys: [{ id: 'a', key }], current: 'a' }).generateDek(
      context,
    );
    const other = localKeys({ keys: [{ id: 'a', key: k1 }], current: 'a' });
    expect(await other.unwrap(context, wrapped)).toEqual(dek);
  });

  it.each<[string, LocalKey['key']]>([
    ['a passphrase', secret('correct horse battery staple')],
    ['a passphrase of 32 letters', secret('correct-horse-battery-staple-123')],
    ['a text that is no secret', k1.toString('base64') as never],
    ['16 bytes', new Uint8Array(16)],
    ['33 bytes', secret(randomBytes(33).toString('base64'))],
    ['odd hex', secret(`${k1.toString('hex')}0`)],
    ['nothing', secret('')],
    ['no secret at all', undefined as never],
  ])('are never %s', (_, key) => {
    expect(() => localKeys({ keys: [{ id: 'k1', key }], current: 'k1' })).toThrow(
      code('LOCALERT_INVALID_KEY'),
    );
  });

  it('are copied: the caller’s bytes stay and may change', async () => {
    const mine = randomBytes(32);
    const before = mine.toString('hex');
    const keyring = localKeys({ keys: [{ id: 'k1', key: mine }], current: 'k1' });
    expect(mine.toString('hex')).toBe(before);
    const { key, ...wrapped } = await keyring.generateDek(context);
    mine.fill(0);
    expect(await keyring.unwrap(context, wrapped)).toEqual(key);
  });

  it.each(['', '-a', 'a b', 'ä', 'x'.repeat(33), '__proto__', 7 as never])('have no id like %j', (id) => {
    expect(() => localKeys({ keys: [{ id, key: k1 }], current: id })).toThrow(code('LOCALERT_INVALID_INPUT'));
  });

  it('stand once, under one id', () => {
    const twice = (id: string, key: Uint8Array) => () =>
      localKeys({
        keys: [
          { id: 'k1', key: k1 },
          { id, key },
        ],
        current: 'k1',
      });
    expect(twice('k1', k2)).toThrow(code('LOCALERT_INVALID_INPUT'));
    expect(twice('k2', k1)).toThrow(code('LOCALERT_INVALID_INPUT'));
    expect(() => localKeys({ keys: [{ id: 'k1', key: k1 }], current: 'k2' })).toThrow(
      code('LOCALERT_INVALID_INPUT'),
    );
    expect(() => localKeys({ keys: [], current: 'k1' })).toThrow(code('LOCALERT_INVALID_INPUT'));
  });

  it('do not print', () => {
    const keyring = localKeys({ keys: [{ id: 'k1', key: k1 }], current: 'k1' });
    const shown = inspect(keyring, { depth: 9, showHidden: true }) + JSON.stringify(keyring);
    expect(shown).not.toContain(k1.toString('hex'));
    expect(shown).not.toContain(k1.toString('base64'));
  });
});

describe('versions of a local keyring', () => {
  const both = {
    keys: [
      { id: 'k1', key: k1 },
      { id: 'k2', key: k2 },
    ],
  } as const;

  it('go their way over two processes: add, promote, rewrap, retire', async () => {
    const one = localKeys({ keys: [{ id: 'k1', key: k1 }], current: 'k1' });
    const other = localKeys({ ...both, current: 'k1' });
    const { key, ...old } = await one.generateDek(context);
    // Added everywhere before it is promoted anywhere, so that no process meets a version that it does not have.
    one.add({ id: 'k2', key: k2 });
    other.promote('k2');
    const fresh = await other.generateDek(context);
    expect(fresh.kek).toBe('k2');
    expect(await one.unwrap(context, fresh)).toEqual(fresh.key);
    const [renewed] = await other.rewrap([{ context, wrapped: old }]);
    expect(renewed).toMatchObject({ kek: 'k2' });
    const retired = localKeys({ keys: [{ id: 'k2', key: k2 }], current: 'k2' });
    expect(await retired.unwrap(context, renewed as typeof old)).toEqual(key);
    await expect(retired.unwrap(context, old)).rejects.toThrow(
      expect.objectContaining({
        code: 'LOCALERT_KEY_UNAVAILABLE',
        details: {
          ...{ provider: 'local', reason: 'unknown_version' },
          hint: 'hand in the key "k1" that wrapped it',
        },
      }),
    );
    // What stands in the store in place of an id may be anything.
    await expect(retired.unwrap(context, { ...old, kek: 'k 1' })).rejects.toThrow(
      'The key provider "local" did not give the key (unknown_version); hand in the key that wrapped it.',
    );
  });

  it('say that a destroyed one is gone for good, and do not take its id again', async () => {
    const keyring = localKeys({ ...both, current: 'k1' });
    const old = await keyring.generateDek(context);
    keyring.promote('k2');
    await keyring.destroy('k1');
    await expect(keyring.unwrap(context, old)).rejects.toMatchObject({
      ...{ code: 'LOCALERT_KEY_DESTROYED', details: { tenant: 'acme' } },
    });
    expect(await keyring.rewrap([{ context, wrapped: old }])).toEqual([{ failed: 'LOCALERT_KEY_DESTROYED' }]);
    expect(() => keyring.promote('k1')).toThrow(code('LOCALERT_INVALID_INPUT'));
    expect(() => keyring.add({ id: 'k1', key: randomBytes(32) })).toThrow(code('LOCALERT_INVALID_INPUT'));
    await keyring.destroy('k3');
  });

  it('stay when their destruction was called off', async () => {
    const keyring = localKeys({ ...both, current: 'k1' });
    const old = await keyring.generateDek(context);
    keyring.promote('k2');
    const call = keyring.destroy('k1', { signal: AbortSignal.abort() });
    await expect(call).rejects.toThrow(code('LOCALERT_KEY_UNAVAILABLE'));
    expect(await keyring.unwrap(context, old)).toEqual(old.key);
  });

  it('name the fault of what is no wrapped key at all', async () => {
    const keyring = localKeys({ ...both, current: 'k1' });
    expect(await keyring.rewrap([{ context, wrapped: undefined as never }])).toEqual([
      { failed: 'LOCALERT_DECRYPT_FAILED' },
    ]);
  });

  it('wrap 32 bytes alone: anything else sealed under a key is no key', async () => {
    const { seal } = await import('./envelope.ts');
    const { toBase64Url } = await import('./base64.ts');
    const place = { tenant: 'acme', fixture: '', revision: 0, field: 'kek/k1', locale: 'dek/1' };
    const sealed = seal({ key: k1, dekId: 0, context: place, plaintext: new Uint8Array(31) });
    const keyring = localKeys({ ...both, current: 'k1' });
    await expect(keyring.unwrap(context, { wrapped: toBase64Url(sealed), kek: 'k1' })).rejects.toThrow(
      code('LOCALERT_DECRYPT_FAILED'),
    );
  });
});

describe('envKeys', () => {
  const text = ` k2:${k2.toString('base64')} , k1:${k1.toString('base64url')}`;

  it.each([
    ['a text', text],
    ['a secret', secret(text)],
  ])('reads %s, the first key wraps', async (_, given) => {
    const keyring = localKeys(envKeys(given));
    expect(await keyring.current()).toBe('k2');
    const old = await localKeys({ keys: [{ id: 'k1', key: k1 }], current: 'k1' }).generateDek(context);
    expect(await keyring.unwrap(context, old)).toEqual(old.key);
  });

  it.each([undefined, '', 'k1', 'k1:', ':abc', `k1:${k1.toString('base64')},`, 'k1 k2:abc'])(
    'refuses %j without quoting it',
    (given) => {
      const call = () => localKeys(envKeys(given));
      expect(call).toThrow(code('LOCALERT_INVALID_KEY'));
      if (given) expect(call).not.toThrow(given);
    },
  );

  it('says which part of the list is no key, by its place', () => {
    const good = `k1:${k1.toString('base64')}`;
    expect(() => envKeys(`${good},k2`)).toThrow(
      'The list of local keys, at its part 2 of 2, is not usable: it must be "id:key,id:key", with keys as "openssl rand -base64 32" prints them, and it must not be empty.',
    );
    expect(() => localKeys(envKeys(`${good},k2:a-passphrase`))).toThrow('The local key 2 is not usable');
    const keyring = localKeys(envKeys(good));
    expect(() => keyring.add({ id: 'k2', key: secret('a-passphrase') })).toThrow(
      'The local key is not usable',
    );
  });

  it('shows nothing of the keys', () => {
    const keyset = envKeys(text);
    expect(inspect(keyset, { depth: 9, showHidden: true }) + JSON.stringify(keyset)).not.toContain(
      k1.toString('base64url'),
    );
  });
});
