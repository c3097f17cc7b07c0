import type { LintEdit, LintFinding } from './lint-finding.ts';

/** Replaces stretches of a source that do not overlap. */
export function applyEdits(source: string, edits: readonly LintEdit[]): string {
  let text = '';
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    text += source.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return text + source.slice(from);
}

const overlap = (a: LintEdit, b: LintEdit): boolean =>
  a.start < b.end && b.start < a.end ? true : a.start === b.start && a.end === b.end;

/**
 * Applies the fixes of findings to the source that they were found in, one after another; a fix that touches what an
 * earlier one has changed is left for the next round of lint.
 *
 * @example
 * ```ts
 * import { applyFixes, lintMessage } from '@localert/icu/lint';
 *
 * const source = "l'{host} est plein";
 * applyFixes(source, lintMessage(source, { locale: 'fr' })); // 'l’{host} est plein'
 * ```
 */
export function applyFixes(source: string, findings: readonly Pick<LintFinding, 'fix'>[]): string {
  const taken: LintEdit[] = [];
  for (const { fix } of findings) {
    if (fix === undefined || fix.edits.some((edit) => taken.some((one) => overlap(edit, one)))) continue;
    taken.push(...fix.edits);
  }
  return applyEdits(source, taken);
}
