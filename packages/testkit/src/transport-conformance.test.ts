/** The suite finds transports with one fault each. */
import { TRANSPORT_SPEC, type Transport } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { transportConformance } from './transport-conformance.ts';
import type { TransportPeer } from './transport-harness.ts';

const good = ({ fetch }: TransportPeer): Transport => ({
  spec: TRANSPORT_SPEC,
  name: 'chat',
  groupOf: ({ tenant }, { workspace, channel }) => JSON.stringify([tenant, workspace, channel]),
  workspaceOf: ({ tenant }, { workspace }) => JSON.stringify([tenant, workspace]),
  pace: { everyMs: 1_000 },
  async deliver(_scope, { payload }, { signal } = {}) {
    if (signal?.aborted) return { kind: 'retry', code: 'aborted' };
    let text: unknown;
    try {
      text = (JSON.parse(payload) as { text?: unknown } | null)?.text;
    } catch {
      return { kind: 'rerender', code: 'payload-broken' };
    }
    try {
      const init = {
        method: 'POST',
        body: JSON.stringify({ text }),
        ...(signal === undefined ? {} : { signal }),
      };
      const { status, headers } = await fetch('https://chat.example/', init);
      if (status < 300) return { kind: 'delivered' };
      const seconds = /^\d+$/.exec(headers.get('retry-after') ?? '')?.[0];
      const wait = seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 };
      if (status === 429 || status >= 500) return { kind: 'retry', code: `http-${status}`, ...wait };
      return { kind: 'stop', code: `http-${status}` };
    } catch (error) {
      const code = (error as { cause?: { code?: string } } | null)?.cause?.code;
      if (code === 'ENOTFOUND' || code === 'ECONNREFUSED') return { kind: 'retry', code: code.toLowerCase() };
      return { kind: 'unknown', code: 'connection-lost' };
    }
  },
});

transportConformance({ describe, it }, { name: 'a good one', create: good });

/** Runs the suite and answers the names of the tests that failed. */
async function failuresOf(
  create: (peer: TransportPeer) => Transport,
  lacksAnswers?: string,
): Promise<string[]> {
  const tests: (readonly [string, () => Promise<void>])[] = [];
  const register = Object.assign((name: string, body: () => Promise<void>) => void tests.push([name, body]), {
    skip: () => undefined,
  });
  const api = { describe: (_: string, body: () => void) => body(), it: register };
  transportConformance(api, { name: 'x', create, canaries: ['xoxb-canary'], lacksAnswers });
  const failed: string[] = [];
  for (const [name, body] of tests) await body().catch(() => failed.push(name));
  return failed;
}

const changed =
  (change: (transport: Transport, peer: TransportPeer) => Partial<Transport>) =>
  (peer: TransportPeer): Transport => {
    const transport = good(peer);
    return { ...transport, ...change(transport, peer) };
  };

describe('the suite', () => {
  it.each<[string, string, Parameters<typeof changed>[0]]>([
    ['another contract', 'speaks', () => ({ spec: 'localert.transport/0' as typeof TRANSPORT_SPEC })],
    ['a name that is none', 'speaks', () => ({ name: 'My Chat' })],
    [
      'tenants that share a group',
      'a group is of one tenant',
      () => ({ groupOf: (_, { channel = '' }) => `g${channel}` }),
    ],
    [
      'keys that run into each other',
      'a group is of one tenant',
      () => ({ groupOf: ({ tenant }, { channel = '' }) => `${tenant}/${channel}` }),
    ],
    ['a group that changes', 'a group is of one tenant', () => ({ groupOf: () => String(Math.random()) })],
    [
      'threads with a pace of their own',
      'answers in a thread',
      () => ({ groupOf: ({ tenant }, to) => JSON.stringify([tenant, to]) }),
    ],
    ['workspaces of all tenants', 'a workspace is of one tenant', () => ({ workspaceOf: () => 'w' })],
    [
      'a workspace for each channel',
      'a workspace is of one tenant',
      ({ groupOf }) => ({ workspaceOf: groupOf }),
    ],
    ['a pace that is none', 'its paces', () => ({ workspacePace: { everyMs: 0 } })],
    [
      'a throw',
      'lost under way',
      (_, { fetch }) => ({
        deliver: async () =>
          (await fetch('https://x.example/')).ok ? { kind: 'delivered' } : { kind: 'stop', code: 'no' },
      }),
    ],
    [
      'doubt told as a retry',
      'lost under way is unknown',
      (transport) => ({
        deliver: async (...args) => {
          const outcome = await transport.deliver(...args);
          return outcome.kind === 'unknown' ? { kind: 'retry', code: 'lost' } : outcome;
        },
      }),
    ],
    [
      'a second try of its own',
      'a status of 503',
      (transport) => ({
        deliver: async (...args) => {
          const outcome = await transport.deliver(...args);
          return outcome.kind === 'retry' ? transport.deliver(...args) : outcome;
        },
      }),
    ],
    [
      'the text in its code',
      'a status of 401',
      (transport) => ({
        deliver: async (scope, message, options) => {
          const outcome = await transport.deliver(scope, message, options);
          return outcome.kind === 'stop' ? { kind: 'stop', code: message.payload } : outcome;
        },
      }),
    ],
    [
      'a token in its outcome',
      'delivers',
      () => ({ deliver: async () => ({ kind: 'delivered', ref: { channel: 'xoxb-canary', ts: '1' } }) }),
    ],
    ['nothing said', 'delivers', () => ({ deliver: async () => undefined as never })],
    [
      'a signal that nobody hears',
      'an abort ends',
      (transport) => ({
        deliver: (scope, message) => transport.deliver(scope, message, { signal: AbortSignal.timeout(100) }),
      }),
    ],
    [
      'one request for many',
      'many at once',
      (transport) => ({
        deliver: (scope, message) => transport.deliver(scope, { ...message, payload: '{"text":"same"}' }),
      }),
    ],
    ['absent without having looked', 'find', () => ({ find: async () => ({ kind: 'absent' }) })],
    [
      'a find that shows the text',
      'find',
      () => ({ find: async (_, { payload }) => ({ kind: 'unknown', code: payload }) }),
    ],
    ['an update that throws', 'update', () => ({ update: () => Promise.reject(new Error('no')) })],
    [
      'a changed prototype',
      'Object.prototype',
      (transport) => ({
        deliver: (...args) => {
          Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
          return transport.deliver(...args);
        },
      }),
    ],
  ])('finds %s', async (_, name, change) => {
    const failed = await failuresOf(changed(change));
    Reflect.deleteProperty(Object.prototype, 'polluted');
    expect(failed.some((one) => one.includes(name))).toBe(true);
  });

  it('skips by name what needs answers', async () => {
    const silent = changed(() => ({ deliver: async () => ({ kind: 'delivered' }) }));
    expect(await failuresOf(silent, 'prints')).toEqual([]);
    expect((await failuresOf(silent)).length).toBeGreaterThan(10);
  });
});
