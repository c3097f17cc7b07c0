import type { PiiFinding } from '@localert/core';

/** What a rule found; `rule` is its place in the table. */
export interface Found {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Findings in order and without overlap. Where two overlap, the place is that of both together, so that nothing of
 * either is left over, and the kind is that of the rule that stands first in the table.
 */
export function settle(found: readonly Found[], kindOf: (rule: number) => string): PiiFinding[] {
  const isOrdered = found.every(({ start }, index) => index === 0 || start >= (found[index - 1]?.start ?? 0));
  const ordered = isOrdered ? found : found.toSorted((one, other) => one.start - other.start);
  const settled: Found[] = [];
  for (const next of ordered) {
    const last = settled.at(-1);
    if (last === undefined || next.start >= last.end) {
      settled.push(next);
    } else {
      settled[settled.length - 1] = {
        rule: Math.min(last.rule, next.rule),
        start: last.start,
        end: Math.max(last.end, next.end),
      };
    }
  }
  return settled.map(({ rule, start, end }) => ({ kind: kindOf(rule), start, end }));
}
