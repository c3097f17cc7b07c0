import { inspect } from 'node:util';
import { type KekProvider, secret, type WrappedKey } from '@localert/core';
import { kekConformance, type ManualClock, manualClock } from '@localert/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ROLE_ID,
  ROOT_TOKEN,
  SECRET_ID,
  type VaultDouble,
  type VaultDoubleOptions,
  vaultDouble,
} from '../test/vault-double.ts';
import { vaultKeys } from './vault-keys.ts';
import type { VaultAuth, VaultKeysOptions } from './vault-options.ts';

const context = { tenant: 'acme', purpose: 'dek/1' };
const byToken: VaultAuth = { token: secret(ROOT_TOKEN) };
const byRole: VaultAuth = { roleId: ROLE_ID, secretId: secret(SECRET_ID) };
const unavailable = (reason: string) =>
  expect.objectContaining({
    code: 'LOCALERT_KEY_UNAVAILABLE',
    retryable: true,
    details: { provider: 'vault', reason },
  });
const refused = (operation: string, status: number) =>
  expect.objectContaining({
    code: 'LOCALERT_KEY_REFUSED',
    retryable: false,
    details: { provider: 'vault', operation, status },
  });

let clock: ManualClock;
let double: VaultDouble;

async function start(options: Partial<VaultDoubleOptions> = {}): Promise<void> {
  await double?.close();
  double = await vaultDouble({ clock, ...options });
  double.transit.create('localert');
}

const provider = (options: Partial<VaultKeysOptions> = {}): KekProvider =>
  vaultKeys({
    address: double.address,
    key: 'localert',
    auth: byToken,
    clock,
    sleep: async (ms) => {
      clock.advance(ms);
    },
    ...options,
  });

beforeEach(async () => {
  clock = manualClock();
  await start();
});

afterEach(async () => {
  await double.close();
});

const doubles = new WeakMap<object, VaultDouble>();

kekConformance(
  { describe, it },
  {
    name: 'Vault Transit',
    async create() {
      const own = await vaultDouble({ clock: manualClock() });
      own.transit.create('localert');
      const made = vaultKeys({ address: own.address, key: 'localert', auth: byRole, sleep: async () => {} });
      doubles.set(made, own);
      return made;
    },
    rotate(made) {
      doubles.get(made)?.transit.rotate('localert');
    },
    async breakDown(made) {
      await doubles.get(made)?.close();
    },
    canaries: [ROOT_TOKEN, ROLE_ID, SECRET_ID, '127.0.0.1'],
    async close(made) {
      await doubles.get(made)?.close();
    },
  },
);

describe('the set-up of Vault', () => {
  const good: VaultKeysOptions = { address: 'https://vault.example.com', key: 'localert', auth: byToken };

  it.each([
    'https://vault.example.com:8200',
    'https://vault.example.com/proxy/',
    'http://localhost:8200',
    'http://127.0.0.1:8200',
    'http://[::1]:8200',
  ])('takes %s', (address) => {
    expect(vaultKeys({ ...good, address }).name).toBe('vault');
  });

  it.each<[string, object]>([
    ['address', { address: 'http://vault.example.com' }],
    ['address', { address: 'https://user:canary@vault.example.com' }],
    ['address', { address: 'https://canary@vault.example.com' }],
    ['address', { address: 'https://vault.example.com?canary' }],
    ['address', { address: 'https://vault.example.com#canary' }],
    ['address', { address: 'ftp://canary' }],
    ['address', { address: 'canary' }],
    ['address', { address: undefined }],
    ['key', { key: '' }],
    ['key', { key: '../canary' }],
    ['mount', { mount: 'a/../canary' }],
    ['mount', { mount: '/canary' }],
    ['mount', { mount: 'x'.repeat(201) }],
    ['namespace', { namespace: 'canary\r\nX-Vault-Token: x' }],
    ['auth', { auth: {} }],
    ['auth', { auth: undefined }],
    ['auth', { auth: { token: 'canary' } }],
    ['auth', { auth: { roleId: 'r', secretId: 'canary' } }],
    ['auth', { auth: { roleId: '', secretId: secret('s') } }],
    ['auth.mount', { auth: { roleId: 'r', secretId: secret('s'), mount: '..' } }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['deadlineMs', { deadlineMs: Number.NaN }],
  ])('refuses a wrong %s without quoting it', (path, change) => {
    const call = () => vaultKeys({ ...good, ...change } as VaultKeysOptions);
    expect(call).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
    expect(call).toThrow(`${path}: `);
    expect(call).not.toThrow('canary');
  });

  it('takes the platform’s fetch, clock and timers', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('canary');
    });
    try {
      const kek = vaultKeys({ ...good, deadlineMs: 50 });
      await expect(kek.current()).rejects.toThrow(unavailable('unreachable'));
    } finally {
      vi.unstubAllGlobals();
    }
    const kek = vaultKeys({ ...good, address: double.address });
    double.fail({ path: 'keys', status: 500 });
    expect(await kek.current()).toBe('vault:v1');
  });

  it('takes an AppRole mount that is left open', () => {
    expect(vaultKeys({ ...good, auth: { ...byRole, mount: undefined } }).name).toBe('vault');
  });

  it('prints no secret', () => {
    const shown = inspect(provider({ auth: byRole }), { depth: 9, showHidden: true });
    for (const canary of [ROOT_TOKEN, SECRET_ID]) expect(shown).not.toContain(canary);
  });
});

