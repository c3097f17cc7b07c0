import { LINT_RULES, type LintRule, type LintSeverity } from '@localert/icu/lint';
import { SLACK_LINT_RULES } from '@localert/slack/lint';
import type { CheckFinding } from './check-finding.ts';
import { ownVersion } from './version.ts';

const LEVELS: Readonly<Record<LintSeverity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A path as SARIF wants it: a relative URI reference (RFC 3986). */
const uriOf = (file: string): string =>
  file
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');

const ruleOf = (code: string): LintRule | undefined => {
  const rules: Readonly<Record<string, LintRule>> = { ...LINT_RULES, ...SLACK_LINT_RULES };
  return Object.hasOwn(rules, code) ? rules[code] : undefined;
};

function locationOf(finding: CheckFinding) {
  const { file, line, column, endColumn, fixture, locale, field, origin } = finding;
  const name = [fixture, locale, field].filter((part) => part !== undefined).join('/');
  const logical = name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }] };
  if (file === undefined) return { ...logical, message: { text: `${origin}: ${name}` } };
  const end = endColumn === undefined || line === undefined ? {} : { endLine: line, endColumn };
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column, ...end } };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' }, ...region },
    ...logical,
  };
}

/** Findings as SARIF 2.1.0 (OASIS), for code scanning. */
export function sarifOf(findings: readonly CheckFinding[]): object {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const rules = codes.map((id) => {
    const rule = ruleOf(id);
    if (rule === undefined) return { id };
    return {
      id,
      shortDescription: { text: rule.finds },
      defaultConfiguration: { level: LEVELS[rule.severity] },
    };
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'localert', version: ownVersion(), rules } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleId: finding.code,
          ruleIndex: codes.indexOf(finding.code),
          level: LEVELS[finding.severity],
          message: { text: finding.message },
          locations: [locationOf(finding)],
        })),
      },
    ],
  };
}
