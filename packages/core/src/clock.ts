/** Tells the time, and nothing else: tests hand in their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
