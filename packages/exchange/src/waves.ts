/** A piece of work that may run beside others, but not beside one that touches the same. */
export interface Task {
  readonly touches: readonly string[];
  run(): Promise<void>;
}

/** Runs pieces of work several at a time, in order where they touch the same thing. */
export interface Waves {
  /** Waits where there is no room. */
  add(task: Task): Promise<void>;
  /** Waits until all is done. */
  settle(): Promise<void>;
}

/** How many run at once where nobody says it. */
const WIDTH = 8;

/** How many run at once when a host asks for so many: one at least. */
export const widthOf = (concurrency: number = WIDTH): number => Math.max(1, Math.trunc(concurrency) || 1);

/**
 * Gathers pieces of work and runs them together: between two waves everything so far is done, which is what a checkpoint
 * says.
 *
 * @param size - how many run at once
 * @param done - called after each wave
 */
export function waves(size: number, done: () => void): Waves {
  let tasks: Task[] = [];
  let touched = new Set<string>();

  async function settle(): Promise<void> {
    if (tasks.length === 0) return;
    const running = tasks;
    tasks = [];
    touched = new Set();
    // All are waited for, whatever becomes of one: nothing goes on behind an error.
    const results = await Promise.allSettled(running.map((task) => task.run()));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    done();
  }

  return {
    settle,
    async add(task) {
      if (tasks.length >= size || task.touches.some((key) => touched.has(key))) await settle();
      tasks.push(task);
      for (const key of task.touches) touched.add(key);
    },
  };
}
