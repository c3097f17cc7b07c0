import {
  type DeliveryOutcome,
  type FindOutcome,
  type Outbox,
  type QueuedAlert,
  systemScope,
  type Transport,
} from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, start, until } from '../test/started.ts';

const lost = { kind: 'unknown', code: 'timeout' } as const;
const ref = { channel: 'C1', ts: '1.2' };

/** A transport that can look for what it posted. */
function finding(outcomes: readonly DeliveryOutcome[], finds: readonly (FindOutcome | Error)[]) {
  const { transport, posts } = scriptedTransport(outcomes);
  const asked: {
    readonly id: string;
    readonly since: number;
    readonly at: number;
    readonly channel?: string;
  }[] = [];
  const find: NonNullable<Transport['find']> = async (_, { id, destination }, since) => {
    const answer = finds[asked.length] ?? { kind: 'absent' };
    const { channel } = destination;
    asked.push({ id, since, at: performance.now(), ...(channel !== undefined && { channel }) });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { transport: { ...transport, find } satisfies Transport, posts, asked };
}

async function delivered(outbox: Outbox, { id }: QueuedAlert): Promise<void> {
  await until(async () => (await outbox.status(acme, id))?.state === 'delivered');
}

async function sent(outbox: Outbox, over: Partial<QueuedAlert> = {}): Promise<QueuedAlert> {
  const one = alert(over);
  await outbox.enqueue(acme, one).durable;
  return one;
}

describe('an alert that may have been posted', () => {
  it('is looked for before it is posted again, and found', async () => {
    const { transport, posts, asked } = finding([lost], [{ kind: 'found', ref }]);
    const outbox = outboxOf();
    const one = await sent(outbox);
    const { events } = start({ transport, outbox, doubtMs: 60 });
    await delivered(outbox, one);
    expect(posts).toHaveLength(1);
    expect(asked).toMatchObject([{ id: one.id }]);
    // Histories lag: it is asked a moment later.
    expect((asked[0]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(58);
    expect(asked[0]?.since).toBeLessThanOrEqual(one.createdAt);
    expect(await outbox.status(acme, one.id)).toMatchObject({ ref, attempts: 2 });
    await until(() => events.length === 2);
    expect(events.at(-1)).toMatchObject({ type: 'alert.delivered', reconciled: true, degraded: false });
  });

  it('is posted again when it is not there', async () => {
    const { transport, posts, asked } = finding([lost], [{ kind: 'absent' }]);
    const outbox = outboxOf();
    const one = await sent(outbox);
    const { events } = start({ transport, outbox, doubtMs: 5 });
    await delivered(outbox, one);
    expect([posts.length, asked.length]).toEqual([2, 1]);
    await until(() => events.length === 2);
    expect(events.at(-1)).not.toHaveProperty('reconciled');
  });

  it('keeps no lane waiting meanwhile', async () => {
    const { transport, posts } = finding([lost], [{ kind: 'found', ref }]);
    const outbox = outboxOf();
    const [first, second] = [await sent(outbox), await sent(outbox)];
    start({ transport, outbox, doubtMs: 400 });
    await delivered(outbox, second);
    expect((await outbox.status(acme, first.id))?.state).toBe('queued');
    expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeLessThan(300);
    await delivered(outbox, first);
  });

  it.each([
    ['nobody can say', [{ kind: 'unknown', code: 'missing_scope' }] as const],
    ['who is asked throws', [new Error('broken')] as const],
  ])('is posted again when %s', async (_, finds) => {
    const { transport, posts } = finding([lost], finds);
    const outbox = outboxOf();
    const one = await sent(outbox);
    start({ transport, outbox, doubtMs: 1 });
    await delivered(outbox, one);
    expect(posts).toHaveLength(2);
  });

  it('is held for somebody to look where the host wants that, and posted when somebody has looked', async () => {
    const { transport, posts } = scriptedTransport([lost, lost]);
    const outbox = outboxOf();
    const { types } = start({ transport, outbox, onDoubt: { low: 'hold' } });
    const [low, high] = [await sent(outbox, { severity: 'low' }), await sent(outbox)];
    await until(async () => (await outbox.status(acme, low.id))?.state === 'dead');
    await delivered(outbox, high);
    expect(await outbox.status(acme, low.id)).toMatchObject({ code: 'in-doubt' });
    expect(posts.filter(({ id }) => id === low.id)).toHaveLength(1);
    expect(types().filter((type) => type === 'alert.dead')).toHaveLength(1);
    expect(types()).not.toContain('delivery.breaker');
    await outbox.redrive(acme, low.id, Date.now());
    await delivered(outbox, low);
  });

  it('is looked for, too, when it was driven anew', async () => {
    const { transport, posts } = finding(
      [lost],
      [
        { kind: 'unknown', code: 'x' },
        { kind: 'found', ref },
      ],
    );
    const outbox = outboxOf();
    const one = await sent(outbox, { severity: 'low' });
    start({ transport, outbox, doubtMs: 1, onDoubt: { low: 'hold' } });
    await until(async () => (await outbox.status(acme, one.id))?.state === 'dead');
    await outbox.redrive(acme, one.id, Date.now());
    await delivered(outbox, one);
    expect(posts).toHaveLength(1);
  });

  it('is looked for when a process died over it', async () => {
    const { transport, posts, asked } = finding([], [{ kind: 'found', ref }]);
    const outbox = outboxOf();
    const one = await sent(outbox);
    const system = { now: Date.now() - 1_000, leaseMs: 1, limit: 1 };
    expect(await outbox.claim(systemScope('dead'), system)).toHaveLength(1);
    start({ transport, outbox });
    await delivered(outbox, one);
    expect([posts.length, asked.length]).toEqual([0, 1]);
  });

  it('stays in doubt through an attempt that found nothing out', async () => {
    const { transport, posts } = finding(
      [lost, { kind: 'retry', code: 'http-503' }],
      [
        { kind: 'unknown', code: 'x' },
        { kind: 'found', ref },
      ],
    );
    const outbox = outboxOf();
    const one = await sent(outbox);
    start({ transport, outbox, doubtMs: 1 });
    await delivered(outbox, one);
    expect(posts).toHaveLength(2);
  });

  it('is looked for at its fallback before it is posted there again', async () => {
    const outcomes = [{ kind: 'stop', code: 'channel_not_found' }, lost] as const;
    const { transport, posts, asked } = finding(outcomes, [{ kind: 'found', ref }]);
    const outbox = outboxOf();
    const one = await sent(outbox, { destination: { channel: 'gone' }, fallback: { channel: 'ops' } });
    start({ transport, outbox, doubtMs: 1 });
    await delivered(outbox, one);
    expect(posts).toHaveLength(2);
    expect(asked).toMatchObject([{ channel: 'ops' }]);
    expect(await outbox.status(acme, one.id)).toMatchObject({ degraded: true, ref });
  });

  it('is in doubt at its fallback, though it is not where it was to go', async () => {
    const gone = { kind: 'stop', code: 'channel_not_found' } as const;
    const { transport, posts, asked } = finding(
      [gone, lost, { kind: 'retry', code: 'http-503' }, gone],
      [{ kind: 'absent' }, { kind: 'absent' }, { kind: 'found', ref }],
    );
    const outbox = outboxOf();
    const one = await sent(outbox, { destination: { channel: 'gone' }, fallback: { channel: 'ops' } });
    start({ transport, outbox, doubtMs: 1, refused: false });
    await delivered(outbox, one);
    expect(posts).toHaveLength(4);
    expect(asked.map(({ channel }) => channel)).toEqual(['gone', 'gone', 'ops']);
  });

  it('is not posted again by the process that could not record its end', async () => {
    const { transport, posts } = scriptedTransport();
    const inner = outboxOf();
    let down = true;
    const outbox: Outbox = {
      ...inner,
      settle: async (scope, claim, settlement) => {
        if (down) throw new Error('down');
        return inner.settle(scope, claim, settlement);
      },
    };
    const one = await sent(outbox);
    const { types } = start({ transport, outbox, leaseMs: 60, timeoutMs: 20, pollMs: 5 });
    await until(() => types().includes('dispatcher.failed'));
    down = false;
    await delivered(outbox, one);
    expect(posts).toHaveLength(1);
    await until(() => types().includes('alert.delivered'));
  });

  it('is told of when its lease was lost to another', async () => {
    const { transport } = scriptedTransport();
    const inner = outboxOf();
    const outbox: Outbox = { ...inner, settle: async () => false };
    await sent(outbox);
    const { events } = start({ transport, outbox });
    await until(() => events.length > 0);
    expect(events[0]).toMatchObject({
      type: 'alert.attempt-failed',
      code: 'lease-lost',
      outcome: 'delivered',
    });
  });
});
