import { getEventListeners } from 'node:events';
import { secret } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { vaultKeys } from './vault-keys.ts';
import type { VaultFetch, VaultKeysOptions } from './vault-options.ts';

/** A key of Transit, as Vault tells of it. */
const KEY = { latest_version: 1, derived: true };
const json = (data: object, init?: ResponseInit) => new Response(JSON.stringify({ data }), init);
const unavailable = (reason: string) => ({
  code: 'LOCALERT_KEY_UNAVAILABLE',
  details: { provider: 'vault', reason },
});

/** A provider whose requests for the key are answered one after another, the last answer for ever. */
function answering(
  answers: readonly (() => Response | Promise<Response>)[],
  change: Partial<VaultKeysOptions> = {},
) {
  const clock = manualClock(1_000_000);
  const waits: number[] = [];
  const asked: RequestInit[] = [];
  const fetch: VaultFetch = async (url, init) => {
    // The host's token does not end.
    if (url.endsWith('lookup-self')) return json({ ttl: 0 });
    asked.push(init);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    return (answer as () => Response)();
  };
  const kek = vaultKeys({
    ...{ address: 'https://vault.example.com', key: 'localert', auth: { token: secret('x') } },
    ...{ clock, fetch },
    sleep: async (ms) => {
      waits.push(ms);
      clock.advance(ms);
    },
    ...change,
  });
  return { kek, clock, waits, asked };
}

const good = () => json(KEY);
const bad =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('', { status, headers });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the waits between two attempts', () => {
  it.each([
    ['longest', 0, [100, 200, 400, 800]],
    ['middle', 0.5, [75, 150, 300, 600]],
  ])('double, at their %s', async (_, random, expected) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    const { kek, waits, asked } = answering([bad(500)]);
    await expect(kek.current()).rejects.toMatchObject(unavailable('http_500'));
    expect(waits).toEqual(expected);
    expect(asked).toHaveLength(5);
  });

  it.each([
    ['7', 7_000],
    ['60', 60_000],
    ['61', 60_000],
    ['999999', 60_000],
    ['1000000', 100],
    ['7 ', 7_000],
    ['7s', 100],
    ['s7', 100],
    ['-7', 100],
    ['', 100],
    ['0', 100],
  ])('are as long as Retry-After: %j says, where that is seconds and not too many', async (header, ms) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { kek, waits } = answering([bad(429, { 'retry-after': header }), good], { deadlineMs: 600_000 });
    expect(await kek.current()).toBe('vault:v1');
    expect(waits).toEqual([ms]);
  });

  it('are not begun when the call would be over before their end', async () => {
    const answers = [bad(429, { 'retry-after': '7' }), good];
    const late = answering(answers, { deadlineMs: 7_000 });
    await expect(late.kek.current()).rejects.toMatchObject(unavailable('rate_limited'));
    expect(late.waits).toEqual([]);
    const inTime = answering(answers, { deadlineMs: 7_001 });
    expect(await inTime.kek.current()).toBe('vault:v1');
  });

  it('are none for the health check: it asks once', async () => {
    const { kek, waits, asked } = answering([bad(500), good]);
    expect(await kek.health()).toEqual({ ok: false, reason: 'http_500' });
    expect([waits, asked.length]).toEqual([[], 1]);
    expect(await kek.health()).toEqual({ ok: true });
  });
});

