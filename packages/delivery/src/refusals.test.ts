import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, start, until } from '../test/started.ts';
import { createRefusals } from './refusals.ts';

const refused = { kind: 'stop', code: 'invalid_auth' } as const;

describe('createRefusals', () => {
  it('asks a second alert soon, and then leaves a group alone, ever longer, until it takes a message', () => {
    const time = { now: 0 };
    const refusals = createRefusals({ pauseMs: 10_000, maxPauseMs: 120_000 }, () => time.now);
    expect(refusals.of('g')).toBeUndefined();
    expect(refusals.refuse('g', 'a')).toEqual({ holdMs: 1_000, againMs: 40_000, isNew: true });
    time.now = 400;
    expect(refusals.of('g')).toBe(600);
    time.now = 1_000;
    expect(refusals.of('g')).toBeUndefined();
    expect(refusals.refuse('g', 'b')).toEqual({ holdMs: 10_000, againMs: 80_000, isNew: false });
    expect(refusals.refuse('g', 'c')).toEqual({ holdMs: 20_000, againMs: 120_000, isNew: false });
    expect(refusals.refuse('g', 'd')).toMatchObject({ holdMs: 40_000, againMs: 120_000 });
    expect(refusals.refuse('g', 'd')).toMatchObject({ holdMs: 80_000, againMs: 120_000 });
    expect(refusals.refuse('g', 'd')).toEqual({ holdMs: 120_000, againMs: 120_000, isNew: false });
    expect([refusals.accept('g'), refusals.accept('g')]).toEqual([true, false]);
    expect(refusals.refuse('g', 'e')).toEqual({ holdMs: 1_000, againMs: 40_000, isNew: true });
  });

  it('blames an alert that is refused again while others went through', () => {
    const refusals = createRefusals({}, () => 0);
    refusals.refuse('g', 'poison');
    refusals.accept('g');
    expect(refusals.refuse('g', 'poison')).toBeUndefined();
    expect(refusals.of('g')).toBeUndefined();
    // Not when the others are refused by now, too.
    refusals.refuse('g', 'one');
    refusals.accept('g');
    refusals.refuse('g', 'two');
    expect(refusals.refuse('g', 'one')).toMatchObject({ isNew: false });
  });

  it('remembers so many, and forgets the oldest', () => {
    const refusals = createRefusals({}, () => 0);
    for (let index = 0; index <= 10_000; index++) refusals.refuse(`g${index}`, `a${index}`);
    expect(refusals.of('g0')).toBeUndefined();
    expect(refusals.of('g1')).toBe(1_000);
    for (let index = 0; index < 200; index++) refusals.refuse('g1', `b${index}`);
    refusals.accept('g1');
    expect(refusals.refuse('g1', 'b98')).toBeUndefined();
    expect(refusals.refuse('g1', 'b99')).toMatchObject({ isNew: true });
  });
});

