import { checkTranslation, type GateProfile } from '@localert/localizer';
import type { GateRow } from './gate-rows.ts';
import { figures } from './measure.ts';
import type { Row } from './report.ts';

/** How often people's texts pass, and what stops the others. */
export interface HumanResult {
  readonly rows: readonly Row[];
  /** Of those refused, by check and locale: how many. */
  readonly refusedBy: Readonly<Record<string, number>>;
}

const share = (part: number, whole: number): number => (whole === 0 ? 100 : (100 * part) / whole);

/** Locales whose texts in the corpora are known to be made by machines. */
const EXCEPT: ReadonlySet<string> = new Set(['hi']);

/** Checks texts that people wrote and counts those without an error. */
export function benchHuman(rows: readonly GateRow[], profile: GateProfile): HumanResult {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const refusedBy: Record<string, number> = {};
  const groups = new Map<string, { all: number; passed: number }>();
  const note = (group: string, passed: boolean) => {
    const counts = groups.get(group) ?? { all: 0, passed: 0 };
    counts.all += 1;
    if (passed) counts.passed += 1;
    groups.set(group, counts);
  };
  for (const { source, target, locale, repo } of rows) {
    const begun = process.hrtime.bigint();
    const findings = checkTranslation({ source, target, sourceLocale: 'en', targetLocale: locale, profile });
    times.push(Number(process.hrtime.bigint() - begun));
    const errors = new Set(findings.flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])));
    for (const code of errors) refusedBy[code] = (refusedBy[code] ?? 0) + 1;
    for (const group of ['all', `locale ${locale}`, `project ${repo}`]) note(group, errors.size === 0);
  }
  const { p50, p99 } = figures(times);
  // Of the processor, not of the clock: what else the machine does is not the gate's.
  const { user, system } = process.cpuUsage(cpu);
  const mean = (user + system) / Math.max(1, times.length);
  const rate = (group: string, target?: { readonly atLeast: number }): Row => {
    const { all = 0, passed = 0 } = groups.get(group) ?? {};
    return {
      name: `human texts that pass, ${profile}: ${group}`,
      value: share(passed, all),
      unit: '%',
      note: `${all} texts`,
      ...(target === undefined ? {} : { target }),
    };
  };
  const names = [...groups.keys()].sort();
  return {
    rows: [
      rate('all', { atLeast: 98.5 }),
      ...names.flatMap((name) => {
        if (name.startsWith('project ')) return [rate(name)];
        if (!name.startsWith('locale ')) return [];
        return [EXCEPT.has(name.slice(7)) ? rate(name) : rate(name, { atLeast: 97 })];
      }),
      { name: `processor time a text, ${profile}: mean`, value: mean, unit: 'µs', target: { atMost: 250 } },
      { name: `time a text, ${profile}: p50`, value: p50 / 1000, unit: 'µs' },
      { name: `time a text, ${profile}: p99`, value: p99 / 1000, unit: 'µs' },
    ],
    refusedBy,
  };
}
