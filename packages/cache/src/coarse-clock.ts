import type { Clock } from '@localert/core';

/**
 * The system's time, read at most once in `resolutionMs`: reading it costs more than the whole look-up.
 * Between two turns of the event loop it stands still for up to that long.
 */
export function coarseClock(resolutionMs = 10, source: Clock = { now: Date.now }): Clock {
  let cached = 0;
  const expire = () => {
    cached = 0;
  };
  return {
    now() {
      if (cached === 0) {
        cached = source.now();
        const timer: unknown = setTimeout(expire, resolutionMs);
        // In Node a timer keeps the process alive; this one has no reason to.
        if (typeof timer === 'object') (timer as { unref?: () => void } | null)?.unref?.();
      }
      return cached;
    },
  };
}
