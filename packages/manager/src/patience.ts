import { StoreUnavailableError } from '@localert/core';

/**
 * Waits for an answer, but not longer than so many milliseconds. What is waited for goes on: a late answer is no
 * rejection that nobody handles.
 *
 * @param late - called when the time is over, before whoever waits is told
 * @throws LOCALERT_STORE_UNAVAILABLE when the time is over, and what the work rejects with
 */
export function withPatience<Result>(
  operation: string,
  patienceMs: number,
  work: Result | Promise<Result>,
  late?: () => void,
): Result | Promise<Result> {
  if (!(work instanceof Promise)) return work;
  return new Promise((resolve, reject) => {
    const hint = `it took longer than the ${patienceMs} ms that an alert waits`;
    const timer = setTimeout(() => {
      late?.();
      reject(new StoreUnavailableError({ operation, hint }));
    }, patienceMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
