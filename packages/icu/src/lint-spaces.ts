import type { LintReport } from './lint-report.ts';
import type { MaskedPattern } from './masked-pattern.ts';

/** Spaces between words; after a line's beginning they may be meant as an indent. */
const DOUBLE = /(?<=[^\s]) {2,}(?=\S)/g;

/** What shows as a gap; characters without any width are another rule's. */
const isSpace = (character: string | undefined): boolean =>
  character !== undefined && ' \t\r\n\u00a0\u3000'.includes(character);

/** Looks at both ends of the pattern that is the whole message; in a branch an edge may be meant. */
function checkEdges({ offset, text }: MaskedPattern, report: LintReport): void {
  let start = 0;
  while (isSpace(text[start])) start += 1;
  let end = text.length;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  for (const [from, to] of [
    [0, start],
    [end, text.length],
  ] as const) {
    if (from === to) continue;
    const edit = { start: offset + from, end: offset + to, text: '' };
    report.add(
      'space-edge',
      edit.start,
      edit.end,
      'White space at the edge of a text does not show; remove it.',
      {
        fix: { description: 'Remove the white space', edits: [edit] },
      },
    );
  }
}

/**
 * Looks for spaces that were hardly meant. Text with code in it is left alone: there they line things up.
 *
 * @param select - the patterns are variants, none of which is the whole message
 */
export function lintSpaces(patterns: readonly MaskedPattern[], select: boolean, report: LintReport): void {
  if (patterns.some(({ text }) => text.includes('`'))) return;
  const [outer] = patterns;
  if (outer && !select) checkEdges(outer, report);
  for (const { offset, text } of patterns) {
    for (const { 0: spaces, index } of text.matchAll(DOUBLE)) {
      const edit = { start: offset + index, end: offset + index + spaces.length, text: ' ' };
      report.add('space-double', edit.start, edit.end, 'Two spaces stand where one is meant.', {
        fix: { description: 'Leave one space', edits: [edit] },
      });
    }
  }
}
