import { type DeliveryOutcome, type Outbox, systemScope, type Transport } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, start, until } from '../test/started.ts';
import { createCalls } from './calls.ts';
import { createDispatcher } from './dispatcher.ts';

const heeding = (_: unknown, signal: AbortSignal | undefined): Promise<DeliveryOutcome> =>
  new Promise((resolve) =>
    signal?.addEventListener('abort', () => resolve({ kind: 'unknown', code: 'aborted' }), { once: true }),
  );
const deaf = (): Promise<DeliveryOutcome> => new Promise(() => undefined);

describe('stop', () => {
  it.each([
    ['heeds', heeding],
    ['does not heed', deaf],
  ])('ends posts that take too long, with a transport that %s its signal', async (_, post) => {
    const { transport, posts } = scriptedTransport([post]);
    const outbox = outboxOf();
    const one = alert();
    await outbox.enqueue(acme, one).durable;
    const { dispatcher, events } = start({ transport, outbox, stopMs: 30 });
    await until(() => posts.length === 1);
    const begun = performance.now();
    await dispatcher.stop();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(28);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(await outbox.status(acme, one.id)).toMatchObject({
      state: 'queued',
      code: 'aborted',
      attempts: 1,
    });
    expect(events).toMatchObject([{ type: 'alert.attempt-failed', code: 'aborted', outcome: 'unknown' }]);
    const [claim] = await outbox.claim(systemScope('next'), {
      now: Date.now() + 60_000,
      leaseMs: 1,
      limit: 1,
    });
    // Whoever takes over knows that it may have been posted.
    expect(claim).toMatchObject({ inDoubt: true });
  });

  it('begins no second post of an alert after that', async () => {
    const { transport, posts } = scriptedTransport([
      async (_message, signal) => {
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        return { kind: 'rerender', code: 'invalid_blocks' };
      },
    ]);
    const outbox = outboxOf();
    const one = alert();
    await outbox.enqueue(acme, one).durable;
    const { dispatcher } = start({ transport, outbox, stopMs: 10 });
    await until(() => posts.length === 1);
    await dispatcher.stop();
    expect(posts).toHaveLength(1);
    expect((await outbox.status(acme, one.id))?.state).toBe('queued');
  });

  it('waits for no outbox that hangs', async () => {
    const { transport, posts } = scriptedTransport();
    const inner = outboxOf();
    await inner.enqueue(acme, alert()).durable;
    const outbox: Outbox = { ...inner, settle: () => new Promise(() => undefined) };
    const { dispatcher } = start({ transport, outbox, stopMs: 10 });
    await until(() => posts.length === 1);
    const begun = performance.now();
    await dispatcher.stop();
    expect(performance.now() - begun).toBeLessThan(7_000);
  });

  it('is not kept by lanes that wait for an outbox that does not answer', async () => {
    const { transport, posts } = scriptedTransport();
    const inner = outboxOf();
    for (let index = 0; index < 8; index++)
      await inner.enqueue(acme, alert({ group: `g${index % 2}` })).durable;
    const outbox: Outbox = {
      ...inner,
      claim: async (scope, request) => {
        const claims = await inner.claim(scope, request);
        return claims.map((claim) => ({ ...claim, alert: { ...claim.alert, group: 'one' } }));
      },
      settle: () => Promise.reject(new Error('down')),
    };
    const { dispatcher } = start({ transport, outbox });
    await until(() => posts.length > 0);
    const begun = performance.now();
    await dispatcher.stop();
    expect(performance.now() - begun).toBeLessThan(2_500);
  });

  it('does nothing when it never began, and the same thing twice', async () => {
    const { transport } = scriptedTransport();
    const dispatcher = createDispatcher({ outbox: outboxOf(), transport });
    await Promise.all([dispatcher.stop(), dispatcher.stop()]);
  });
});

describe('createDispatcher', () => {
  it('refuses a lease in which nothing could be posted', () => {
    const { transport } = scriptedTransport();
    expect(() =>
      createDispatcher({ outbox: outboxOf(), transport, leaseMs: 90, timeoutMs: 50 }),
    ).toThrowError(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
    createDispatcher({ outbox: outboxOf(), transport, leaseMs: 90 });
  });

  it('listens where an outbox tells, until it stops; and gets along where that fails', async () => {
    const { transport, posts } = scriptedTransport();
    const inner = outboxOf();
    const listeners = new Set<() => void>();
    const outbox: Outbox = {
      ...inner,
      subscribe(_, listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const { dispatcher } = start({ transport, outbox, pollMs: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await outbox.enqueue(acme, alert()).durable;
    for (const listener of listeners) listener();
    await until(() => posts.length === 1);
    await dispatcher.stop();
    expect(listeners.size).toBe(0);

    const broken: Outbox = {
      ...outboxOf(),
      subscribe: () => {
        throw new Error('no');
      },
    };
    const other = start({ transport, outbox: broken });
    await broken.enqueue(acme, alert()).durable;
    await until(() => posts.length === 2);
    expect(other.types()[0]).toBe('dispatcher.failed');
  });
});

describe('createCalls', () => {
  const message = { id: 'x', payload: '{}', destination: {} };

  it('ends whatever hangs, and knows why', async () => {
    const { transport } = scriptedTransport([heeding, deaf]);
    const calls = createCalls(transport, 20);
    expect(await calls.deliver(acme, message)).toEqual({ kind: 'unknown', code: 'timeout' });
    expect(await calls.deliver(acme, message)).toEqual({ kind: 'unknown', code: 'timeout' });
  });

  it('takes no answer for one that it does not understand', async () => {
    const answers = [undefined, null, {}, { kind: 7 }];
    for (const answer of answers) {
      const { transport } = scriptedTransport([async () => answer as never]);
      expect(await createCalls(transport, 50).deliver(acme, message)).toEqual({
        ...{ kind: 'unknown', code: 'answer-unreadable' },
      });
    }
  });

  it('takes a throw for a doubt', async () => {
    const { transport } = scriptedTransport([new Error('async')]);
    const calls = createCalls(
      {
        ...transport,
        update: () => {
          throw new Error('at once');
        },
      } as Transport,
      50,
    );
    const threw = { kind: 'unknown', code: 'transport_threw' };
    expect(await calls.deliver(acme, message)).toEqual(threw);
    expect(await calls.update(acme, { channel: 'C', ts: '1' }, message)).toEqual(threw);
  });

  it('begins nothing after the end', async () => {
    const { transport, posts } = scriptedTransport();
    const calls = createCalls({ ...transport, update: transport.deliver as never }, 50);
    calls.abort();
    const notSent = { kind: 'retry', code: 'aborted' };
    expect(await calls.deliver(acme, message)).toEqual(notSent);
    expect(await calls.update(acme, { channel: 'C', ts: '1' }, message)).toEqual(notSent);
    expect(await calls.find(acme, message, 0)).toEqual({ kind: 'unknown', code: 'no-find' });
    expect(posts).toHaveLength(0);
  });
});
