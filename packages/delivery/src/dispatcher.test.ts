import { type Outbox, StoreUnavailableError, systemScope, tenantScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { outboxOf, quick, start, startedDispatcher, until } from '../test/started.ts';
import { createDispatcher } from './dispatcher.ts';

const acme = tenantScope({ tenant: 'acme', actor: 'svc:test' });
const system = systemScope('test');
describe('createDispatcher', () => {
  it('delivers what is queued, and records where it went', async () => {
    const ref = { channel: 'C1', ts: '1.2' };
    const { transport, posts } = scriptedTransport([{ kind: 'delivered', ref }]);
    const { outbox, dispatcher, events } = start({ transport });
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    dispatcher.wake();
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toMatchObject([{ tenant: 'acme', id: queued.id, payload: queued.payload }]);
    expect(await outbox.status(acme, queued.id)).toMatchObject({ state: 'delivered', attempts: 1, ref });
    expect(events).toMatchObject([
      { type: 'alert.delivered', alert: queued.id, attempt: 1, degraded: false },
    ]);
  });

  it('delivers what was queued before it started, most urgent first', async () => {
    const { transport, posts } = scriptedTransport();
    const outbox = outboxOf();
    const [low, urgent] = [alert({ priority: 6 }), alert({ priority: 0 })];
    for (const one of [low, urgent]) await outbox.enqueue(acme, one).durable;
    const { dispatcher } = start({ transport, outbox });
    await dispatcher.drain(5_000);
    expect(posts.map(({ id }) => id)).toEqual([urgent.id, low.id]);
  });

  it('tries again what was not posted, and waits as long as it is told', async () => {
    const { transport, posts } = scriptedTransport([
      { kind: 'retry', code: 'http_503' },
      { kind: 'retry', code: 'rate_limited', retryAfterMs: 120 },
    ]);
    const { outbox, types } = start({ transport, pollMs: 5 });
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'delivered');
    expect(posts).toHaveLength(3);
    expect((posts[2]?.at ?? 0) - (posts[1]?.at ?? 0)).toBeGreaterThanOrEqual(115);
    expect(types()).toEqual(['alert.attempt-failed', 'alert.attempt-failed', 'alert.delivered']);
  });

  it('holds the whole channel that asked for a pause, and no other; a hold is no attempt', async () => {
    const { transport, posts } = scriptedTransport([
      { kind: 'retry', code: 'rate_limited', retryAfterMs: 150 },
    ]);
    const outbox = outboxOf();
    const busy = [alert({ group: 'busy' }), alert({ group: 'busy' })];
    const other = alert({ group: 'other' });
    for (const one of [...busy, other]) await outbox.enqueue(acme, one).durable;
    start({ transport, outbox, pollMs: 5, retry: { ...quick, maxAttempts: 2 } });
    await until(async () => (await outbox.status(acme, busy[1]?.id ?? ''))?.state === 'delivered');
    await until(async () => (await outbox.status(acme, busy[0]?.id ?? ''))?.state === 'delivered');
    const first = posts[0]?.at ?? 0;
    expect(posts.find(({ id }) => id === other.id)?.at).toBeLessThan(first + 140);
    for (const post of posts.filter(({ id }, index) => index > 0 && id !== other.id)) {
      expect(post.at).toBeGreaterThanOrEqual(first + 145);
    }
    expect((await outbox.status(acme, busy[1]?.id ?? ''))?.attempts).toBe(1);
  });

  it('posts the plain text at once when the form is refused', async () => {
    const { transport, posts } = scriptedTransport([{ kind: 'rerender', code: 'invalid_blocks' }]);
    const { outbox, dispatcher, events } = start({ transport });
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    await dispatcher.drain(5_000);
    expect(posts.map(({ payload }) => payload)).toEqual([queued.payload, queued.plain]);
    expect(await outbox.status(acme, queued.id)).toMatchObject({ state: 'delivered', degraded: true });
    expect(events).toMatchObject([{ type: 'alert.delivered', degraded: true }]);
  });

  it('makes dead letters of what can never be posted', async () => {
    const { transport } = scriptedTransport([
      { kind: 'stop', code: 'channel_not_found' },
      { kind: 'rerender', code: 'invalid_blocks' },
      { kind: 'rerender', code: 'no_text' },
    ]);
    const { outbox, dispatcher, events } = start({ transport, refused: false });
    const [stopped, formless] = [alert(), alert()];
    for (const one of [stopped, formless]) {
      await outbox.enqueue(acme, one).durable;
      await dispatcher.drain(5_000);
    }
    expect(await outbox.status(acme, stopped.id)).toMatchObject({ state: 'dead', code: 'channel_not_found' });
    expect(await outbox.status(acme, formless.id)).toMatchObject({ state: 'dead', code: 'no_text' });
    expect(events.map(({ type }) => type)).toEqual(['alert.dead', 'alert.dead']);
  });

  it('gives up after the last attempt, never before', async () => {
    const { transport, posts } = scriptedTransport(
      Array.from({ length: 9 }, () => ({ kind: 'retry', code: 'http_500' }) as const),
    );
    const { outbox } = start({ transport, pollMs: 2, retry: { ...quick, maxAttempts: 3 } });
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'dead');
    expect(posts).toHaveLength(3);
    expect(await outbox.redrive(acme, queued.id, Date.now())).toBe(true);
    await until(() => posts.length > 3);
  });

  it('posts again what may or may not have arrived, under the same id', async () => {
    const { transport, posts } = scriptedTransport([
      { kind: 'unknown', code: 'connection_lost' },
      new Error('a transport that throws'),
    ]);
    const { outbox } = start({ transport, pollMs: 2 });
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'delivered');
    expect(posts.map(({ id }) => id)).toEqual([queued.id, queued.id, queued.id]);
  });

  it('ends a post that hangs', async () => {
    const hang = (_: unknown, signal: AbortSignal | undefined) =>
      new Promise<never>((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const { transport, posts } = scriptedTransport([hang]);
    const { outbox } = start({ transport, timeoutMs: 30, pollMs: 2 });
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'delivered');
    expect(posts).toHaveLength(2);
  });

  it('lets no slow channel stop another, and keeps the order within one', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const slow = async () => {
      await gate;
      return { kind: 'delivered' } as const;
    };
    const { transport, posts } = scriptedTransport([slow]);
    const { outbox, dispatcher } = start({ transport });
    const [first, second] = [alert({ group: 'slow' }), alert({ group: 'slow' })];
    for (const one of [first, second]) await outbox.enqueue(acme, one).durable;
    dispatcher.wake();
    await until(() => posts.length === 1);
    const other = alert({ group: 'other' });
    await outbox.enqueue(acme, other).durable;
    dispatcher.wake();
    await until(async () => (await outbox.status(acme, other.id))?.state === 'delivered');
    expect(posts.map(({ id }) => id)).toEqual([first.id, other.id]);
    expect(await dispatcher.drain(20)).toBe(false);
    open();
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts.at(-1)?.id).toBe(second.id);
  });

  it('never has more under way than its batch', async () => {
    let now = 0;
    let most = 0;
    const post = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 3));
      now--;
      return { kind: 'delivered' } as const;
    };
    const { transport, posts } = scriptedTransport(Array.from({ length: 40 }, () => post));
    const { outbox, dispatcher } = start({ transport, batch: 4 });
    for (let index = 0; index < 40; index++)
      await outbox.enqueue(acme, alert({ group: `g${index}` })).durable;
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
  });

  it('does not begin what could outlast its lease', async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return { kind: 'delivered' } as const;
    };
    const { transport, posts } = scriptedTransport([slow]);
    // The second alert waits 60 ms behind the first; by then two posts of 50 ms do not fit into the lease any more.
    const { outbox, dispatcher } = start({ transport, leaseMs: 150, timeoutMs: 50 });
    const both = [alert(), alert()];
    for (const one of both) await outbox.enqueue(acme, one).durable;
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts.map(({ id }) => id)).toEqual(both.map(({ id }) => id));
    expect(await outbox.status(acme, both[1]?.id ?? '')).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('does not post twice what it claims again itself, when the clock is set ahead of a lease', async () => {
    let now = 1_760_000_000_000;
    let answer = (): void => undefined;
    const slow = () =>
      new Promise<{ readonly kind: 'delivered' }>((resolve) => {
        answer = () => resolve({ kind: 'delivered' });
      });
    const { transport, posts } = scriptedTransport([slow]);
    const claimed: number[] = [];
    const inner = outboxOf();
    const outbox: Outbox = {
      ...inner,
      claim: async (scope, request) => {
        const claims = await inner.claim(scope, request);
        claimed.push(...claims.map(({ attempt }) => attempt));
        return claims;
      },
    };
    const { dispatcher } = start({ transport, outbox, clock: { now: () => now } });
    const queued = alert({ createdAt: now });
    await outbox.enqueue(acme, queued).durable;
    dispatcher.wake();
    await until(() => posts.length === 1);
    now += 10_800_000;
    dispatcher.wake();
    await until(() => claimed.length === 2);
    answer();
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'delivered');
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect([posts.length, claimed]).toEqual([1, [1, 2]]);
  });

  it('does not post twice what it claimed again itself, when the end comes before the answer to that claim', async () => {
    let now = 1_760_000_000_000;
    let [answer, tell] = [(): void => undefined, (): void => undefined];
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const slow = () =>
      new Promise<{ readonly kind: 'delivered' }>((resolve) => {
        answer = () => resolve({ kind: 'delivered' });
      });
    const { transport, posts } = scriptedTransport([slow]);
    const inner = outboxOf();
    let found = 0;
    const outbox: Outbox = {
      ...inner,
      claim: async (scope, request) => {
        const claims = await inner.claim(scope, request);
        found += claims.length;
        if (found === 2 && claims.length > 0) await told;
        return claims;
      },
    };
    const { dispatcher, types } = start({ transport, outbox, clock: { now: () => now } });
    const queued = alert({ createdAt: now });
    await outbox.enqueue(acme, queued).durable;
    dispatcher.wake();
    await until(() => posts.length === 1);
    now += 10_800_000;
    dispatcher.wake();
    await until(() => found === 2);
    // The first claim has lost its lease by now, to one that this process does not know of yet.
    answer();
    await until(() => types().includes('alert.attempt-failed'));
    tell();
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'delivered');
    expect(posts).toHaveLength(1);
  });

  it('posts again what it claims again once an end was recorded, though the outbox is slow to say so', async () => {
    const inner = outboxOf();
    const outbox: Outbox = {
      ...inner,
      settle: async (...given) => {
        const done = await inner.settle(...given);
        await new Promise((resolve) => setTimeout(resolve, 40));
        return done;
      },
    };
    const { transport, posts } = scriptedTransport([{ kind: 'retry', code: 'http-503' }]);
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    const { dispatcher } = start({ transport, outbox, pollMs: 2 });
    await until(async () => (await outbox.status(acme, queued.id))?.state === 'delivered');
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(2);
    expect(await outbox.status(acme, queued.id)).toMatchObject({ attempts: 2 });
  });

  it('stops cleanly: what is under way ends, what waits stays queued', async () => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { kind: 'delivered' } as const;
    };
    const { transport, posts } = scriptedTransport([slow]);
    const { outbox, dispatcher } = start({ transport });
    const [first, second] = [alert(), alert()];
    for (const one of [first, second]) await outbox.enqueue(acme, one).durable;
    dispatcher.wake();
    await until(() => posts.length === 1);
    await dispatcher.stop();
    expect(await outbox.status(acme, first.id)).toMatchObject({ state: 'delivered' });
    expect(await outbox.status(acme, second.id)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(posts).toHaveLength(1);
    expect(await dispatcher.drain(10)).toBe(false);
  });

  it('goes on when the outbox fails, and says so', async () => {
    const outbox = outboxOf();
    let failures = 2;
    const flaky: Outbox = {
      ...outbox,
      claim: async (scope, request) => {
        if (failures-- > 0)
          throw failures === 0 ? new Error('other') : new StoreUnavailableError({ operation: 'claim' });
        return outbox.claim(scope, request);
      },
    };
    const { transport, posts } = scriptedTransport();
    await outbox.enqueue(acme, alert()).durable;
    const { events } = start({ transport, outbox: flaky, pollMs: 2 });
    await until(() => posts.length === 1);
    expect(events.slice(0, 2)).toEqual([
      { type: 'dispatcher.failed', code: 'LOCALERT_STORE_UNAVAILABLE' },
      { type: 'dispatcher.failed', code: 'unknown' },
    ]);
  });

  it('does not wait for an outbox that does not answer', async () => {
    const closed: Outbox = {
      ...outboxOf(),
      claim: async () => Promise.reject(new StoreUnavailableError({ operation: 'claim' })),
    };
    const { dispatcher } = start({ transport: scriptedTransport().transport, outbox: closed });
    const begun = performance.now();
    expect(await dispatcher.drain(60_000)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it('asks again when an end cannot be recorded, so that nothing is posted twice for it', async () => {
    const outbox = outboxOf();
    let failures = 2;
    const flaky: Outbox = {
      ...outbox,
      settle: async (scope, claim, settlement) => {
        if (failures-- > 0) throw new StoreUnavailableError({ operation: 'settle' });
        return outbox.settle(scope, claim, settlement);
      },
    };
    const { transport, posts } = scriptedTransport();
    const queued = alert();
    await outbox.enqueue(acme, queued).durable;
    const { dispatcher } = start({ transport, outbox: flaky });
    await dispatcher.drain(5_000);
    expect(posts).toHaveLength(1);
    expect(await outbox.status(acme, queued.id)).toMatchObject({ state: 'delivered' });
  });

  it('reports an end that could never be recorded; the lease brings the alert back', async () => {
    const outbox = outboxOf();
    const broken: Outbox = {
      ...outbox,
      settle: async () => Promise.reject(new StoreUnavailableError({ operation: 'settle' })),
    };
    const { transport, posts } = scriptedTransport();
    await outbox.enqueue(acme, alert()).durable;
    const { events } = start({ transport, outbox: broken });
    await until(() => events.some(({ type }) => type === 'dispatcher.failed'));
    expect(posts.length).toBeGreaterThanOrEqual(1);
    expect(await outbox.depth(system)).toMatchObject({ sending: 1 });
  });

  it('needs no observer, clock or poll settings, and starts once', async () => {
    const { transport, posts } = scriptedTransport();
    const outbox = outboxOf();
    await outbox.enqueue(acme, alert()).durable;
    const dispatcher = createDispatcher({ outbox, transport });
    startedDispatcher(dispatcher);
    expect(await dispatcher.drain(10)).toBe(false);
    dispatcher.start();
    dispatcher.start();
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(1);
  });

  it('tells each tenant’s transport whose alert it is', async () => {
    const { transport, posts } = scriptedTransport();
    const { outbox, dispatcher } = start({ transport });
    for (const tenant of ['a', 'a-2', 'a_2', 'a2']) {
      await outbox.enqueue(tenantScope({ tenant, actor: 'x' }), alert({ group: tenant })).durable;
    }
    await dispatcher.drain(5_000);
    expect(posts.map(({ tenant }) => tenant).sort()).toEqual(['a', 'a-2', 'a2', 'a_2']);
  });
});
