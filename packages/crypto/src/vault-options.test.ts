import { secret } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { vaultKeys } from './vault-keys.ts';
import { type VaultKeysOptions, vaultSettings } from './vault-options.ts';

const good: VaultKeysOptions = {
  ...{ address: 'https://vault.example.com', key: 'localert', auth: { token: secret('x') } },
};
const role = { roleId: 'r', secretId: secret('s') };
const settingsOf = (change: object) => vaultSettings({ ...good, ...change } as VaultKeysOptions);
const refuses = (change: object, ...paths: readonly string[]) => {
  const call = () => settingsOf(change);
  expect(call, JSON.stringify(change)).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
  for (const path of paths) expect(call, JSON.stringify(change)).toThrow(`${path}: `);
};

describe('the options of Vault', () => {
  it('have defaults for everything that need not be said', () => {
    expect(settingsOf({})).toMatchObject({
      ...{ base: 'https://vault.example.com', mount: 'transit', approle: 'approle', namespace: undefined },
      ...{ timeoutMs: 5_000, deadlineMs: 15_000 },
    });
    expect(settingsOf({ auth: role })).toMatchObject({ approle: 'approle' });
    expect(settingsOf({ auth: { ...role, mount: undefined } })).toMatchObject({ approle: 'approle' });
    expect(settingsOf({ auth: { ...role, mount: 'a/b' } })).toMatchObject({ approle: 'a/b' });
  });

  it.each([
    ['https://vault.example.com/', 'https://vault.example.com'],
    ['https://vault.example.com:8200', 'https://vault.example.com:8200'],
    ['https://vault.example.com/proxy/', 'https://vault.example.com/proxy'],
    ['http://localhost:8200', 'http://localhost:8200'],
  ])('lead from %s to its API', async (address, base) => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return new Response('{"data":{"latest_version":1,"derived":true}}');
    };
    expect(await vaultKeys({ ...good, address, fetch }).current()).toBe('vault:v1');
    expect(urls).toEqual([`${base}/v1/auth/token/lookup-self`, `${base}/v1/transit/keys/localert`]);
  });

  it('take no address that only looks like this machine', () => {
    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', 'evil.example', '10.0.0.1'])
      refuses({ address: `http://${host}:8200` }, 'address');
    for (const address of ['', 7, null, 'https://', 'file:///x', 'ws://localhost', 'https://:p@v.example'])
      refuses({ address }, 'address');
  });

  it('take the names that Vault takes', () => {
    for (const key of ['a', '_', 'A.b-c_9', 'x'.repeat(128)]) expect(settingsOf({ key }).key).toBe(key);
    for (const key of ['', 'x'.repeat(129), '.a', '-a', 'a b', 'a/b', 'a\n', ' a', 'a?b'])
      refuses({ key }, 'key');
  });

  it.each(['mount', 'namespace', 'auth.mount'])('take paths as %s that lead nowhere else', (path) => {
    const change = (text: unknown) =>
      path === 'auth.mount' ? { auth: { ...role, mount: text } } : { [path]: text };
    for (const text of ['a', 'a/b', 'a.b-c_D9/e', '...', 'x'.repeat(200)])
      expect(() => settingsOf(change(text))).not.toThrow();
    for (const text of [
      '',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      'a/../b',
      './a',
      'a b',
      'a\nb',
      'x'.repeat(201),
      7,
      null,
    ])
      if (text !== null || path !== 'auth.mount') refuses(change(text), path);
  });

  it.each(['timeoutMs', 'deadlineMs'])('take a %s of up to ten minutes', (name) => {
    for (const ms of [0.5, 1, 600_000]) expect(settingsOf({ [name]: ms })).toMatchObject({ [name]: ms });
    for (const ms of [0, -1, 600_001, Number.NaN, Number.POSITIVE_INFINITY, '5', null])
      refuses({ [name]: ms }, name);
  });

  it('take secrets as secrets alone', () => {
    for (const auth of [undefined, null, {}, { token: 'x' }, { roleId: 'r' }, { secretId: secret('s') }])
      refuses({ auth }, 'auth');
    for (const change of [{ roleId: '' }, { roleId: 7 }, { secretId: 's' }])
      refuses({ auth: { ...role, ...change } }, 'auth');
  });

  it('are told of all at once', () => {
    refuses({ address: 'x', key: '', mount: '' }, 'address', 'key', 'mount');
  });
});
