/** A signal that ends a wait by itself. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it was the time that ended it. */
  isOver(): boolean;
  /** Has to be called when the wait is over: it takes the timer and the listener away. */
  clear(): void;
}

/** A deadline in so many milliseconds, or with the outer signal if that comes first. */
export function startDeadline(ms: number, outer?: AbortSignal | null): Deadline {
  // Neither AbortSignal.timeout nor AbortSignal.any: those live for as long as the timer runs, for every request.
  const controller = new AbortController();
  let over = false;
  const timer = setTimeout(() => {
    over = !controller.signal.aborted;
    controller.abort();
  }, ms);
  const onAbort = () => controller.abort();
  outer?.addEventListener('abort', onAbort, { once: true });
  if (outer?.aborted) onAbort();
  return {
    signal: controller.signal,
    isOver: () => over,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}
