import type { LintSeverity } from '@localert/icu/lint';
import { type CheckFinding, whereIs } from './check-finding.ts';

const COMMANDS: Readonly<Record<LintSeverity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A finding as a workflow command of GitHub Actions, which shows it beside the line. No text can begin another command. */
export function githubLine(finding: CheckFinding): string {
  const { severity, code, message, file, line, column, endColumn } = finding;
  const properties = Object.entries({ file, line, col: column, endColumn, title: code }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`${name}=${property(String(value))}`]),
  );
  const where = line === undefined ? `${whereIs(finding)}: ` : '';
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(`${where}${message}`)}`;
}
