/** Lets the event loop turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
