import type { DeliveryOutcome, Transport } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { itNeeding } from './test-api.ts';
import {
  answering,
  failing,
  hanging,
  type Play,
  TEXT_CANARY,
  type TransportHarness,
  type TransportTools,
} from './transport-harness.ts';
import { SCOPE } from './transport-keys.ts';

const KINDS: readonly string[] = ['delivered', 'retry', 'stop', 'rerender', 'unknown'];

/** A code is for people and metrics: a word. */
const CODE = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

/** Fails unless it is an outcome, with nothing in it that it must not show. */
export function assertOutcome(outcome: DeliveryOutcome, canaries: readonly string[], what: string): void {
  isTrue(
    typeof outcome === 'object' && outcome !== null && KINDS.includes(outcome.kind),
    `${what}: an outcome`,
  );
  if (outcome.kind !== 'delivered') isTrue(CODE.test(outcome.code), `${what}: its code is a word`);
  const shown = JSON.stringify(outcome);
  for (const canary of [TEXT_CANARY, ...canaries])
    isTrue(!shown.includes(canary), `${what}: the outcome shows what it must not`);
}

/** Delivers, whatever that comes to; a throw fails the test. */
async function attempt(tools: TransportTools, canaries: readonly string[], what: string, more = {}) {
  let outcome: DeliveryOutcome;
  try {
    outcome = await tools.transport.deliver(SCOPE, tools.message(more));
  } catch {
    isTrue(false, `${what}: a transport answers, it does not throw`);
  }
  assertOutcome(outcome, canaries, what);
  return outcome;
}

/** Waits for the first request. */
async function begun({ seen }: TransportTools): Promise<void> {
  for (let round = 0; round < 1_000 && seen.length === 0; round += 1)
    await new Promise((resolve) => setTimeout(resolve, 1));
}

const TIMES_UP_MS = 3_000;

/** Fails when it takes longer than any signal may. */
async function soon<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, TIMES_UP_MS, 'late');
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  isTrue(first !== 'late', `${what}: it did not end`);
  return first as T;
}

const STATUSES: readonly (readonly [number, readonly DeliveryOutcome['kind'][]])[] = [
  [401, ['stop']],
  [403, ['stop']],
  [404, ['stop']],
  [410, ['stop']],
  [400, ['rerender', 'stop']],
  [413, ['rerender', 'stop']],
  [429, ['retry']],
  [500, ['retry', 'unknown']],
  [503, ['retry']],
  [302, ['stop', 'unknown']],
  [307, ['stop', 'unknown']],
];

const faults: readonly (readonly [string, Play, readonly DeliveryOutcome['kind'][]])[] = [
  ['no such host', failing('ENOTFOUND'), ['retry']],
  ['nobody listens', failing('ECONNREFUSED'), ['retry']],
  ['lost under way', failing('ECONNRESET'), ['unknown']],
  ['lost without a reason', () => Promise.reject(new TypeError('fetch failed')), ['unknown']],
  ['a thrown text', () => Promise.reject(`secret ${TEXT_CANARY}`), ['unknown']],
  ['a thrown nothing', () => Promise.reject(null), ['unknown']],
  ['an error that quotes the request', () => Promise.reject(new Error(TEXT_CANARY)), ['unknown']],
];

const PAYLOADS = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '{"text":7}',
  '{"blocks":{"type":null}}',
  '{"__proto__":{"x":1}}',
];

