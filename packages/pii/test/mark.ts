import type { PiiDetector } from '@localert/core';
import { detectPii } from '../src/index.ts';
import { readMarked } from './labelled.ts';

type Detect = PiiDetector['detect'];

/** The text with what is found in it in brackets: `mail ⟦email|ann@example.org⟧`. */
export function mark(text: string, detect: Detect = detectPii): string {
  let marked = '';
  let from = 0;
  for (const { kind, start, end } of detect(text)) {
    marked += `${text.slice(from, start)}⟦${kind}|${text.slice(start, end)}⟧`;
    from = end;
  }
  return marked + text.slice(from);
}

/**
 * A marked text as it should come back, and as it does: `expect(back).toBe(wanted)` says that just what is in brackets is
 * found. `¦` in it is left out, so that no secret stands in a test as it is.
 */
export function there(marked: string, detect: Detect = detectPii): { wanted: string; back: string } {
  return { wanted: marked.replaceAll('¦', ''), back: mark(readMarked(marked).text, detect) };
}

/** The rows of a table that do not come back as they should: none, where all is found and nothing else. */
export const wrongIn = (rows: readonly string[], detect: Detect = detectPii): readonly string[] =>
  rows
    .map((row) => there(row, detect))
    .filter(({ wanted, back }) => wanted !== back)
    .map(({ back }) => back);
