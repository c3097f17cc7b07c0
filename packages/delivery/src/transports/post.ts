import { createDeadline, type DeliveryOutcome } from '@localert/core';
import { outcomeOfFault, outcomeOfStatus } from './http-answer.ts';

/** The part of `fetch` that is called; `pinnedFetch` of `@localert/slack/node` is one. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** One POST. */
export interface PostRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly fetch: FetchLike;
  readonly now: () => number;
}

/** Posts, and tells by the status what became of it. Never throws; the body of the answer is not read. */
export async function post(request: PostRequest): Promise<DeliveryOutcome> {
  const { url, body, headers, timeoutMs, signal, fetch, now } = request;
  if (signal?.aborted) return { kind: 'retry', code: 'aborted' };
  const deadline = createDeadline(timeoutMs, signal);
  try {
    const init = { method: 'POST', headers, body, redirect: 'manual', signal: deadline.signal } as const;
    const response = await fetch(url, init);
    const outcome = outcomeOfStatus(response.status, response.headers, now());
    // Nobody reads the body; a connection that is held for it would be lost to the next alert.
    response.body?.cancel().catch(() => undefined);
    return outcome;
  } catch (error) {
    return outcomeOfFault(error, deadline.stopped);
  } finally {
    deadline.end();
  }
}

/** What a host's function answered within the time-out; `undefined`: it threw, hung, or the attempt was ended. */
export async function answered<T>(
  question: () => T | Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly value: T } | undefined> {
  if (signal?.aborted) return undefined;
  let end: (nothing: undefined) => void = () => undefined;
  const ended = new Promise<undefined>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(end, timeoutMs, undefined);
  const onAbort = () => end(undefined);
  signal?.addEventListener('abort', onAbort, { once: true });
  const asked = (async () => ({ value: await question() }))().catch(() => undefined);
  try {
    return await Promise.race([asked, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
