/** Lets the event loop turn, and other processes write, between two batches. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
