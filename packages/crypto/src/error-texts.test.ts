import { type Records, secret, systemScope, tenantScope } from '@localert/core';
import { sampleAlert, sampleCreate, sampleTenant } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testHouse, testKeys } from '../test/house.ts';
import { aeadBackends } from './backends.ts';
import { credentials } from './credentials.ts';
import { encrypted } from './encrypted.ts';
import { openFernet } from './fernet.ts';
import { importFernetTemplates } from './fernet-import.ts';
import { hkdfSha256 } from './hkdf.ts';
import { createKeyring } from './keyring.ts';
import { localKeys } from './local-keys.ts';
import { envKeys } from './local-keys-text.ts';
import { reseal } from './reseal.ts';
import { vaultContext } from './vault-context.ts';
import { refusedBy } from './vault-errors.ts';
import { vaultKeys } from './vault-keys.ts';
import type { VaultKeysOptions } from './vault-options.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const key = new Uint8Array(32).fill(7);
const none = new Uint8Array();

/** What a call that has to fail says. */
async function said(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}

describe('errors say what is wrong, where, and what would be right', () => {
  const one = { id: 'k1', key };
  const other = { id: 'k2', key: new Uint8Array(32) };
  const keyring = () => localKeys({ keys: [one, other], current: 'k1' });
  const NO_KEY = '32 random bytes, or their base64 or hex as a secret(); a passphrase is no key';

  it.each<[string, () => unknown, string]>([
    [
      'a key of AES',
      () => aeadBackends.noble.encrypt(none, none, none, none),
      'The AES-256-GCM key is not usable: it must be 32 bytes.',
    ],
    [
      'a nonce',
      () => aeadBackends.node.decrypt(key, none, none, none),
      'The AES-256-GCM call is not valid. nonce: 12 bytes.',
    ],
    ...[aeadBackends.node, aeadBackends.noble].flatMap((backend) =>
      [none, new Uint8Array(16)].map((sealed): [string, () => unknown, string] => [
        `a ciphertext of ${sealed.length} bytes (${backend.name})`,
        () => backend.decrypt(key, new Uint8Array(12), sealed, none),
        'The ciphertext could not be decrypted',
      ]),
    ),
    [
      'a length of HKDF',
      () => hkdfSha256(key, none, none, 0),
      'The HKDF call is not valid. length: an integer from 1 to 8160.',
    ],
    [
      'limits of a keyring',
      () => createKeyring({ ...testKeys().base, cache: { max: 0, ttlMs: 300_001, maxUses: 0.5 } }),
      'The keyring is not valid. cache.max: a whole number from 1 to 1000; cache.ttlMs: a whole number from 1 to 300000; cache.maxUses: a whole number from 1 to 9007199254740991.',
    ],
    [
      'the name of a key',
      () => testKeys().keys.tenantKeys.key('acme', 'A'),
      'The key name is not valid. 1 to 100 of a-z, 0-9 and "-".',
    ],
    [
      'an id that stands twice',
      () => keyring().add({ id: 'k2', key }),
      'The local keyring is not valid. id: an id that was not used before.',
    ],
    [
      'a key that stands twice',
      () => keyring().add({ id: 'k3', key }),
      'The local keyring is not valid. key: a key that does not stand here under another id.',
    ],
    [
      'a current key that is not there',
      () => keyring().promote('k3'),
      'The local keyring is not valid. current: the id of a key of this keyring.',
    ],
    [
      'a current key that is to be destroyed',
      () => keyring().destroy('k1'),
      'The local keyring is not valid. kek: a version other than the current one; promote another first.',
    ],
    [
      'an id of a local key',
      () => keyring().add({ id: ' ', key }),
      'The local key is not valid. id: 1 to 32 of A-Z a-z 0-9 _ - with a letter or digit first.',
    ],
    [
      'a local key',
      () => keyring().add({ id: 'k3', key: none }),
      `The local key is not usable: it must be ${NO_KEY}.`,
    ],
    [
      'a list of local keys',
      () => envKeys(''),
      'The list of local keys, at its part 1 of 1, is not usable: it must be "id:key,id:key"',
    ],
    [
      'a wrapped local key',
      () => keyring().unwrap({ tenant: 'acme', purpose: 'x' }, { wrapped: 'x', kek: 'k1' }),
      'The wrapped key could not be decrypted',
    ],
    [
      'a local key that is called off',
      () => keyring().current({ signal: AbortSignal.abort() }),
      'The key provider "local" did not give the key (aborted)',
    ],
    [
      'a Fernet key',
      () => openFernet('', [secret('x')]),
      'The Fernet key is not usable: it must be 32 bytes',
    ],
    [
      'the times of a Fernet token',
      () => openFernet('', [secret(btoa('x'.repeat(32)))], { ttlSeconds: 1 }),
      'The Fernet call is not valid. now: a number from 0 on; now in epoch milliseconds, needed beside ttlSeconds.',
    ],
    ['a Fernet token', () => openFernet('', [secret(btoa('x'.repeat(32)))]), 'The Fernet token could not'],
    [
      'the keys of an import',
      () => importFernetTemplates({ records: [], keys: [], baseLocale: 'en' }),
      'The Fernet import is not valid. keys: one key or more, each as secret().',
    ],
    [
      'the context of a key',
      () => vaultContext({ tenant: '\ud800', purpose: 1 as never }),
      'The key context is not valid. tenant: a text without lone surrogates; purpose: a text without lone surrogates.',
    ],
    [
      'a refusal of Vault',
      () => {
        throw refusedBy('rewrap', 403);
      },
      'The key provider "vault" refused "rewrap" with status 403; look at its policy, mount, namespace and key.',
    ],
    [
      'a store that cannot be resealed',
      () => reseal({ store: testHouse().raw }),
      'The reseal is not valid. store: an encrypted store.',
    ],
  ])('%s', async (_, call, text) => {
    expect(await said(call)).toContain(text);
  });

  const PATH = 'a path of A-Z a-z 0-9 _ . - and /';
  it.each<[Partial<Record<keyof VaultKeysOptions, unknown>>, string]>([
    [
      { address: 'x' },
      'address: an https address, or http to this machine, without user, query and fragment',
    ],
    [{ key: '/' }, 'key: the name of a Transit key'],
    [{ mount: '/' }, `mount: ${PATH}`],
    [{ namespace: '/' }, `namespace: ${PATH}`],
    [{ auth: {} }, 'auth: a token, or a roleId and a secretId; the token and the secretId as secret()'],
    [{ auth: { roleId: 'r', secretId: secret('s'), mount: '/' } }, `auth.mount: ${PATH}`],
    [{ timeoutMs: 600_001 }, 'timeoutMs: more than 0 and at most 600000'],
    [{ deadlineMs: -1 }, 'deadlineMs: more than 0 and at most 600000'],
  ])('the set-up of Vault %#', async (change, text) => {
    const good = { address: 'https://vault.example.com', key: 'localert', auth: { token: secret('x') } };
    expect(await said(() => vaultKeys({ ...good, ...change } as VaultKeysOptions))).toBe(
      `The set-up of Vault is not valid. ${text}.`,
    );
  });

  it('credentials', async () => {
    const { keys, store } = testKeys();
    const tokens = credentials({ keys, records: store.records });
    const cases: readonly [() => unknown, string][] = [
      [
        () => tokens.put(acme, ' ', secret('x')),
        'The credential is not valid. name: 1 to 100 of a-z 0-9 . _ / - with a letter or digit first.',
      ],
      [
        () => tokens.put(acme, 'a', 'x' as never),
        'The credential is not valid. value: a Secret, made with secret().',
      ],
      [() => tokens.put(acme, 'a', secret('')), 'The credential is not valid. value: 1 to 16384 characters.'],
      [() => tokens.get(acme, 'hook'), 'hook'],
    ];
    for (const [call, text] of cases) expect(await said(call)).toContain(text);
    const put = (body: string) =>
      store.records.put(system, 'acme', { kind: 'credential', id: 'hook', version: 1, body });
    await put('{"sealed":"x","at":1}');
    expect(await said(() => tokens.get(acme, 'hook'))).toContain('The credential "hook" could not be');
    await store.records.delete(system, 'acme', 'credential', 'hook');
    await put('no json');
    expect(await said(() => tokens.list(acme))).toContain('The credential "hook" could not be');
  });

  it('records of keys', async () => {
    const { base, store, keys } = testKeys();
    await keys.current('acme');
    const put = (id: string, body: string) =>
      store.records.put(system, 'acme', { kind: 'dek', id, version: 2, body });
    const fresh = () => createKeyring(base).current('acme');
    await put('key-0000000001', '{}');
    expect(await said(fresh)).toContain('The wrapped key could not be decrypted');
    await put('current', '{}');
    expect(await said(fresh)).toContain('The key record could not be decrypted');
    expect(await said(() => keys.dataKey('acme', 9))).toContain('The envelope could not be decrypted');
    const records: Records = { ...store.records, put: async () => false };
    const racing = () => createKeyring({ ...base, records }).current('rival');
    expect(await said(racing)).toMatch(/records\.put.*other writers always came first/);
  });

  it('what is sealed already', async () => {
    const { store } = testHouse();
    const commit = () => store.commit(acme, sampleCreate('disk', { snapshot: { sealed: {} } }));
    expect(await said(commit)).toBe('The commit is not valid. snapshot.sealed: nothing: the store seals.');
    const alert = () => store.outbox.enqueue(acme, sampleAlert({ payload: '{"localert-sealed":"' })).durable;
    expect(await said(alert)).toBe('The alert is not valid. payload: nothing sealed: the outbox seals.');
  });

  it('stores that cannot be resealed', async () => {
    const { raw, keys, store } = testHouse();
    await store.directory.create(system, sampleTenant('acme'));
    await store.commit(acme, sampleCreate('disk'));
    const { reseal: _, ...without } = raw;
    expect(await said(() => reseal({ store: encrypted(without, { keys, policy: () => 'all' }) }))).toBe(
      'The reseal is not valid. store: a store that has reseal.',
    );
  });
});
