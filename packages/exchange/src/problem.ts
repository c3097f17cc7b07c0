import type { FixtureId, Locale } from '@localert/core';
import type { RefusedPlace } from './refusal.ts';

/** Something of a file that was not taken. Never a text. */
export interface ImportProblem {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  /**
   * Of a line: `too-long`, `encoding`, `json`, `depth`, `shape`, `after-end`. Of the file: `cut`, `altered`. Of a
   * translation: `unknown-field`, `source-changed`, `argument-lost`, `code-unknown`, `message`, …. Else the code of the
   * error with which the tenant refused it.
   */
  readonly code: string;
  readonly fixture?: FixtureId | undefined;
  readonly locale?: Locale | undefined;
  readonly field?: string | undefined;
  /** Where in the line, or in the fixture. */
  readonly places?: readonly RefusedPlace[] | undefined;
}

/** How many problems a result lists; all are counted, and told to `onProblem`. */
export const LISTED_PROBLEMS = 100;

/** Counts problems, keeps the first, tells all. */
export function problemList(onProblem: ((problem: ImportProblem) => void) | undefined, before = 0) {
  const listed: ImportProblem[] = [];
  let count = before;
  return {
    listed: listed as readonly ImportProblem[],
    count: () => count,
    add(problem: ImportProblem): void {
      count += 1;
      if (listed.length < LISTED_PROBLEMS) listed.push(problem);
      onProblem?.(problem);
    },
  };
}

/** See {@link problemList}. */
export type ProblemList = ReturnType<typeof problemList>;
