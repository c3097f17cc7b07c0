import type { DeliveryOutcome } from '@localert/core';

/** What a host's function answered, or why it did not. */
export type Asked<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failed' | 'aborted' };

/**
 * Asks a function of the host for a secret or a channel. It may throw, reject or hang: none of that may hold up an
 * attempt, and what it throws may quote the secret, so it is dropped.
 */
export async function ask<T>(
  question: () => T | Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Asked<T>> {
  if (signal?.aborted) return { kind: 'aborted' };
  let end: (asked: Asked<T>) => void = () => undefined;
  const ended = new Promise<Asked<T>>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(() => end({ kind: 'failed' }), timeoutMs);
  const onAbort = () => end({ kind: 'aborted' });
  signal?.addEventListener('abort', onAbort, { once: true });
  const answered = (async (): Promise<Asked<T>> => {
    try {
      return { kind: 'answer', value: await question() };
    } catch {
      return { kind: 'failed' };
    }
  })();
  try {
    return await Promise.race([answered, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** The outcome of an attempt whose question had no answer: nothing was sent. */
export const unanswered = (
  kind: 'failed' | 'aborted',
  code: string,
): Extract<DeliveryOutcome, { kind: 'retry' }> => ({
  kind: 'retry',
  code: kind === 'aborted' ? 'aborted' : code,
});
