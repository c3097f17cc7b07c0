import { isTrue } from './assertions.ts';

/** Longest time that something hostile may take, in milliseconds, with room for a busy machine. */
export const PATIENCE_MS = 250;

/** What is dear is dear every time; a machine that was busy with something else is not. */
const TRIES = 3;

/** Fails unless the work takes little time in one try of three. */
export async function isQuick(
  work: () => unknown,
  what: string,
  patienceMs: number = PATIENCE_MS,
): Promise<void> {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && best >= patienceMs; tries += 1) {
    const begun = performance.now();
    await work();
    best = Math.min(best, performance.now() - begun);
  }
  isTrue(best < patienceMs, `${what} took ${Math.round(best)} ms`);
}
