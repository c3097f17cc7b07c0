import type { DeliveryOutcome, Outbox, Transport } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { alert, scriptedTransport } from '../test/script.ts';
import { acme, outboxOf, quick, start, until } from '../test/started.ts';

const byChannel = (transport: Transport): Transport => ({
  ...transport,
  workspaceOf: (_, { workspace = '' }) => workspace,
});
const at = (workspace: string, group: string, more: object = {}) =>
  alert({ destination: { workspace, channel: group }, group: `${workspace}/${group}`, ...more });

async function queued(alerts: readonly ReturnType<typeof alert>[]): Promise<Outbox> {
  const outbox = outboxOf();
  for (const one of alerts) await outbox.enqueue(acme, one).durable;
  return outbox;
}

describe('the limits of a workspace', () => {
  it('hold back its alerts and no others, and count no attempt', async () => {
    let [underWay, most] = [0, 0];
    const { transport, posts } = scriptedTransport();
    const slow: Transport = {
      ...byChannel(transport),
      async deliver(scope, message, options) {
        if (message.destination.workspace !== 'slow') return transport.deliver(scope, message, options);
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 40));
        underWay--;
        return transport.deliver(scope, message, options);
      },
    };
    const slowOnes = Array.from({ length: 12 }, (_, index) => at('slow', `c${index}`));
    const others = Array.from({ length: 12 }, (_, index) => at(`quick${index}`, 'c'));
    const outbox = await queued([...slowOnes, ...others]);
    const begun = performance.now();
    const { dispatcher } = start({ transport: slow, outbox, workspace: { mostPosts: 2 } });
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(24);
    expect(most).toBe(2);
    const isOther = (id: string) => others.some((one) => one.id === id);
    // The slow ones take 240 ms two by two.
    const lastOther = posts.findLast(({ id }) => isOther(id))?.at ?? 0;
    expect(lastOther - begun).toBeLessThan(150);
    for (const { id } of slowOnes)
      expect(await outbox.status(acme, id)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('pace all of its channels together, the urgent first', async () => {
    const { transport, posts } = scriptedTransport();
    const paced: Transport = { ...byChannel(transport), workspacePace: { everyMs: 40, burst: 2 } };
    const low = Array.from({ length: 8 }, (_, index) => at('w', `low${index}`, { priority: 6 }));
    const outbox = await queued(low);
    const begun = performance.now();
    const { dispatcher } = start({ transport: paced, outbox });
    await until(() => posts.length >= 2);
    const urgent = at('w', 'urgent', { priority: 0 });
    await outbox.enqueue(acme, urgent).durable;
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(9);
    expect(posts.findIndex(({ id }) => id === urgent.id)).toBeLessThanOrEqual(4);
    // Two at once, then one each 40 ms: seven turns.
    expect((posts.at(-1)?.at ?? 0) - begun).toBeGreaterThanOrEqual(7 * 40 - 5);
  });

  it('a Retry-After of the workspace holds all of it, and no other', async () => {
    const busy: DeliveryOutcome = {
      ...{ kind: 'retry', code: 'ratelimited', retryAfterMs: 150, scope: 'workspace' },
    };
    const { transport, posts } = scriptedTransport([busy]);
    const first = at('w', 'a');
    const outbox = await queued([first]);
    const { dispatcher } = start({ transport: byChannel(transport), outbox });
    await until(() => posts.length === 1);
    const [same, other] = [at('w', 'b'), at('v', 'b')];
    for (const one of [same, other]) await outbox.enqueue(acme, one).durable;
    dispatcher.wake();
    await until(() => posts.length === 4);
    const begun = posts[0]?.at ?? 0;
    const after = (id: string) => (posts.findLast((post) => post.id === id)?.at ?? 0) - begun;
    expect(after(other.id)).toBeLessThan(140);
    expect(after(same.id)).toBeGreaterThanOrEqual(145);
    expect(after(first.id)).toBeGreaterThanOrEqual(145);
    expect(await outbox.status(acme, same.id)).toMatchObject({ attempts: 1 });
  });

  it('a workspace that is busy and does not say for how long is spared for a second', async () => {
    const { transport, posts } = scriptedTransport([
      { kind: 'retry', code: 'ratelimited', scope: 'workspace' },
    ]);
    const outbox = await queued([at('w', 'a')]);
    start({ transport: byChannel(transport), outbox, pollMs: 5 });
    await until(() => posts.length === 2);
    expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(995);
  });

  it('a workspace that fails is spared, told of by nothing but its tenant, and tried again', async () => {
    const faults = Array.from({ length: 3 }, () => ({ kind: 'retry', code: 'http-503' }) as const);
    const { transport, posts } = scriptedTransport(faults);
    const outbox = await queued(Array.from({ length: 10 }, (_, index) => at('xoxb-secret', `c${index}`)));
    const { events } = start({
      ...{ transport: byChannel(transport), outbox, batch: 1, pollMs: 5 },
      workspace: { breaker: { faults: 3, openMs: 60 } },
    });
    await until(() => posts.length === 13);
    const states = events.filter(({ type }) => type === 'delivery.breaker');
    expect(states).toEqual([
      { type: 'delivery.breaker', tenant: 'acme', state: 'open' },
      { type: 'delivery.breaker', tenant: 'acme', state: 'half-open' },
      { type: 'delivery.breaker', tenant: 'acme', state: 'closed' },
    ]);
    expect(JSON.stringify(events)).not.toContain('secret');
    expect((posts[3]?.at ?? 0) - (posts[2]?.at ?? 0)).toBeGreaterThanOrEqual(29);
  });

  it('what one message is refused for spares nobody', async () => {
    const { transport, posts } = scriptedTransport(
      Array.from({ length: 8 }, () => ({ kind: 'rerender', code: 'invalid_blocks' }) as const),
    );
    const outbox = await queued(Array.from({ length: 6 }, (_, index) => at('w', `c${index}`)));
    const { dispatcher, types } = start({
      ...{ transport: byChannel(transport), outbox, retry: quick, workspace: { breaker: { faults: 2 } } },
    });
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(12);
    expect(types()).not.toContain('delivery.breaker');
  });
});

describe('the pace of a group', () => {
  it('goes with the claims: the transport’s, or another, or none', async () => {
    for (const [own, expected] of [
      [undefined, { everyMs: 7 }],
      [
        { everyMs: 9, burst: 2 },
        { everyMs: 9, burst: 2 },
      ],
      [false, undefined],
    ] as const) {
      const requests: unknown[] = [];
      const inner = outboxOf();
      const outbox: Outbox = {
        ...inner,
        claim: (scope, request) => {
          requests.push(request.pace);
          return inner.claim(scope, request);
        },
      };
      const transport: Transport = { ...scriptedTransport().transport, pace: { everyMs: 7 } };
      const { dispatcher } = start({ transport, outbox, pace: own });
      await dispatcher.drain(1_000);
      expect(requests[0]).toEqual(expected);
    }
  });

  it('is waited for by a drain, which waits for no retry', async () => {
    const { transport, posts } = scriptedTransport();
    const outbox = await queued([alert(), alert(), alert()]);
    const begun = performance.now();
    const { dispatcher } = start({ transport: { ...transport, pace: { everyMs: 60 } }, outbox });
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(posts).toHaveLength(3);
    expect((posts[2]?.at ?? 0) - begun).toBeGreaterThanOrEqual(115);
  });

  it('two of a group are never posted side by side, whatever an outbox hands out', async () => {
    let [underWay, most] = [0, 0];
    const slow = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 10));
      underWay--;
      return { kind: 'delivered' } as const;
    };
    const { transport, posts } = scriptedTransport([slow, slow, slow]);
    const alerts = [alert(), alert(), alert()];
    const inner = outboxOf();
    // An outbox that knows no groups: to it, each alert is one of its own.
    const outbox: Outbox = {
      ...inner,
      claim: async (scope, request) =>
        (await inner.claim(scope, request)).map((claim) => ({
          ...claim,
          alert: { ...claim.alert, group: 'g' },
        })),
    };
    for (const [index, one] of alerts.entries())
      await outbox.enqueue(acme, { ...one, group: `g${index}` }).durable;
    const { dispatcher } = start({ transport, outbox });
    expect(await dispatcher.drain(5_000)).toBe(true);
    expect(most).toBe(1);
    expect(posts.map(({ id }) => id)).toEqual(alerts.map(({ id }) => id));
  });
});
