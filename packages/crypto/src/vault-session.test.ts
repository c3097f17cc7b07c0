import { secret } from '@localert/core';
import { type ManualClock, manualClock } from '@localert/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ROLE_ID,
  ROOT_TOKEN,
  SECRET_ID,
  type VaultDouble,
  type VaultDoubleOptions,
  vaultDouble,
} from '../test/vault-double.ts';
import { vaultKeys } from './vault-keys.ts';
import type { VaultAuth } from './vault-options.ts';

const byToken: VaultAuth = { token: secret(ROOT_TOKEN) };
const byRole: VaultAuth = { roleId: ROLE_ID, secretId: secret(SECRET_ID) };
const LOGIN = 'POST auth/approle/login';
const RENEW = 'POST auth/token/renew-self';
const LOOK_UP = 'GET auth/token/lookup-self';
const READ = 'GET transit/keys/localert';

let clock: ManualClock;
let double: VaultDouble | undefined;

async function start(auth: VaultAuth, options: Partial<VaultDoubleOptions> = {}) {
  const made = await vaultDouble({ clock, ttl: 600, ...options });
  double = made;
  made.transit.create('localert');
  const kek = vaultKeys({
    address: made.address,
    key: 'localert',
    auth,
    clock,
    sleep: async (ms) => {
      clock.advance(ms);
    },
  });
  /** What one call sends. */
  const traffic = async (): Promise<string[]> => {
    made.log.length = 0;
    await kek.current();
    return [...made.log];
  };
  return { double: made, kek, traffic };
}

beforeEach(() => {
  clock = manualClock();
});

afterEach(async () => {
  await double?.close();
});

describe('a token of the host', () => {
  it('is looked up once, and renewed when two thirds of its lease are over', async () => {
    const { traffic } = await start(byToken);
    expect(await traffic()).toEqual([LOOK_UP, READ]);
    clock.advance(399_000);
    expect(await traffic()).toEqual([READ]);
    clock.advance(2_000);
    expect(await traffic()).toEqual([RENEW, READ]);
    clock.advance(399_000);
    expect(await traffic()).toEqual([READ]);
  });

  it('lives as long as it is used, far past its first lease', async () => {
    const { traffic } = await start(byToken);
    for (let at = 0; at < 20; at += 1) {
      await traffic();
      clock.advance(450_000);
    }
    expect(await traffic()).toEqual([RENEW, READ]);
  });

  it('without an end is never renewed', async () => {
    const { traffic } = await start(byToken, { ttl: 0 });
    await traffic();
    clock.advance(1e12);
    expect(await traffic()).toEqual([READ]);
  });

  it('that may not be looked up is used as it is', async () => {
    const { double: vault, traffic } = await start(byToken);
    vault.fail({ path: 'lookup-self', status: 403 });
    expect(await traffic()).toEqual([LOOK_UP, READ]);
  });

  it('that cannot be renewed is used to its end, and then refused', async () => {
    const { double: vault, kek, traffic } = await start(byToken);
    vault.grant(ROOT_TOKEN, 600, false);
    await traffic();
    clock.advance(500_000);
    expect(await traffic()).toEqual([READ]);
    clock.advance(101_000);
    await expect(kek.current()).rejects.toThrow(expect.objectContaining({ code: 'LOCALERT_KEY_REFUSED' }));
  });

  it('stays in use while a renewal has no answer, and is asked for again', async () => {
    const { double: vault, traffic } = await start(byToken);
    await traffic();
    clock.advance(420_000);
    vault.fail({ path: 'renew-self', status: 500, times: 5 });
    expect(await traffic()).toEqual([RENEW, RENEW, RENEW, RENEW, RENEW, READ]);
    expect(await traffic()).toEqual([READ]);
    clock.advance(5_001);
    expect(await traffic()).toEqual([RENEW, READ]);
  });

  it('that is over while Vault does not answer is a fault that passes', async () => {
    const { double: vault, kek, traffic } = await start(byToken);
    await traffic();
    clock.advance(601_000);
    vault.seal();
    await expect(kek.current()).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_KEY_UNAVAILABLE' }),
    );
  });
});

describe('AppRole', () => {
  it('logs in once, and renews', async () => {
    const { traffic } = await start(byRole);
    expect(await traffic()).toEqual([LOGIN, READ]);
    clock.advance(420_000);
    expect(await traffic()).toEqual([RENEW, READ]);
  });

  it('logs in once for a hundred calls at the same time', async () => {
    const { double: vault, kek } = await start(byRole);
    await Promise.all(Array.from({ length: 100 }, () => kek.current()));
    expect(vault.log.filter((line) => line === LOGIN).length).toBe(1);
  });

  it('logs in anew when the lease is over, or can no longer be renewed', async () => {
    const { double: vault, traffic } = await start(byRole, { maxTtl: 900 });
    await traffic();
    clock.advance(3_600_000);
    expect(await traffic()).toEqual([RENEW, LOGIN, READ]);
    clock.advance(420_000);
    vault.fail({ path: 'renew-self', status: 400 });
    expect(await traffic()).toEqual([RENEW, LOGIN, READ]);
  });

  it('logs in anew when the token was revoked, once, for all calls that met it', async () => {
    const { double: vault, kek, traffic } = await start(byRole);
    await traffic();
    vault.revokeAll();
    expect(await traffic()).toEqual([READ, LOGIN, READ]);
    vault.revokeAll();
    vault.log.length = 0;
    await Promise.all(Array.from({ length: 30 }, () => kek.current()));
    expect(vault.log.filter((line) => line === LOGIN).length).toBe(1);
  });

  it('does not log in again and again for a permission that is missing', async () => {
    const { double: vault, kek, traffic } = await start(byRole);
    await traffic();
    vault.log.length = 0;
    vault.fail({ path: 'keys', status: 403, times: 9 });
    await expect(kek.current()).rejects.toThrow(
      expect.objectContaining({
        code: 'LOCALERT_KEY_REFUSED',
        details: { provider: 'vault', operation: 'read key', status: 403 },
      }),
    );
    expect(vault.log).toEqual([READ, LOGIN, READ]);
  });

  it('is refused with wrong credentials, which the error does not name', async () => {
    const { kek } = await start({ roleId: ROLE_ID, secretId: secret('canary-wrong') });
    const fault: unknown = await kek.current().catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: 'LOCALERT_KEY_REFUSED',
      details: { operation: 'log-in', status: 400 },
    });
    expect(JSON.stringify(fault) + String((fault as Error).stack)).not.toContain('canary');
  });

  it('believes no log-in without a token', async () => {
    const { double: vault, kek } = await start(byRole);
    vault.fail({ path: 'login', status: 200, text: '{"auth":{}}' });
    await expect(kek.current()).rejects.toThrow(
      expect.objectContaining({ details: { provider: 'vault', reason: 'bad_answer' } }),
    );
    expect(await kek.current()).toBe('vault:v1');
  });

  it('logs in anew for a token that cannot be renewed', async () => {
    const { double: vault, traffic } = await start(byRole);
    vault.fail({
      path: 'login',
      status: 200,
      text: JSON.stringify({ auth: { client_token: ROOT_TOKEN, lease_duration: 600, renewable: false } }),
    });
    expect(await traffic()).toEqual([LOGIN, READ]);
    clock.advance(420_000);
    expect(await traffic()).toEqual([LOGIN, READ]);
  });
});