describe('answers that stand', () => {
  it.each([200, 201, 204, 299])('of %i are taken', async (status) => {
    const { kek } = answering([
      () => (status === 204 ? new Response(null, { status }) : json(KEY, { status })),
    ]);
    if (status === 204) await expect(kek.current()).rejects.toMatchObject(unavailable('bad_answer'));
    else expect(await kek.current()).toBe('vault:v1');
  });

  it.each([300, 301, 399])('of %i lead elsewhere', async (status) => {
    const { kek, waits } = answering([() => json(KEY, { status })]);
    await expect(kek.current()).rejects.toMatchObject(unavailable('redirected'));
    expect(waits).toEqual([]);
  });

  it.each([0, 199, 400, 411, 413, 428, 430, 499])('of %i are refusals', async (status) => {
    // A platform may answer 0 for a redirect that it did not follow; `Response` itself is never made with it.
    const answer = () => Object.defineProperty(json(KEY), 'status', { value: status });
    const { kek, asked } = answering([answer]);
    await expect(kek.current()).rejects.toMatchObject({
      ...{ code: 'LOCALERT_KEY_REFUSED', details: { provider: 'vault', operation: 'read key', status } },
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a text', '"x"'],
    ['nothing', 'null'],
    ['a list', '[{"latest_version":1,"derived":true}]'],
    ['data that is a list', '{"data":[1]}'],
    ['data that is nothing', '{"data":null}'],
    ['a version that is a text', '{"data":{"latest_version":"1","derived":true}}'],
    ['a version without end', '{"data":{"latest_version":1e999,"derived":true}}'],
    ['a version before the first', '{"data":{"latest_version":0,"derived":true}}'],
  ])('with %s are none of Vault’s', async (_, text) => {
    const { kek } = answering([() => new Response(text)]);
    await expect(kek.current()).rejects.toMatchObject(unavailable('bad_answer'));
  });

  it.each([undefined, 'true', 1])('for a key whose derived is %j say how to make one', async (derived) => {
    const { kek } = answering([() => json({ ...KEY, derived })]);
    await expect(kek.current()).rejects.toThrow(
      'The Transit key is not valid. derived: true; make the key with derived=true.',
    );
  });

  it('are read to a megabyte', async () => {
    const text = JSON.stringify({ data: KEY });
    const ofLength = (length: number) => () => new Response(text.padEnd(length, ' '));
    expect(await answering([ofLength(1_048_576)]).kek.current()).toBe('vault:v1');
    const long = answering([ofLength(1_048_577)]);
    await expect(long.kek.current()).rejects.toMatchObject(unavailable('bad_answer'));
  });
});

describe('one request', () => {
  it('says what it has to, and nothing more', async () => {
    const { kek, asked } = answering([good, good, () => json({}, { status: 400 }), good]);
    await kek.current();
    expect(asked[0]).toMatchObject({ method: 'GET', redirect: 'manual' });
    expect(asked[0]?.headers).toEqual({ 'x-vault-request': 'true', 'x-vault-token': 'x' });
    expect(asked[0]).not.toHaveProperty('body');
    const wrapped = { wrapped: `vault:v1:${'A'.repeat(40)}`, kek: 'vault:v1' };
    await kek.unwrap({ tenant: 'acme', purpose: 'dek/1' }, wrapped).catch(() => undefined);
    const sent = asked.find(({ method }) => method === 'POST');
    expect(sent?.headers).toEqual({
      ...{ 'x-vault-request': 'true', 'x-vault-token': 'x', 'content-type': 'application/json' },
    });
  });

  it('names the namespace', async () => {
    const { kek, asked } = answering([good], { namespace: 'emea' });
    await kek.current();
    expect(asked[0]?.headers).toMatchObject({ 'x-vault-namespace': 'emea' });
  });

  it('leaves nothing behind on the signal of its caller, nor a timer', async () => {
    const { signal } = new AbortController();
    const { kek } = answering([bad(500), good]);
    vi.useFakeTimers();
    try {
      await kek.current({ signal });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is broken off with its call, and nothing is waited for after that', async () => {
    const stop = new AbortController();
    const signals: (AbortSignal | null | undefined)[] = [];
    const { kek } = answering([], {
      fetch: (_, { signal }) =>
        new Promise((__, reject) => {
          signals.push(signal);
          signal?.addEventListener('abort', () => reject(new Error('canary')));
          if (signals.length === 1) stop.abort();
        }),
    });
    // The look-up of the token is for every call: it goes on.
    await expect(kek.current({ signal: stop.signal })).rejects.toMatchObject(unavailable('aborted'));
    const other = new AbortController();
    const reading = answering([() => new Promise<Response>(() => undefined)]);
    const pending = reading.kek.current({ signal: other.signal });
    await vi.waitFor(() => expect(reading.asked).toHaveLength(1));
    expect(reading.asked[0]?.signal?.aborted).toBe(false);
    other.abort();
    expect(reading.asked[0]?.signal?.aborted).toBe(true);
    pending.catch(() => undefined);
    const late = new AbortController();
    const failing = () => {
      late.abort();
      return new Response('', { status: 500 });
    };
    const sleepless = answering([failing], { sleep: () => new Promise(() => undefined) });
    const call = sleepless.kek.current({ signal: late.signal });
    await expect(call).rejects.toMatchObject(unavailable('aborted'));
  });

  it('is not sent for a call that was called off before', async () => {
    const { kek, asked } = answering([good]);
    const called = kek.current({ signal: AbortSignal.abort() });
    await expect(called).rejects.toMatchObject(unavailable('aborted'));
    expect(asked).toEqual([]);
  });

  it('tells a timeout from a lost connection, and does not quote it', async () => {
    const lost = answering([() => Promise.reject(new TypeError('canary'))]);
    const call = lost.kek.current();
    await expect(call).rejects.toMatchObject(unavailable('unreachable'));
    await expect(call).rejects.not.toThrow('canary');
    await expect(call).rejects.toHaveProperty('cause');
    await expect(answering([bad(500)]).kek.current()).rejects.not.toHaveProperty('cause');
    const signals: AbortSignal[] = [];
    const silent = answering([], {
      timeoutMs: 5,
      fetch: (_, { signal }) =>
        new Promise((__, reject) => {
          signals.push(signal as AbortSignal);
          signal?.addEventListener('abort', () => reject(new Error('canary')));
        }),
    });
    await expect(silent.kek.current()).rejects.toMatchObject(unavailable('timeout'));
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true, true]);
  });
});
