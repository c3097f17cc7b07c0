import type { ClaimedAlert, DeliveryOutcome } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert } from '../test/script.ts';
import { classOf, isFault } from './answer-class.ts';
import { settlementOf } from './settlement.ts';
import type { Sent } from './trip.ts';

const claimOf = (attempt: number): ClaimedAlert => ({ tenant: 'acme', alert: alert(), attempt, lease: 'l' });
const sentOf = (outcome: DeliveryOutcome, more: Partial<Sent> = {}): Sent => ({
  outcome,
  degraded: false,
  inDoubt: outcome.kind === 'unknown',
  ...more,
});
const rules = { retry: {}, doubtMs: 0, now: 1_000, random: 0 };

describe('settlementOf', () => {
  it('waits by the class of the answer, and holds the group for a moment', () => {
    const after = (code: string, attempt = 1) =>
      settlementOf(sentOf({ kind: 'retry', code }), claimOf(attempt), rules);
    expect(after('http-503')).toEqual({ kind: 'retry', at: 1_500, code: 'http-503', holdUntil: 1_500 });
    expect(after('econnrefused')).toMatchObject({ at: 1_250, holdUntil: 1_250 });
    expect(after('ratelimited', 12)).toMatchObject({ at: 16_000, holdUntil: 2_000 });
    expect(after('http-503', 12)).toMatchObject({ at: 151_000, holdUntil: 2_000 });
    expect(after('econnrefused', 12)).toMatchObject({ at: 31_000 });
  });

  it('waits as long as it is asked to, and holds the group as long', () => {
    const sent = sentOf({ kind: 'retry', code: 'ratelimited', retryAfterMs: 9_000 });
    expect(settlementOf(sent, claimOf(1), rules)).toMatchObject({ at: 10_000, holdUntil: 10_000 });
    const long = sentOf({ kind: 'retry', code: 'ratelimited', retryAfterMs: 9_000_000 });
    expect(settlementOf(long, claimOf(1), rules)).toMatchObject({ at: 9_001_000, holdUntil: 3_601_000 });
  });

  it('takes one back-off for all answers where the host gives one', () => {
    const own = { ...rules, retry: { backoff: { baseMs: 8, maxMs: 8 } } };
    for (const code of ['http-503', 'ratelimited', 'x'])
      expect(settlementOf(sentOf({ kind: 'retry', code }), claimOf(3), own)).toMatchObject({ at: 1_004 });
  });

  it('carries a doubt along, and gives a history its moment', () => {
    const sent = sentOf({ kind: 'unknown', code: 'timeout' });
    expect(settlementOf(sent, claimOf(1), { ...rules, doubtMs: 1_500 })).toEqual({
      ...{ kind: 'retry', at: 2_500, code: 'timeout', inDoubt: true, holdUntil: 2_000 },
    });
    expect(settlementOf(sent, claimOf(20), rules)).toEqual({
      ...{ kind: 'dead', at: 1_000, code: 'timeout', inDoubt: true },
    });
    const still = sentOf({ kind: 'retry', code: 'http-503' }, { inDoubt: true });
    expect(settlementOf(still, claimOf(2), rules)).toMatchObject({ kind: 'retry', inDoubt: true });
  });

  it('never gives up on the first try for want of an answer, and does at the last', () => {
    const sent = sentOf({ kind: 'retry', code: 'x' });
    expect(settlementOf(sent, claimOf(19), rules).kind).toBe('retry');
    expect(settlementOf(sent, claimOf(20), rules)).toEqual({ kind: 'dead', at: 1_000, code: 'x' });
    expect(settlementOf(sent, claimOf(2), { ...rules, retry: { maxAttempts: 2 } }).kind).toBe('dead');
  });

  it('leaves a destination alone that refuses, and buries what only the message is refused for', () => {
    const refused = sentOf({ kind: 'stop', code: 'invalid_auth' }, { refusedMs: 120_000 });
    expect(settlementOf(refused, claimOf(1), rules)).toEqual({
      ...{ kind: 'retry', at: 121_000, code: 'invalid_auth', holdUntil: 61_000 },
    });
    expect(settlementOf(refused, claimOf(20), rules).kind).toBe('dead');
    const bare = sentOf({ kind: 'stop', code: 'invalid_auth' });
    expect(settlementOf(bare, claimOf(1), rules).kind).toBe('dead');
    const ofMessage = sentOf({ kind: 'stop', code: 'thread_not_found' }, { refusedMs: 1 });
    expect(settlementOf(ofMessage, claimOf(1), rules).kind).toBe('dead');
    expect(settlementOf(sentOf({ kind: 'rerender', code: 'no_text' }), claimOf(1), rules).kind).toBe('dead');
  });
});

describe('classOf', () => {
  it.each([
    ['ratelimited', 'rate-limited', false],
    ['rate_limited', 'rate-limited', false],
    ['http-429', 'rate-limited', false],
    ['http_503', 'server', true],
    ['http-408', 'server', true],
    ['service_unavailable', 'server', true],
    ['enotfound', 'unreachable', true],
    ['und_err_connect_timeout', 'unreachable', true],
    ['token-unavailable', 'other', false],
    ['http-409', 'other', false],
  ] as const)('%s is %s', (code, expected, fault) => {
    const outcome = { kind: 'retry', code } as const;
    expect([classOf(outcome), isFault(outcome)]).toEqual([expected, fault]);
  });

  it('counts what got lost, not what we ended ourselves or what one message was refused for', () => {
    expect(classOf({ kind: 'unknown', code: 'timeout' })).toBe('doubt');
    expect(isFault({ kind: 'unknown', code: 'timeout' })).toBe(true);
    expect(isFault({ kind: 'unknown', code: 'aborted' })).toBe(false);
    expect(isFault({ kind: 'unknown', code: 'in-doubt' })).toBe(false);
    expect(isFault({ kind: 'stop', code: 'invalid_auth' })).toBe(false);
    expect(isFault({ kind: 'rerender', code: 'invalid_blocks' })).toBe(false);
    expect(isFault({ kind: 'delivered' })).toBe(false);
  });
});
