import type {
  DeliveryOutcome,
  MessageRef,
  OutboundMessage,
  Outbox,
  QueuedAlert,
  Transport,
} from '@localert/core';
import { systemScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, start, until } from '../test/started.ts';

const ref = { channel: 'C1', ts: '1.2' };

/** A transport that can change what it posted. */
function changing(updates: readonly DeliveryOutcome[] = [], posts: readonly DeliveryOutcome[] = []) {
  const changed: { readonly ref: MessageRef; readonly payload: string }[] = [];
  const sent: OutboundMessage[] = [];
  const { transport } = scriptedTransport();
  return {
    changed,
    sent,
    transport: {
      ...transport,
      async deliver(_, message) {
        sent.push(message);
        return posts[sent.length - 1] ?? { kind: 'delivered', ref };
      },
      async update(_, at, { payload }) {
        changed.push({ ref: at, payload });
        return updates[changed.length - 1] ?? { kind: 'delivered' };
      },
    } satisfies Transport,
  };
}

async function sent(outbox: Outbox, over: Partial<QueuedAlert> = {}): Promise<QueuedAlert> {
  const one = alert(over);
  await outbox.enqueue(acme, one).durable;
  return one;
}

const stateOf = async (outbox: Outbox, { id }: QueuedAlert) => (await outbox.status(acme, id))?.state;

/** A posted alert and one that follows it. */
async function followed(transport: Transport, as: 'update' | 'reply', over: Partial<QueuedAlert> = {}) {
  const outbox = outboxOf();
  const first = await sent(outbox, { destination: { channel: 'general' } });
  const { dispatcher } = start({ transport, outbox });
  await dispatcher.drain(5_000);
  const next = await sent(outbox, {
    destination: { channel: 'general', workspace: 'T1' },
    follows: { alert: first.id, as },
    ...over,
  });
  await dispatcher.drain(5_000);
  return { outbox, next, dispatcher };
}

