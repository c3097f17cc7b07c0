import { setImmediate } from 'node:timers/promises';

const EVERY_MS = 50;
let last = 0;

/** Now and then lets whatever waits have its turn, Ctrl-C above all, and ends long work that was told to stop. */
export async function breathe(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const now = performance.now();
  if (now - last < EVERY_MS) return;
  last = now;
  await setImmediate();
  signal.throwIfAborted();
}
