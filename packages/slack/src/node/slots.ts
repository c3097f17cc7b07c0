/** Hands out a limited number of places; who finds none waits for their turn. */
export interface Slots {
  /** Waits for a place. Rejects with the signal's reason when it is aborted first. @returns gives the place back */
  take(signal: AbortSignal | undefined): Promise<() => void>;
}

/** A counting semaphore, first come, first served. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();
  const release = () => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  };
  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return release;
      }
      return new Promise((resolve, reject) => {
        const settle = (end: () => void) => {
          waiting.delete(enter);
          signal?.removeEventListener('abort', leave);
          end();
        };
        const enter = () => settle(() => resolve(release));
        const leave = () => settle(() => reject(signal?.reason));
        waiting.add(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
