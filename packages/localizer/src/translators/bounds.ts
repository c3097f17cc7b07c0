import { type TranslationCall, TranslatorUnavailableError } from '@localert/core';

/** How long an adapter waits by itself. */
export interface Patience {
  /** The translator's name, for errors. */
  readonly translator: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Why a call ended before its answer. */
const STOPPED: unique symbol = Symbol('stopped');

/**
 * Runs a call under its signal, its deadline and the adapter's own patience. It ends with them even when the work does not
 * listen to the signal that it is given.
 *
 * @throws the signal's own reason when it was aborted; LOCALERT_TRANSLATOR_UNAVAILABLE when the time is over
 */
export async function bounded<Value>(
  { signal, deadline }: Pick<TranslationCall, 'signal' | 'deadline'>,
  { translator, timeoutMs, now }: Patience,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal?.throwIfAborted();
  const left = Math.min(timeoutMs, deadline === undefined ? timeoutMs : deadline - now());
  if (!(left > 0)) throw new TranslatorUnavailableError({ translator });
  const controller = new AbortController();
  let stop: (why: typeof STOPPED) => void = () => undefined;
  const stopped = new Promise<typeof STOPPED>((resolve) => {
    stop = resolve;
  });
  const end = () => {
    controller.abort();
    stop(STOPPED);
  };
  const timer = setTimeout(end, left);
  signal?.addEventListener('abort', end, { once: true });
  const running = work(controller.signal);
  // A call that was given up may still fail: nobody waits for that.
  running.catch(() => undefined);
  try {
    const result = await Promise.race([running, stopped]);
    if (result !== STOPPED) return result;
  } catch (error) {
    // An aborted fetch fails with what it likes; below, the reason is told.
    if (!controller.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
  signal?.throwIfAborted();
  throw new TranslatorUnavailableError({ translator });
}

/** Runs one job per item, at most `limit` at a time, and answers in order. The first fault ends it. */
export async function mapAtMost<Item, Result>(
  items: readonly Item[],
  limit: number,
  job: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await job(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