describe('what is sent', () => {
  it('goes to the mounts and the namespace of the set-up', async () => {
    await start({ mount: 'team/transit', approle: 'team/roles', namespace: 'emea/alerts' });
    const kek = provider({
      mount: 'team/transit',
      namespace: 'emea/alerts',
      auth: { ...byRole, mount: 'team/roles' },
    });
    const made = await kek.generateDek(context);
    expect(await kek.unwrap(context, made)).toEqual(made.key);
    expect(double.log).toEqual([
      'POST auth/team/roles/login',
      'GET team/transit/keys/localert',
      'POST team/transit/datakey/plaintext/localert',
      'POST team/transit/decrypt/localert',
    ]);
  });

  it('refuses a key that is not derived, since it would bind nothing to its tenant', async () => {
    double.transit.create('localert', { derived: false });
    const kek = provider();
    const error = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });
    await expect(kek.generateDek(context)).rejects.toThrow(error);
    await expect(
      kek.unwrap(context, { wrapped: `vault:v1:${'A'.repeat(40)}`, kek: 'vault:v1' }),
    ).rejects.toThrow(error);
    await expect(kek.rewrap([])).rejects.toThrow(error);
    expect(await kek.health()).toEqual({ ok: false, reason: 'not_derived' });
    expect(double.log.join()).not.toContain('datakey');
  });

  it('rewraps 250 keys in three requests, each key by itself', async () => {
    const kek = provider();
    const made = await Promise.all(Array.from({ length: 250 }, () => kek.generateDek(context)));
    double.transit.rotate('localert');
    double.log.length = 0;
    const keys = made.map(({ wrapped, kek: version }, at) => ({
      context: at % 50 === 7 ? { ...context, tenant: 'beta' } : context,
      wrapped: { wrapped, kek: version },
    }));
    keys[3] = { context: { ...context, tenant: '\ud800' }, wrapped: keys[3]!.wrapped };
    const outcomes = await kek.rewrap(keys);
    expect(double.log).toEqual(Array.from({ length: 3 }, () => 'POST transit/rewrap/localert'));
    const failed = outcomes.flatMap((outcome, at) => ('failed' in outcome ? [at] : []));
    expect(failed).toEqual([3, 7, 57, 107, 157, 207]);
    expect(outcomes[8]).toMatchObject({ kek: 'vault:v2' });
    expect(await kek.unwrap(context, outcomes[249] as WrappedKey)).toEqual(made[249]!.key);
  });

  it('is never more than a hundred keys at once, and no key under another version than its own', async () => {
    const sizes: number[] = [];
    const kek = provider({
      async fetch(url, init) {
        if (url.includes('/rewrap/')) sizes.push(JSON.parse(String(init.body)).batch_input.length);
        return fetch(url, init);
      },
    });
    const { wrapped, kek: version } = await kek.generateDek(context);
    const one = { context, wrapped: { wrapped, kek: version } };
    await kek.rewrap(Array.from({ length: 201 }, () => one));
    expect(sizes).toEqual([100, 100, 1]);
    double.log.length = 0;
    const wrong = { context, wrapped: { wrapped, kek: 'vault:v2' } };
    expect(await kek.rewrap([wrong])).toEqual([{ failed: 'LOCALERT_DECRYPT_FAILED' }]);
    await expect(kek.unwrap(context, wrong.wrapped)).rejects.toThrow(
      'The wrapped key could not be decrypted',
    );
    expect(double.log).toEqual([]);
  });

  it('is nothing for a context that is none', async () => {
    await expect(provider().generateDek({ ...context, tenant: '\ud800' })).rejects.toThrow('tenant: ');
    expect(double.log).toEqual([]);
  });

  it('survives a batch of which every key fails', async () => {
    const kek = provider();
    const { wrapped, kek: version } = await kek.generateDek(context);
    const keys = [{ context: { ...context, tenant: 'beta' }, wrapped: { wrapped, kek: version } }];
    expect(await kek.rewrap(keys)).toEqual([{ failed: 'LOCALERT_DECRYPT_FAILED' }]);
  });
});

