/** Sleeps that can be cut short. */
export interface Sleeper {
  /** Sleeps until the time is over or {@link Sleeper.wake}; returns at once when it was woken since the last sleep. */
  sleep(ms: number): Promise<void>;
  /** Sleeps, whatever happens. */
  pause(ms: number): Promise<void>;
  /** Lets the event loop turn once. */
  turn(): Promise<void>;
  wake(): void;
}

/** In Node a timer keeps the process alive; a dispatcher that waits is no reason to. */
function unref(timer: unknown): void {
  if (typeof timer === 'object') (timer as { unref?: () => void } | null)?.unref?.();
}

/** Nobody sleeps yet. */
export function createSleeper(): Sleeper {
  let woken = false;
  let rouse: (() => void) | undefined;
  return {
    sleep(ms) {
      if (woken || ms <= 0) {
        woken = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          rouse = undefined;
          woken = false;
          resolve();
        };
        const timer = setTimeout(done, ms);
        unref(timer);
        rouse = done;
      });
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    wake() {
      woken = true;
      rouse?.();
    },
  };
}
