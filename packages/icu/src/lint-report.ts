import type { LintFinding, LintFix, LintPlace } from './lint-finding.ts';
import { LINT_RULES, type LintCode } from './lint-rules.ts';

/** What a rule says beyond its code and place. */
export interface ReportDetails extends Partial<Pick<LintFinding, 'severity' | 'argument'>> {
  /** Offered only after it has proved itself. */
  readonly fix?: LintFix;
}

/** Takes the findings of one source. */
export interface LintReport {
  readonly findings: readonly LintFinding[];
  /** @param end - offset after the last code unit; equal to `start` for a place without a length */
  add(code: LintCode, start: number, end: number, message: string, details?: ReportDetails): void;
}

/** Finds the places of offsets in a source. */
export function placeFinder(source: string): (start: number, end?: number) => LintPlace {
  const lines = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lines.push(at + 1);
  return (start, end = start) => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lines[middle] ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const place = { offset: start, line: low + 1, column: start - (lines[low] ?? 0) + 1 };
    return end > start ? { ...place, length: end - start } : place;
  };
}

/** Starts the list of findings of a source. */
export function lintReport(source: string): LintReport {
  const findings: LintFinding[] = [];
  const placeOf = placeFinder(source);
  return {
    findings,
    add(code, start, end, message, details = {}) {
      const { severity } = LINT_RULES[code];
      findings.push({ code, severity, message, place: placeOf(start, end), ...details });
    },
  };
}
