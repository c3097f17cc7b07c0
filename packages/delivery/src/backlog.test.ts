import type { ClaimedAlert, LocalertEvent, Outbox, QueuedAlert } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, start } from '../test/started.ts';
import { createBacklog } from './backlog.ts';

const NOW = 1_000_000;

function watched(outbox: Outbox = outboxOf()) {
  const time = { now: 0 };
  const events: LocalertEvent[] = [];
  const backlog = createBacklog({
    ...{ outbox, behindMs: 10_000, monotonic: () => time.now },
    observer: (event) => void events.push(event),
  });
  /** One look a second, which claims alerts that are so many milliseconds late. */
  const look = (...late: readonly (number | ClaimedAlert)[]) => {
    time.now += 1_000;
    const claims = late.map((one) => (typeof one === 'number' ? claimOf({ createdAt: NOW - one }) : one));
    backlog.looked(claims, NOW);
  };
  return { backlog, time, events, look };
}

const claimOf = (over: Partial<QueuedAlert>, attempt = 1): ClaimedAlert => ({
  ...{ tenant: 'acme', alert: alert(over), attempt, lease: 'l' },
});

const told = (behind: boolean, waitMs: number) => ({ type: 'delivery.behind', behind, waitMs });

describe('createBacklog', () => {
  it('tells once when alerts are late, and once when they are well in time again', () => {
    const { events, look } = watched();
    look(9_000, 2_000);
    expect(events).toEqual([]);
    look(500, 10_001);
    look(30_000);
    look(6_000);
    expect(events).toEqual([told(true, 10_001)]);
    look(4_999);
    look(9_000);
    expect(events).toEqual([told(true, 10_001), told(false, 4_999)]);
  });

  it('judges once a second at most', () => {
    const { backlog, events, time } = watched();
    for (let index = 0; index < 10; index++) {
      time.now += 99;
      backlog.looked([claimOf({ createdAt: NOW - 20_000 })], NOW);
    }
    expect(events).toEqual([]);
    time.now += 10;
    backlog.looked([], NOW);
    expect(events).toEqual([told(true, 20_000)]);
  });

  it('counts from the time that an alert was to go out, and no second attempt', () => {
    const { events, look } = watched();
    look(claimOf({ createdAt: NOW - 90_000, notBefore: NOW - 5 }), claimOf({ createdAt: NOW - 90_000 }, 2));
    look(claimOf({ createdAt: NOW + 90_000 }));
    expect(events).toEqual([]);
  });

  it('is behind no more when nothing waits', () => {
    const { backlog, events, look } = watched();
    look(60_000);
    look();
    expect(events).toHaveLength(1);
    backlog.isEmpty();
    look();
    expect(events).toEqual([told(true, 60_000), told(false, 0)]);
  });

  it('asks the outbox once a second at most, and says nothing of a queue that does not answer', async () => {
    const inner = outboxOf();
    let asked = 0;
    const outbox: Outbox = {
      ...inner,
      depth: async (...given) => {
        asked++;
        if (asked === 2) throw new Error('down');
        return inner.depth(...given);
      },
    };
    await outbox.enqueue(acme, alert()).durable;
    const { backlog, time } = watched(outbox);
    const loads = await Promise.all([backlog.load(3), backlog.load(3)]);
    expect(loads).toEqual([1, 2].map(() => ({ queued: 1, underWay: 3, waitMs: 0, behind: false })));
    time.now += 999;
    await backlog.load(0);
    expect(asked).toBe(1);
    time.now += 1;
    expect(await backlog.load(0)).toEqual({ underWay: 0, waitMs: 0, behind: false });
  });

  it('is what a dispatcher says', async () => {
    const { transport } = scriptedTransport();
    const outbox = outboxOf();
    await outbox.enqueue(acme, alert({ createdAt: Date.now() - 60_000 })).durable;
    const { dispatcher } = start({ transport, outbox });
    await dispatcher.drain(5_000);
    expect(await dispatcher.load()).toMatchObject({ queued: 0, underWay: 0, behind: false });
    expect((await dispatcher.load()).waitMs).toBeGreaterThanOrEqual(60_000);
  });
});
