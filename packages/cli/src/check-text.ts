import type { LintSeverity } from '@localert/icu/lint';
import { type CheckFinding, countFindings, whereIs } from './check-finding.ts';
import type { Paint } from './paint.ts';
import { shown } from './shown.ts';

const STYLES = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A finding on two lines: where, then what. */
export function findingText(finding: CheckFinding, paint: Paint): string {
  const { severity, code, message, fixable } = finding;
  const mark = fixable ? paint('dim', ' (--fix mends it)') : '';
  return `${paint('bold', shown(whereIs(finding)))}\n  ${paint(STYLES[severity], severity)} ${paint('dim', code)} ${shown(message)}${mark}`;
}

/** The last line. */
export function summaryText(findings: readonly CheckFinding[], checked: string, paint: Paint): string {
  const { error, warning, info } = countFindings(findings);
  if (findings.length === 0) return `${paint('green', '✓')} Nothing found in ${checked}.`;
  const parts: [LintSeverity, string][] = [
    ['error', counted(error, 'error')],
    ['warning', counted(warning, 'warning')],
    ['info', `${info} info`],
  ];
  return `${parts.map(([severity, text]) => paint(STYLES[severity], text)).join(', ')} in ${checked}.`;
}
