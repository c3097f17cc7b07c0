import type { Clock } from '@localert/core';

/** Time that only goes on, as long as the process lives: a wall clock that is set by hours makes nothing old, or young. */
const steady: Clock = { now: () => performance.timeOrigin + performance.now() };

/**
 * The time since the process began, read at most once in `resolutionMs`: reading it costs more than the whole look-up.
 * Between two turns of the event loop it stands still for up to that long.
 */
export function coarseClock(resolutionMs = 10, source: Clock = steady): Clock {
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
