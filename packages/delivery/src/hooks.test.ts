import type { ClaimedAlert } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, start, until } from '../test/started.ts';
import { createCalls } from './calls.ts';
import { createPosting } from './posting.ts';
import { type DispatcherOptions, type Prepared, settingsOf } from './settings.ts';
import type { Trip } from './trip.ts';

const refused = { kind: 'rerender', code: 'invalid_blocks' } as const;

async function posted(
  options: Partial<DispatcherOptions>,
  answers: Parameters<typeof scriptedTransport>[0],
  over = {},
) {
  const { transport, posts } = scriptedTransport(answers);
  const outbox = outboxOf();
  const one = alert(over);
  await outbox.enqueue(acme, one).durable;
  const started = start({ transport, outbox, ...options });
  await started.dispatcher.drain(5_000);
  return { ...started, posts, one, payloads: posts.map(({ payload }) => payload) };
}

describe('smaller', () => {
  it('is asked once when the form is refused, and posted before the plain text', async () => {
    const asked: ClaimedAlert[] = [];
    const smaller = async (claim: ClaimedAlert) => {
      asked.push(claim);
      return '{"text":"small"}';
    };
    const { outbox, one, payloads } = await posted({ smaller }, [refused]);
    expect(payloads).toEqual([one.payload, '{"text":"small"}']);
    expect(asked).toHaveLength(1);
    expect(await outbox.status(acme, one.id)).toMatchObject({ state: 'delivered', degraded: true });
    const both = await posted({ smaller }, [refused, refused]);
    expect(both.payloads).toEqual([both.one.payload, '{"text":"small"}', both.one.plain]);
  });

  it.each([
    ['there is none', async () => undefined],
    ['it throws', () => Promise.reject(new Error('no'))],
    ['it never answers', () => new Promise<never>(() => undefined)],
  ])('gives way to the plain text when %s', async (_, smaller) => {
    const { one, payloads } = await posted({ smaller, timeoutMs: 30 }, [refused]);
    expect(payloads).toEqual([one.payload, one.plain]);
  });

  it('is left out when the lease has no time for another post', async () => {
    const { transport, posts } = scriptedTransport([refused, refused, refused]);
    const outbox = outboxOf();
    const settings = settingsOf({
      outbox,
      transport,
      smaller: async () => '{"text":"small"}',
      timeoutMs: 50,
    });
    const { post } = createPosting(createCalls(transport, 50), settings);
    const one = alert();
    const { payload, plain } = one;
    const left = [60, 40];
    const trip: Trip = {
      ...{ claim: { tenant: 'acme', alert: one, attempt: 1, lease: 'l' }, scope: acme, payload, plain },
      timeLeft: () => left.shift() ?? 0,
    };
    expect(await post(trip, {}, false)).toEqual({
      ...{ outcome: { kind: 'retry', code: 'lease-short' }, degraded: false, inDoubt: false },
    });
    expect(posts.map((posted) => posted.payload)).toEqual([payload, '{"text":"small"}']);
  });
});

describe('prepare', () => {
  const asking = (answers: readonly (Prepared | Error | undefined)[]) => {
    let asked = 0;
    return async (): Promise<Prepared> => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer as Prepared;
    };
  };

  it('says what is posted instead', async () => {
    const prepare = asking([{ kind: 'post', payload: '{"text":"now"}' }]);
    const { one, payloads } = await posted({ prepare }, [refused], { purpose: 'digest' });
    expect(payloads).toEqual(['{"text":"now"}', one.plain]);
    const plain = asking([{ kind: 'post', plain: '{"text":"plain now"}' }]);
    const other = await posted({ prepare: plain }, [refused], { purpose: 'digest' });
    expect(other.payloads).toEqual([other.one.payload, '{"text":"plain now"}']);
  });

  it('is not asked about alerts without a purpose', async () => {
    const { payloads, one } = await posted({ prepare: asking([{ kind: 'drop', code: 'x' }]) }, []);
    expect(payloads).toEqual([one.payload]);
    const without = await posted({}, [], { purpose: 'digest' });
    expect(without.payloads).toEqual([without.one.payload]);
  });

  it('drops what is not to be posted any more', async () => {
    const prepare = asking([{ kind: 'drop', code: 'acknowledged' }]);
    const { outbox, one, payloads, events } = await posted({ prepare }, [], { purpose: 'escalation' });
    expect(payloads).toEqual([]);
    expect(await outbox.status(acme, one.id)).toMatchObject({ state: 'dropped', code: 'acknowledged' });
    expect(events).toMatchObject([{ type: 'alert.dropped', alert: one.id, code: 'acknowledged' }]);
  });

  it('puts off, and never for less than a second', async () => {
    const at = Date.now() + 3_600_000;
    const { outbox, one, posts } = await posted({ prepare: asking([{ kind: 'later', at }]) }, [], {
      purpose: 'quiet',
    });
    expect(await outbox.status(acme, one.id)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(posts).toHaveLength(0);
    const soon = await posted({ prepare: asking([{ kind: 'later', at: 0 }, { kind: 'post' }]) }, [], {
      purpose: 'quiet',
    });
    await until(async () => (await soon.outbox.status(acme, soon.one.id))?.state === 'delivered');
    expect(Date.now() - soon.one.createdAt).toBeGreaterThanOrEqual(995);
  });

  it.each([
    ['fails', new Error('no')],
    ['answers nothing', undefined],
    ['answers no time', { kind: 'later', at: Number.NaN } as const],
  ])('swallows no alert when it %s: what was queued goes out', async (_, answer) => {
    const { outbox, one, posts, events } = await posted({ prepare: asking([answer]) }, [], {
      purpose: 'digest',
    });
    await until(async () => (await outbox.status(acme, one.id))?.state === 'delivered');
    expect(posts.map(({ payload }) => payload)).toEqual([one.payload]);
    expect(events).toMatchObject([
      { type: 'alert.attempt-failed', code: 'prepare-failed' },
      { type: 'alert.attempt-failed', code: 'prepare-failed' },
      { type: 'alert.delivered', attempt: 3 },
    ]);
  });
});
