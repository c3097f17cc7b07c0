import { isLocalertError } from '@localert/core';
import { isTrue } from './assertions.ts';

/** How often each outcome came: `ok`, or an error's code. */
export type Tally = ReadonlyMap<string, number>;

/** Waits for all calls, which were begun side by side, and counts their outcomes. Errors that are not core's fail. */
export async function tally(calls: readonly Promise<unknown>[]): Promise<Tally> {
  const counts = new Map<string, number>();
  for (const result of await Promise.allSettled(calls)) {
    const outcome = result.status === 'fulfilled' ? 'ok' : codeOf(result.reason);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

function codeOf(error: unknown): string {
  isTrue(isLocalertError(error), 'a call failed with an error that is not of core');
  return error.code;
}
