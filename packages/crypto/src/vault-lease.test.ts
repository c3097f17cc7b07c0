import { secret } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { vaultKeys } from './vault-keys.ts';
import type { VaultAuth } from './vault-options.ts';

type Answer = readonly [status: number, body: object];

/** A provider over answers for each path, and what was asked since the last look. */
function leasing(auth: VaultAuth, answers: Record<string, Answer>) {
  const clock = manualClock(1_000_000);
  const asked: string[] = [];
  const kek = vaultKeys({
    ...{ address: 'https://vault.example.com', key: 'localert', auth, clock },
    sleep: async (ms) => void clock.advance(ms),
    async fetch(url, init) {
      const path = url.split('/').at(-1) as string;
      const headers = init.headers as Record<string, string>;
      asked.push(`${path} ${headers['x-vault-token'] ?? '-'}`);
      const [status, body] = answers[path] ?? [200, { data: { latest_version: 1, derived: true } }];
      return new Response(JSON.stringify(body), { status });
    },
  });
  const traffic = async () => {
    asked.length = 0;
    await kek.current();
    return [...asked];
  };
  return { kek, clock, traffic, answers };
}

const host: VaultAuth = { token: secret('t') };
const lease = (lease_duration: unknown, renewable: unknown = true, client_token?: string) =>
  [200, { auth: { client_token, lease_duration, renewable } }] as const;
const looked = (ttl: unknown, renewable: unknown = true) => [200, { data: { ttl, renewable } }] as const;
const READ = 'localert t';

describe('the lease of a token', () => {
  it('is renewed at two thirds of it, to the second', async () => {
    const { clock, traffic } = leasing(host, { 'lookup-self': looked(600), 'renew-self': lease(600) });
    expect(await traffic()).toEqual(['lookup-self t', READ]);
    clock.advance(600 * 667 - 1);
    expect(await traffic()).toEqual([READ]);
    clock.advance(1);
    // An answer without a token leaves the one that there is.
    expect(await traffic()).toEqual(['renew-self t', READ]);
    expect(await traffic()).toEqual([READ]);
  });

  it('goes on with the token that a renewal answers', async () => {
    const { clock, traffic } = leasing(host, {
      'lookup-self': looked(600),
      'renew-self': lease(600, true, 'u'),
    });
    await traffic();
    clock.advance(500_000);
    expect(await traffic()).toEqual(['renew-self t', 'localert u']);
  });

  it.each([
    ['0', looked(0)],
    ['a text', looked('600')],
    ['nothing', looked(undefined)],
    ['a refusal', [403, {}] as const],
  ])('that is %s has no end', async (_, answer) => {
    const { clock, traffic } = leasing(host, { 'lookup-self': answer });
    await traffic();
    clock.advance(1e12);
    expect(await traffic()).toEqual([READ]);
  });

  it.each([false, 'true', undefined])('that is renewable: %j is not renewed', async (renewable) => {
    const { clock, traffic } = leasing(host, { 'lookup-self': looked(600, renewable ?? null) });
    await traffic();
    clock.advance(599_000);
    expect(await traffic()).toEqual([READ]);
    clock.advance(1e9);
    expect(await traffic()).toEqual([READ]);
  });

  it('that has no answer to its renewal is tried again every five seconds, to its end', async () => {
    const { kek, clock, traffic, answers } = leasing(host, {
      ...{ 'lookup-self': looked(600), 'renew-self': [503, {}] },
    });
    await traffic();
    clock.advance(500_000);
    expect(await traffic()).toEqual(['renew-self t', READ]);
    clock.advance(4_999);
    expect(await traffic()).toEqual([READ]);
    clock.advance(1);
    expect(await traffic()).toEqual(['renew-self t', READ]);
    clock.advance(94_999);
    expect(await traffic()).toEqual(['renew-self t', READ]);
    clock.advance(5_000);
    await expect(kek.current()).rejects.toMatchObject({
      ...{ code: 'LOCALERT_KEY_UNAVAILABLE', details: { reason: 'sealed' } },
    });
    answers['renew-self'] = lease(600);
    expect(await traffic()).toEqual(['renew-self t', READ]);
  });

  it('that Vault refuses to renew is used up, or begun anew where there is a way', async () => {
    const refusing = { 'lookup-self': looked(600), 'renew-self': [400, {}] as const };
    const used = leasing(host, refusing);
    await used.traffic();
    used.clock.advance(500_000);
    expect(await used.traffic()).toEqual(['renew-self t', READ]);
    expect(await used.traffic()).toEqual([READ]);
    const auth = { roleId: 'r', secretId: secret('s') };
    const again = leasing(auth, { login: lease(600, true, 't'), 'renew-self': [400, {}] });
    expect(await again.traffic()).toEqual(['login -', READ]);
    again.clock.advance(500_000);
    expect(await again.traffic()).toEqual(['renew-self t', 'login -', READ]);
  });
});
