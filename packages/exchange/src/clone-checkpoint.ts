import { checkpointData, checkpointText } from './checkpoint.ts';
import { CheckpointMismatchError } from './errors.ts';
import { type ImportCounts, isCount, isCounts } from './tally.ts';

const KIND = 'localert.clone';

/** A part of the list of fixtures, by when they were changed, in which all were done. Epoch milliseconds. */
interface Done {
  /** Those changed later are looked at again. */
  readonly newest: number;
  /** Those changed before are still to be done. */
  readonly last: number;
}

/** Where a copy stands in the list, which begins with the newest change. */
export interface ClonePlace extends Done {
  readonly fixtures: number;
  readonly problems: number;
  readonly counts?: ImportCounts | undefined;
}

const BEGINNING: ClonePlace = {
  newest: Number.NEGATIVE_INFINITY,
  last: Number.POSITIVE_INFINITY,
  fixtures: 0,
  problems: 0,
};

/** Writes a checkpoint. */
export const cloneCheckpoint = (place: ClonePlace): string => checkpointText(KIND, place);

/** Reads a checkpoint; none is the beginning. @throws LOCALERT_CHECKPOINT_MISMATCH */
export function readCloneCheckpoint(resume: string | undefined): ClonePlace {
  if (resume === undefined) return BEGINNING;
  const { newest, last, fixtures, problems, counts } = checkpointData(KIND, resume);
  if (isTime(newest) && isTime(last) && isCount(fixtures) && isCount(problems) && isCounts(counts)) {
    const at = { newest: newest ?? BEGINNING.newest, last: last ?? BEGINNING.last };
    return { ...at, fixtures, problems, counts };
  }
  throw new CheckpointMismatchError({ reason: 'it is damaged' });
}

/** `null` is what JSON makes of the infinities before the first fixture. */
const isTime = (value: unknown): value is number | null => value === null || Number.isFinite(value);

/**
 * Follows which part of the list is done. What was changed since an earlier run, or since this one began, leads the list:
 * it joins what was done before only when nothing between the two is left, since a run can be cut short there as well.
 */
export function stretchAfter({ newest, last }: Done) {
  const before = { newest, last };
  const done = { newest, last };
  let [floor, top, previous] = [newest, newest, Number.POSITIVE_INFINITY];
  return {
    /** Whether an earlier run has done a fixture that was changed then. */
    holds(updatedAt: number): boolean {
      if (updatedAt < floor) done.newest = Math.max(done.newest, top);
      return updatedAt > before.last && updatedAt < before.newest;
    },
    /** A fixture that was changed then was done, after all that were handed in before. */
    add(updatedAt: number): void {
      // The list was begun once more.
      if (updatedAt > previous) [floor, top] = [done.newest, done.newest];
      previous = updatedAt;
      top = Math.max(top, updatedAt);
      if (floor === Number.NEGATIVE_INFINITY) done.newest = top;
      done.last = Math.min(done.last, updatedAt);
    },
    done: (): Done => ({ ...done }),
  };
}
