/** Why work was ended before it was done. */
export type Stopped = 'timeout' | 'aborted';

/** A time-out and a caller's signal as one signal, for a request that knows which of the two has ended it. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Absent while nothing has ended the work. */
  readonly stopped: Stopped | undefined;
  /** Lets go of the timer and of the caller's signal. Call it when the work is done. */
  end(): void;
}

/**
 * Begins a time-out beside a caller's signal. Unlike `AbortSignal.any` it leaves nothing on a signal that lives for long,
 * once it has ended.
 *
 * @param timeoutMs - milliseconds
 * @param caller - ends the work too; when it is aborted already, so is the deadline
 *
 * @example
 * ```ts
 * import { createDeadline } from '@localert/core';
 *
 * export async function ping(url: string, caller?: AbortSignal): Promise<string> {
 *   const deadline = createDeadline(1_000, caller);
 *   try {
 *     return String((await fetch(url, { signal: deadline.signal })).status);
 *   } catch {
 *     return deadline.stopped ?? 'unreachable';
 *   } finally {
 *     deadline.end();
 *   }
 * }
 * ```
 */
export function createDeadline(timeoutMs: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  let stopped: Stopped | undefined;
  const stop = (reason: Stopped) => {
    stopped ??= reason;
    controller.abort();
  };
  const timer = setTimeout(stop, timeoutMs, 'timeout');
  const onAbort = () => stop('aborted');
  if (caller?.aborted) onAbort();
  else caller?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    get stopped() {
      return stopped;
    },
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onAbort);
    },
  };
}