/** What answers, broken connections and bad messages come to. */
export function transportFaults({ test, options, withTransport }: TransportHarness): void {
  const canaries = options.canaries ?? [];
  const needsAnswers = itNeeding(test, options.lacksAnswers);
  for (const [status, kinds] of STATUSES) {
    needsAnswers(
      `a status of ${status} is ${kinds.join(' or ')}`,
      withTransport(async (tools) => {
        tools.play(answering(status, `no, ${TEXT_CANARY}`, { location: 'https://elsewhere.example/' }));
        const { kind } = await attempt(tools, canaries, `status ${status}`);
        isTrue(kinds.includes(kind), `status ${status}: got ${kind}, expected ${kinds.join(' or ')}`);
        same(tools.seen.length, 1, 'requests: a transport repeats nothing and follows nothing');
      }),
    );
  }
  needsAnswers(
    'Retry-After is told in milliseconds, and a broken one is none',
    withTransport(async (tools) => {
      for (const [header, wait] of [
        ['7', 7_000],
        ['soon', undefined],
        ['-1', undefined],
      ] as const) {
        tools.play(answering(429, '', { 'retry-after': header }));
        const outcome = await attempt(tools, canaries, 'a limit');
        isTrue(outcome.kind === 'retry', 'a limit is worth a retry');
        same(outcome.retryAfterMs, wait, `retryAfterMs for ${header}`);
      }
    }),
  );
  for (const [what, play, kinds] of faults) {
    needsAnswers(
      `${what} is ${kinds.join(' or ')}`,
      withTransport(async (tools) => {
        tools.play(play);
        const { kind } = await attempt(tools, canaries, what);
        isTrue(kinds.includes(kind), `${what}: got ${kind}, expected ${kinds.join(' or ')}`);
      }),
    );
  }
  test.it(
    'answers for any message, and sends none that is broken',
    withTransport(async (tools) => {
      for (const payload of PAYLOADS) await attempt(tools, canaries, `the payload ${payload}`, { payload });
      for (const channel of ['', '\u0000', '__proto__', 'x'.repeat(10_000), '\ud800'])
        await attempt(tools, canaries, 'a strange channel', { destination: { channel } });
      for (const id of ['', 'a\r\nx: y', '__proto__', '\ud800'])
        await attempt(tools, canaries, 'a strange id', { id });
    }),
  );
  needsAnswers(
    'an abort ends an attempt, and one before it sends nothing',
    withTransport(async (tools) => {
      tools.play(hanging);
      const controller = new AbortController();
      const { signal } = controller;
      const work = tools.transport.deliver(SCOPE, tools.message(), { signal });
      await soon(begun(tools), 'the beginning of an attempt');
      controller.abort();
      const ended = await soon(work, 'an aborted attempt');
      same(ended.kind, 'unknown', 'an attempt that was ended under way');
      isTrue(tools.seen[0]?.init.signal?.aborted === true, 'the request is ended, too');
      const late = await soon(tools.transport.deliver(SCOPE, tools.message(), { signal }), 'a late attempt');
      same(late.kind, 'retry', 'an attempt after the abort');
      same(tools.seen.length, 1, 'requests');
    }),
  );
  needsAnswers(
    'many at once do not mix',
    withTransport(async (tools) => {
      const { transport } = tools;
      const count = 50;
      tools.play(async (_, { body }) => {
        await new Promise((resolve) => setTimeout(resolve, String(body).length % 7));
        return new Response(options.accepted?.body ?? 'ok', { status: options.accepted?.status ?? 200 });
      });
      const texts = Array.from({ length: count }, (_, index) => `message-number-${index}-of-many`);
      const all = texts.map((text) =>
        transport.deliver(SCOPE, tools.message({ payload: JSON.stringify({ text }) })),
      );
      for (const outcome of await Promise.all(all)) same(outcome.kind, 'delivered', 'each');
      const bodies = tools.seen.map(({ init }) => String(init.body));
      for (const text of texts)
        same(bodies.filter((body) => body.includes(text)).length, 1, `requests with ${text}`);
    }),
  );
}

/** `find` and `update`, where the transport has them: they answer, whatever comes back. */
export function transportExtras({ test, options, withTransport }: TransportHarness): void {
  const canaries = options.canaries ?? [];
  const needsAnswers = itNeeding(test, options.lacksAnswers);
  const plays: readonly Play[] = [
    ...[200, 404, 500].map((status) => answering(status, `{"ok":true,"messages":"${TEXT_CANARY}"}`)),
    ...['', '[]', 'null', '{"ok":true,"messages":[null,[],{}]}'].map((body) => answering(200, body)),
    ...faults.map(([, play]) => play),
  ];
  needsAnswers(
    'find, if there is one, never says absent without having seen',
    withTransport(async ({ transport, message, play }) => {
      if (transport.find === undefined) return;
      for (const next of plays.filter((_, index) => index !== 6)) {
        play(next);
        const outcome = await soon(transport.find(SCOPE, message(), Date.now()), 'find');
        same(outcome.kind, 'unknown', 'what find says of an answer that tells nothing');
        const shown = JSON.stringify(outcome);
        for (const canary of [TEXT_CANARY, ...canaries])
          isTrue(!shown.includes(canary), 'find shows nothing');
      }
      const signal = AbortSignal.abort();
      same(
        (await transport.find(SCOPE, message(), Date.now(), { signal })).kind,
        'unknown',
        'find after an abort',
      );
    }),
  );
  needsAnswers(
    'update, if there is one, answers whatever comes',
    withTransport(async ({ transport, message, play }) => {
      if (transport.update === undefined) return;
      const ref = { channel: 'C1', ts: '1.000001' };
      for (const next of plays) {
        play(next);
        assertOutcome(await soon(transport.update(SCOPE, ref, message()), 'update'), canaries, 'update');
      }
      for (const payload of PAYLOADS)
        assertOutcome(await transport.update(SCOPE, ref, message({ payload })), canaries, 'update');
    }),
  );
}

/** Whether a name of a transport stands well in metrics. */
export const hasGoodName = ({ name }: Transport): boolean => /^[a-z][a-z0-9-]*$/.test(name);