describe('versions in Vault', () => {
  it('are destroyed from the oldest on, for good', async () => {
    const kek = provider();
    const old = await kek.generateDek(context);
    double.transit.rotate('localert');
    const second = await kek.generateDek(context);
    double.transit.rotate('localert');
    const error = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });
    for (const wrong of ['vault:v3', 'vault:v4', 'vault:v2', 'v1', '']) {
      await expect(kek.destroy(wrong)).rejects.toThrow(error);
    }
    expect(await kek.unwrap(context, old)).toEqual(old.key);
    await kek.destroy('vault:v1');
    await expect(kek.unwrap(context, old)).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_KEY_DESTROYED', details: { tenant: 'acme' } }),
    );
    expect(await kek.unwrap(context, second)).toEqual(second.key);
    await kek.destroy('vault:v1');
    await kek.destroy('vault:v2');
    await expect(kek.unwrap(context, second)).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_KEY_DESTROYED' }),
    );
    expect((await kek.generateDek(context)).kek).toBe('vault:v3');
  });

  it('say why they are not destroyed, and are destroyed once', async () => {
    const kek = provider();
    double.transit.rotate('localert');
    double.transit.rotate('localert');
    const begin = 'The destruction of a Vault version is not valid. kek: ';
    const oldest = 'the oldest version that is there; destroy those before it first.';
    await expect(kek.destroy('vault:v2')).rejects.toThrow(begin + oldest);
    const older = 'a version older than the current one; rotate first.';
    for (const wrong of ['vault:v3', 'xvault:v1', 'vault:v1x', 'vault:v01'])
      await expect(kek.destroy(wrong)).rejects.toThrow(begin + older);
    await kek.destroy('vault:v1');
    double.log.length = 0;
    await kek.destroy('vault:v1');
    expect(double.log).toEqual(['GET transit/keys/localert']);
  });

  it('that are the oldest left are not told to be gone when a key does not open', async () => {
    const kek = provider();
    double.transit.rotate('localert');
    await kek.destroy('vault:v1').catch(() => undefined);
    const made = await kek.generateDek(context);
    await expect(kek.unwrap({ ...context, tenant: 'beta' }, made)).rejects.toThrow(
      'The wrapped key could not be decrypted',
    );
  });

  it('that are locked are destroyed as well, and are not gone before that', async () => {
    const kek = provider();
    const old = await kek.generateDek(context);
    double.transit.rotate('localert');
    double.transit.rotate('localert');
    double.transit.lock('localert', 3);
    await expect(kek.unwrap(context, old)).rejects.toThrow(unavailable('locked_version'));
    await kek.destroy('vault:v1');
    await expect(kek.unwrap(context, old)).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_KEY_DESTROYED' }),
    );
  });

  it('that Vault does not know yet may come', async () => {
    const kek = provider();
    for (const version of ['vault:v7', 'vault:v12']) {
      const wrapped = { wrapped: `${version}:${'A'.repeat(60)}`, kek: version };
      await expect(kek.unwrap(context, wrapped)).rejects.toThrow(unavailable('unknown_version'));
    }
  });
});

