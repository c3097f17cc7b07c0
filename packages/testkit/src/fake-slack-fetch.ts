import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineRequest, Reply } from './fake-slack-engine.ts';

/** What fetch rejects with where a connection breaks. */
const cutOff = (): TypeError =>
  Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }),
  });

/** Waits for the end of a request that has no answer. */
const aborted = (signal: AbortSignal | undefined, closed: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = () => reject(signal?.aborted ? signal.reason : cutOff());
    if (signal?.aborted || closed.aborted) return end();
    signal?.addEventListener('abort', end, { once: true });
    closed.addEventListener('abort', end, { once: true });
  });

/** A body that breaks off after its first bytes. */
const brokenBody = (text: string): ReadableStream<Uint8Array> => {
  let begun = false;
  return new ReadableStream({
    pull(controller) {
      if (begun) return controller.error(cutOff());
      begun = true;
      controller.enqueue(new TextEncoder().encode(text));
    },
  });
};

/** A `fetch` that reaches the fake without a socket: as fast as a function call, and free of ports. */
export function fetchOf(
  handle: (request: EngineRequest) => Reply,
  closed: AbortSignal,
): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const signal = init.signal ?? undefined;
    signal?.throwIfAborted();
    if (closed.aborted) {
      const code = 'ECONNREFUSED';
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
    }
    const { pathname, search } = new URL(url);
    const authorization = new Headers(init.headers).get('authorization') ?? undefined;
    const body = typeof init.body === 'string' ? init.body : await new Response(init.body ?? '').text();
    const reply = handle({ method: init.method ?? 'GET', path: pathname + search, authorization, body });
    if (reply.delayMs > 0) await Promise.race([sleep(reply.delayMs), aborted(signal, closed)]);
    if (reply.how === 'cut') throw cutOff();
    if (reply.how === 'hang') return aborted(signal, closed);
    const { status, headers } = reply;
    return new Response(reply.how === 'broken' ? brokenBody(reply.body) : reply.body, { status, headers });
  };
}