describe('an alert that follows another', () => {
  it('changes its message', async () => {
    const { transport, changed, sent } = changing();
    const { outbox, next } = await followed(transport, 'update');
    expect(changed).toEqual([{ ref, payload: next.payload }]);
    expect(sent).toHaveLength(1);
    expect(await outbox.status(acme, next.id)).toMatchObject({ state: 'delivered', ref });
  });

  it('answers in its thread', async () => {
    const { transport, sent } = changing();
    await followed(transport, 'reply');
    expect(sent.at(-1)?.destination).toEqual({ channel: 'C1', workspace: 'T1', thread: '1.2' });
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'answers when its message cannot be changed: %s',
    async (code) => {
      const { transport, sent } = changing([{ kind: 'stop', code }]);
      const { outbox, next } = await followed(transport, 'update');
      expect(sent.at(-1)?.destination).toMatchObject({ thread: '1.2' });
      expect(await stateOf(outbox, next)).toBe('delivered');
    },
  );

  it('is posted by itself when the thread is gone', async () => {
    const { transport, sent } = changing(
      [{ kind: 'stop', code: 'message_not_found' }],
      [
        { kind: 'delivered', ref },
        { kind: 'stop', code: 'thread_not_found' },
      ],
    );
    const { outbox, next } = await followed(transport, 'update');
    expect(sent.at(-1)?.destination).toEqual({ channel: 'C1', workspace: 'T1' });
    expect(await outbox.status(acme, next.id)).toMatchObject({ state: 'delivered', degraded: true });
  });

  it('answers where a transport cannot change', async () => {
    const { transport, sent } = changing();
    const { update: _, ...without } = transport;
    await followed(without, 'update');
    expect(sent.at(-1)?.destination).toMatchObject({ thread: '1.2' });
  });

  it('is posted anew where nobody said where the message is', async () => {
    const { transport, sent, changed } = changing([], [{ kind: 'delivered' }]);
    await followed(transport, 'update');
    expect([sent.length, changed.length]).toEqual([2, 0]);
    expect(sent.at(-1)?.destination).toEqual({ channel: 'general', workspace: 'T1' });
  });

  it('changes it in plain words when its form is refused', async () => {
    const { transport, changed } = changing([{ kind: 'rerender', code: 'invalid_blocks' }]);
    const { outbox, next } = await followed(transport, 'update');
    expect(changed.map(({ payload }) => payload)).toEqual([next.payload, next.plain]);
    expect(await outbox.status(acme, next.id)).toMatchObject({ state: 'delivered', degraded: true });
  });

  it('tries a change again that may have been made, and asks nobody', async () => {
    const { transport, changed, sent } = changing([{ kind: 'unknown', code: 'timeout' }]);
    let asked = 0;
    const find: NonNullable<Transport['find']> = async () => {
      asked++;
      return { kind: 'absent' };
    };
    const { outbox, next } = await followed({ ...transport, find }, 'update');
    await until(async () => (await stateOf(outbox, next)) === 'delivered');
    expect([changed.length, sent.length, asked]).toEqual([2, 1, 0]);
  });

  it('waits for one that is not posted yet, and goes out by itself when that one dies', async () => {
    const { transport, sent: posts } = changing();
    const outbox = outboxOf();
    const { dispatcher } = start({ transport, outbox });
    const first = await sent(outbox, { notBefore: Date.now() + 3_600_000, group: 'late' });
    const next = await sent(outbox, { follows: { alert: first.id, as: 'update' }, group: 'next' });
    await dispatcher.drain(5_000);
    expect(await outbox.status(acme, next.id)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(posts).toHaveLength(0);
    const system = systemScope('test');
    const ask = { now: Date.now(), leaseMs: 60_000, limit: 9, dueBy: Date.now() + 7_200_000 };
    const claims = await outbox.claim(system, ask);
    const claim = claims.find(({ alert }) => alert.id === first.id);
    if (claim === undefined) throw new Error('not claimed');
    await outbox.settle(system, claim, { kind: 'dead', at: Date.now(), code: 'x' });
    for (const other of claims)
      if (other !== claim) await outbox.settle(system, other, { kind: 'release', at: Date.now() });
    dispatcher.wake();
    await until(async () => (await stateOf(outbox, next)) === 'delivered');
    expect(posts).toHaveLength(1);
  });

  it('is posted by itself when nobody knows the other', async () => {
    const { transport, sent: posts } = changing();
    const outbox = outboxOf();
    const next = await sent(outbox, { follows: { alert: alert().id, as: 'reply' } });
    const { dispatcher } = start({ transport, outbox });
    await dispatcher.drain(5_000);
    expect(await stateOf(outbox, next)).toBe('delivered');
    expect(posts[0]?.destination).toEqual({});
  });

  it('is given back when the outbox does not say where the other stands', async () => {
    const { transport } = changing();
    const inner = outboxOf();
    let failures = 1;
    const outbox: Outbox = {
      ...inner,
      status: async (scope, id) => {
        if (failures-- > 0) throw new Error('down');
        return inner.status(scope, id);
      },
    };
    const next = await sent(outbox, { follows: { alert: alert().id, as: 'reply' } });
    const { types } = start({ transport, outbox });
    await until(async () => (await stateOf(inner, next)) === 'delivered');
    expect(types()).toEqual(['dispatcher.failed', 'alert.delivered']);
    expect(await outbox.status(acme, next.id)).toMatchObject({ attempts: 1 });
  });
});

describe('an alert that nobody wants to read any more', () => {
  it('is a dead letter, not a post, and told of as such', async () => {
    const { transport, posts } = scriptedTransport();
    const outbox = outboxOf();
    const late = await sent(outbox, { expiresAt: Date.now() - 1 });
    const fresh = await sent(outbox, { expiresAt: Date.now() + 60_000 });
    const { dispatcher, events } = start({ transport, outbox });
    await dispatcher.drain(5_000);
    expect(posts.map(({ id }) => id)).toEqual([fresh.id]);
    expect(await outbox.status(acme, late.id)).toMatchObject({ state: 'dead', code: 'expired' });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'alert.expired', alert: late.id, attempt: 1 }),
    );
  });

  it('is posted all the same when somebody drives it anew', async () => {
    const { transport, posts } = scriptedTransport();
    const outbox = outboxOf();
    const late = await sent(outbox, { expiresAt: Date.now() - 1 });
    const { dispatcher } = start({ transport, outbox });
    await dispatcher.drain(5_000);
    await outbox.redrive(acme, late.id, Date.now());
    await dispatcher.drain(5_000);
    expect(posts).toHaveLength(1);
    expect(await stateOf(outbox, late)).toBe('delivered');
  });

  it('expires between two attempts, and stays in doubt when it was', async () => {
    const { transport, posts } = scriptedTransport([{ kind: 'unknown', code: 'timeout' }]);
    const outbox = outboxOf();
    const now = Date.now();
    const one = await sent(outbox, { expiresAt: now + 40 });
    start({ transport, outbox, retry: { backoff: { baseMs: 120, maxMs: 120 } } });
    await until(async () => (await stateOf(outbox, one)) === 'dead');
    expect(posts).toHaveLength(1);
    await outbox.redrive(acme, one.id, Date.now());
    const [claim] = await outbox.claim(systemScope('test'), {
      now: Date.now() + 5_000,
      leaseMs: 1,
      limit: 1,
    });
    if (claim !== undefined) expect(claim.inDoubt).toBe(true);
  });
});