describe('answers of Vault', () => {
  it.each([400, 403, 404, 405, 418])('of %i are final', async (status) => {
    const kek = provider();
    await kek.current();
    double.log.length = 0;
    double.fail({ path: 'keys', status, times: 9 });
    await expect(kek.current()).rejects.toThrow(refused('read key', status));
    expect(double.log.length).toBe(1);
  });

  it.each([412, 429, 500, 502, 504])('of %i are repeated', async (status) => {
    const kek = provider();
    double.fail({ path: 'datakey', status, times: 4 });
    expect((await kek.generateDek(context)).kek).toBe('vault:v1');
    double.fail({ path: 'datakey', status, times: 5 });
    const reason = status === 429 ? 'rate_limited' : `http_${status}`;
    await expect(kek.generateDek(context)).rejects.toThrow(unavailable(reason));
  });

  it('of 503 say that it is sealed, at once', async () => {
    const kek = provider();
    double.seal();
    await expect(kek.generateDek(context)).rejects.toThrow(unavailable('sealed'));
    expect(double.log.length).toBe(1);
    expect(await kek.health()).toEqual({ ok: false, reason: 'sealed' });
    double.seal(false);
    expect(await kek.health()).toEqual({ ok: true });
  });

  it('that ask to wait are waited for, within the deadline', async () => {
    const waits: number[] = [];
    const kek = provider({
      sleep: async (ms) => {
        waits.push(ms);
        clock.advance(ms);
      },
    });
    await kek.current();
    double.fail({ path: 'keys', status: 429, headers: { 'retry-after': '7' } });
    expect(await kek.current()).toBe('vault:v1');
    expect(waits).toEqual([7_000]);
    double.fail({ path: 'keys', status: 429, headers: { 'retry-after': '999999' } });
    await expect(kek.current()).rejects.toThrow(unavailable('rate_limited'));
    double.fail({ path: 'keys', status: 429, headers: { 'retry-after': 'soon' } });
    expect(await kek.current()).toBe('vault:v1');
    expect(waits.length).toBe(2);
    expect(waits[1]).toBeLessThanOrEqual(100);
  });

  it('that never come end at the timeout, and the call at its deadline', async () => {
    const kek = provider({ timeoutMs: 30 });
    double.fail({ path: 'keys', kind: 'hang', times: 5 });
    await expect(kek.current()).rejects.toThrow(unavailable('timeout'));
    const hasty = provider({
      deadlineMs: 5,
      fetch: async (...given) => {
        clock.advance(6);
        return fetch(...given);
      },
    });
    await expect(hasty.current()).rejects.toThrow(unavailable('timeout'));
  });

  it('to all requests of a call have one deadline', async () => {
    let takes = 0;
    const slow = () =>
      provider({
        deadlineMs: 8_000,
        async fetch(...given) {
          clock.advance(takes);
          return fetch(...given);
        },
      });
    const kek = slow();
    const made = await kek.generateDek(context);
    double.fail({ path: 'decrypt', status: 400, times: 2 });
    takes = 3_999;
    await expect(kek.unwrap(context, made)).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_DECRYPT_FAILED' }),
    );
    takes = 4_000;
    // Why it was refused would be asked for when the time is over.
    const other = slow();
    await other.health();
    double.log.length = 0;
    await expect(other.unwrap(context, made)).rejects.toThrow(unavailable('timeout'));
    expect(double.log).toEqual(['GET transit/keys/localert', 'POST transit/decrypt/localert']);
  });

  it('to a log-in are waited for no longer than the call may last', async () => {
    const kek = provider({ deadlineMs: 20, auth: byRole, fetch: () => new Promise(() => {}) });
    await expect(kek.current()).rejects.toThrow(unavailable('timeout'));
  });

  it('that do not end are let go of, and what that throws is nobody’s', async () => {
    let letGo = 0;
    const endless = () =>
      new ReadableStream({
        pull: (stream) => stream.enqueue(new Uint8Array(200_000)),
        cancel() {
          letGo += 1;
          return Promise.reject(new Error('canary'));
        },
      });
    const kek = provider({ fetch: async () => new Response(endless()) });
    await expect(kek.current()).rejects.toThrow(unavailable('bad_answer'));
    // The one for the token, and the one for the key.
    expect(letGo).toBe(2);
  });

  it('that break off are repeated', async () => {
    const kek = provider();
    double.fail({ path: 'keys', kind: 'reset', times: 2 });
    expect(await kek.current()).toBe('vault:v1');
  });

  it('that lead elsewhere are not followed: the token stays here', async () => {
    const kek = provider();
    double.fail({ path: 'keys', status: 307, headers: { location: 'http://127.0.0.1:9/v1/' } });
    await expect(kek.current()).rejects.toThrow(unavailable('redirected'));
  });

  it('that are none of Vault’s are refused', async () => {
    const kek = provider();
    const made = await kek.generateDek(context);
    const one = [{ context, wrapped: made }];
    const ok = (data: unknown) => JSON.stringify({ data });
    const cases: readonly [string, string, () => Promise<unknown>][] = [
      ['keys', 'not json', () => kek.current()],
      ['keys', '[]', () => kek.current()],
      ['keys', ok({ latest_version: 0 }), () => kek.current()],
      ['keys', `"${'x'.repeat(1_100_000)}"`, () => kek.current()],
      ['datakey', ok({}), () => kek.generateDek(context)],
      ['datakey', ok({ plaintext: 'AAAA', ciphertext: made.wrapped }), () => kek.generateDek(context)],
      [
        'datakey',
        ok({ plaintext: Buffer.alloc(32).toString('base64'), ciphertext: 'x' }),
        () => kek.generateDek(context),
      ],
      ['decrypt', ok({ plaintext: 7 }), () => kek.unwrap(context, made)],
      ['rewrap', ok({}), () => kek.rewrap(one)],
      ['rewrap', ok({ batch_results: [] }), () => kek.rewrap(one)],
      ['rewrap', ok({ batch_results: [7] }), () => kek.rewrap(one)],
      ['rewrap', ok({ batch_results: [{}] }), () => kek.rewrap(one)],
    ];
    for (const [path, text, call] of cases) {
      double.fail({ path, status: 200, text });
      await expect(call(), text.slice(0, 40)).rejects.toThrow(unavailable('bad_answer'));
    }
    double.fail({ path: 'rewrap', status: 400 });
    await expect(kek.rewrap(one)).rejects.toThrow(refused('rewrap', 400));
  });

  it('without a body are empty ones', async () => {
    const kek = provider({ fetch: async () => new Response(null, { status: 204 }) });
    await expect(kek.current()).rejects.toThrow(unavailable('bad_answer'));
  });

  it('for a key that was deleted are refusals', async () => {
    const kek = provider();
    const made = await kek.generateDek(context);
    double.transit.remove('localert');
    await expect(kek.unwrap(context, made)).rejects.toThrow(refused('read key', 404));
    expect(await kek.health()).toEqual({ ok: false, reason: 'refused' });
  });

  it('that make the platform throw something strange are a fault of the health check', async () => {
    const kek = provider({
      clock: {
        now: () => {
          throw new TypeError('canary');
        },
      },
    });
    expect(await kek.health()).toEqual({ ok: false, reason: 'fault' });
  });

  it('are not waited for when the call is called off', async () => {
    const controller = new AbortController();
    const kek = provider();
    await kek.current();
    double.fail({ path: 'keys', kind: 'hang' });
    const pending = kek.current({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(pending).rejects.toThrow(unavailable('aborted'));

    const late = new AbortController();
    const answering = provider({
      async fetch(url, init) {
        if (url.endsWith('lookup-self')) return fetch(url, init);
        late.abort();
        return new Response('{}', { status: 500 });
      },
    });
    await expect(answering.current({ signal: late.signal })).rejects.toThrow(unavailable('aborted'));

    const patient = new AbortController();
    const sleepy = provider({ sleep: () => new Promise(() => {}) });
    double.fail({ path: 'lookup-self', status: 500 });
    setTimeout(() => patient.abort(), 50);
    await expect(sleepy.current({ signal: patient.signal })).rejects.toThrow(unavailable('aborted'));
  });
});
