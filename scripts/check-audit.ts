/**
 * `npm run audit:check`: asks the registry which production dependencies have known vulnerabilities. Moderate and
 * worse fail, unless scripts/audit-allow.json says why not, and until when.
 */
import { readFileSync } from 'node:fs';
import { conclude, root, run } from './shell.ts';

/** One decision: this advisory does not reach our users, or cannot be mended yet. */
export interface Allowance {
  /** `GHSA-…`. */
  readonly id: string;
  readonly package: string;
  /** ISO date after which it counts again. */
  readonly until: string;
  readonly why: string;
}

interface Advisory {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly severity: string;
}

/** npm's report, version 2, as far as it is read. */
export interface AuditReport {
  readonly auditReportVersion?: number;
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: readonly (string | Advisory)[] }>>;
}

const GRAVE: ReadonlySet<string> = new Set(['moderate', 'high', 'critical']);

/** `undefined` when the text is no report: the registry did not answer, or has no such service. */
export function readReport(text: string): AuditReport | undefined {
  try {
    const report = JSON.parse(text) as AuditReport | null;
    return report?.auditReportVersion === 2 ? report : undefined;
  } catch {
    return undefined;
  }
}

/** What in a report nobody has explained, and explanations that explain nothing. `today` is an ISO date. */
export function auditProblems(
  report: AuditReport,
  allowances: readonly Allowance[],
  today: string,
): string[] {
  const advisories = Object.values(report.vulnerabilities ?? {})
    .flatMap(({ via }) => via)
    .filter((one) => typeof one !== 'string')
    .filter(({ severity }) => GRAVE.has(severity));
  const found = new Map(
    advisories.map((one) => [`${/GHSA-[\w-]+/.exec(one.url)?.[0] ?? one.url} ${one.name}`, one]),
  );
  const allowed = new Map(allowances.map((one) => [`${one.id} ${one.package}`, one]));
  const open = [...found]
    .filter(([key]) => (allowed.get(key)?.until ?? '') < today)
    .map(
      ([key, { severity, title }]) =>
        `${key}: ${severity}, ${title}; update it, or explain it in scripts/audit-allow.json`,
    );
  const stale = [...allowed.keys()]
    .filter((key) => !found.has(key))
    .map((key) => `scripts/audit-allow.json: ${key} is not in the report any more; take it out`);
  const silent = allowances
    .filter(({ why, until }) => why.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/.test(until))
    .map(({ id }) => `scripts/audit-allow.json: ${id} needs a reason and a date`);
  return [...open, ...stale, ...silent];
}

if (import.meta.main) {
  const { stdout } = await run('npm', ['audit', '--json', '--omit=dev'], { timeout: 120 });
  const report = readReport(stdout);
  if (report === undefined) {
    const message = 'the registry answers no audit here; on registry.npmjs.org it does';
    if (process.env['REQUIRE_AUDIT'] === '1') conclude([message], '');
    else console.log(`skipped: ${message} (REQUIRE_AUDIT=1 makes this a failure)`);
  } else {
    const text = readFileSync(`${root}scripts/audit-allow.json`, 'utf8');
    const allowances = JSON.parse(text) as Allowance[];
    const today = new Date().toISOString().slice(0, 10);
    const count = Object.keys(report.vulnerabilities ?? {}).length;
    conclude(auditProblems(report, allowances, today), `${count} findings, ${allowances.length} explained`);
  }
}