describe('a destination that refuses', () => {
  it('buries no backlog: one alert asks, the others wait, and all go out when it is mended', async () => {
    const { transport, posts } = scriptedTransport([refused, refused, refused]);
    const outbox = outboxOf();
    const alerts = Array.from({ length: 20 }, () => alert());
    for (const one of alerts) await outbox.enqueue(acme, one).durable;
    const { events } = start({ transport, outbox, refused: { pauseMs: 250 } });
    await until(() => posts.length === 3);
    // 250 ms each between three posts of three alerts: the backlog did not hammer.
    expect((posts[2]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(490);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(3);
    for (const { id } of alerts)
      await until(async () => (await outbox.status(acme, id))?.state === 'delivered');
    expect(posts).toHaveLength(23);
    expect(events.filter(({ type }) => type.startsWith('destination.'))).toEqual([
      { type: 'destination.refused', tenant: 'acme', code: 'invalid_auth' },
      { type: 'destination.recovered', tenant: 'acme' },
    ]);
    expect(events.filter(({ type }) => type === 'alert.dead')).toEqual([]);
  });

  it('is not taken for broken for long because of one alert that nobody takes', async () => {
    const { transport, posts } = scriptedTransport();
    const outbox = outboxOf();
    const alerts = Array.from({ length: 10 }, () => alert());
    const [poison] = alerts;
    for (const one of alerts) await outbox.enqueue(acme, one).durable;
    const { types } = start({
      outbox,
      refused: { pauseMs: 250 },
      transport: {
        ...transport,
        deliver: async (scope, message) => {
          const outcome = await transport.deliver(scope, message);
          return message.id === poison?.id ? refused : outcome;
        },
      },
    });
    await until(async () => (await outbox.status(acme, poison?.id ?? ''))?.state === 'dead');
    expect(await outbox.status(acme, poison?.id ?? '')).toMatchObject({ attempts: 2 });
    await until(() => types().filter((type) => type === 'alert.delivered').length === 9);
    expect(posts).toHaveLength(11);
  });

  it('costs the alert that asks its attempts, and the next takes over', async () => {
    const { transport, posts } = scriptedTransport(Array.from({ length: 50 }, () => refused));
    const outbox = outboxOf();
    const [first, second] = [alert(), alert()];
    for (const one of [first, second]) await outbox.enqueue(acme, one).durable;
    start({ transport, outbox, refused: { pauseMs: 4, maxPauseMs: 8 }, retry: { maxAttempts: 3 } });
    await until(async () => (await outbox.status(acme, first.id))?.state === 'dead');
    expect(await outbox.status(acme, first.id)).toMatchObject({ attempts: 3, code: 'invalid_auth' });
    await until(async () => (await outbox.status(acme, second.id))?.state === 'dead');
    expect(posts).toHaveLength(6);
  });

  it('is gone round where an alert has a fallback, without being asked again', async () => {
    const channels: (string | undefined)[] = [];
    const { transport } = scriptedTransport();
    const outbox = outboxOf();
    const alerts = Array.from({ length: 3 }, () =>
      alert({ destination: { channel: 'gone' }, fallback: { channel: 'ops' } }),
    );
    for (const one of alerts) await outbox.enqueue(acme, one).durable;
    const { dispatcher, events } = start({
      outbox,
      transport: {
        ...transport,
        deliver: async (_, { destination: { channel } }) => {
          channels.push(channel);
          return channel === 'gone' ? { kind: 'stop', code: 'channel_not_found' } : { kind: 'delivered' };
        },
      },
    });
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(channels).toEqual(['gone', 'ops', 'ops', 'ops']);
    for (const { id } of alerts)
      expect(await outbox.status(acme, id)).toMatchObject({ state: 'delivered', degraded: true });
    expect(events.filter(({ type }) => type === 'alert.delivered')).toMatchObject([
      { degraded: true },
      { degraded: true },
      { degraded: true },
    ]);
  });

  it('waits, too, when the fallback refuses; or is given up at once where the host wants that', async () => {
    const { transport, posts } = scriptedTransport(Array.from({ length: 9 }, () => refused));
    const outbox = outboxOf();
    const one = alert({ fallback: { channel: 'ops' } });
    await outbox.enqueue(acme, one).durable;
    const { dispatcher } = start({ transport, outbox });
    await dispatcher.drain(5_000);
    expect(posts).toHaveLength(2);
    expect(await outbox.status(acme, one.id)).toMatchObject({ state: 'queued', code: 'invalid_auth' });

    const strict = start({ transport: scriptedTransport([refused, refused]).transport, refused: false });
    const other = alert({ fallback: { channel: 'ops' } });
    await strict.outbox.enqueue(acme, other).durable;
    await strict.dispatcher.drain(5_000);
    expect(await strict.outbox.status(acme, other.id)).toMatchObject({ state: 'dead' });
    expect(strict.types()).toEqual(['alert.dead']);
  });

  it('does not make the fallback’s workspace more patient than it is', async () => {
    const { transport } = scriptedTransport();
    const outbox = outboxOf();
    const both = ['a', 'b'].map((group) =>
      alert({ group, destination: { channel: 'gone' }, fallback: { channel: 'ops', workspace: 'spare' } }),
    );
    for (const one of both) await outbox.enqueue(acme, one).durable;
    const times: number[] = [];
    const { dispatcher } = start({
      outbox,
      transport: {
        ...transport,
        workspaceOf: (_, { workspace = '' }) => workspace,
        deliver: async (_, { destination: { channel } }) => {
          if (channel === 'gone') return refused;
          times.push(performance.now());
          await new Promise((resolve) => setTimeout(resolve, 20));
          return { kind: 'delivered' };
        },
      },
      workspace: { mostPosts: 1 },
    });
    expect(await dispatcher.drain(5_000)).toBe(true);
    await until(() => times.length === 2);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(18);
  });
});
