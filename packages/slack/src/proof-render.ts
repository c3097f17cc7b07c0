import type { ArgumentContract, ArgumentValues, Finding, Locale } from '@localert/core';
import { coveringValues, sampleValues, worstCaseValues } from '@localert/icu';
import type { TenantBundle } from './bundle.ts';
import type { Forms } from './proof-texts.ts';
import { renderAlert } from './render.ts';

/** What time it is in a proof, so that the same texts are always proved the same: shortly after the sample dates. */
const PROOF_TIME = Date.UTC(2026, 0, 15, 13);
/** Most value sets of one kind that one locale is rendered with. */
const MAX_RENDERS = 64;

/** What functions cannot show: a value of the message never, a sample only until the author gives a better one. */
function refused(bundle: TenantBundle, locale: Locale, values: ArgumentValues): readonly Finding[] {
  const { problems } = renderAlert(bundle, { requested: [locale], values, now: PROOF_TIME });
  return problems
    .filter(({ code }) => code === 'argument-type')
    .map(({ argument }) =>
      argument === undefined
        ? {
            severity: 'error',
            code: 'function-value',
            message: 'A function cannot take the value that stands in the message; write another one.',
            locale,
          }
        : {
            severity: 'warning',
            code: 'function-sample',
            message: `A function cannot take the sample of "${argument}"; give the argument a sample that it takes.`,
            locale,
          },
    );
}

/**
 * Renders one locale through every branch of its messages, with sample and with worst-case values, and holds the result
 * against Slack's limits. A message as long as a host may make it is shortened, which is a warning; one that is too long
 * as it is written is an error.
 */
export function renderThrough(
  bundle: TenantBundle,
  locale: Locale,
  forms: Forms,
  contract: ArgumentContract,
): readonly Finding[] {
  const findings: Finding[] = [];
  const render = (values: ArgumentValues, severity: Finding['severity'], kind: string) => {
    for (const { code, field } of renderAlert(bundle, { requested: [locale], values, now: PROOF_TIME })
      .problems) {
      if (code !== 'limit-shortened' && code !== 'output-too-long') continue;
      const own = code === 'output-too-long' ? bundle.tenant.quotas.renderOutput : undefined;
      const takes = own === undefined ? 'Slack takes' : `the tenant's quota "renderOutput" of ${own}`;
      const message = `With ${kind} values the message is longer than ${takes} and is shortened.`;
      findings.push({
        severity,
        code: own === undefined ? 'slack-limit' : 'quota-output',
        message,
        locale,
        ...(field === undefined ? {} : { field }),
      });
    }
  };
  const all = [...forms.values()];
  const samples = sampleValues(contract);
  findings.push(...refused(bundle, locale, samples));
  render(samples, 'error', 'sample');
  const { functions } = bundle;
  for (const values of coveringValues(all, contract, { locale, functions, limit: MAX_RENDERS }))
    render(values, 'error', 'sample');
  const fill = worstCaseValues(contract);
  for (const values of coveringValues(all, contract, { locale, functions, fill, limit: MAX_RENDERS }))
    render(values, 'warning', 'worst-case');
  return findings;
}

/** Each finding once; a limit that breaks with sample values already needs no word about the worst case. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const place = ({ code, locale, field }: Finding) => `${code}/${locale}/${field}`;
  const seen = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  const broken = new Set([...seen.values()].filter(({ severity }) => severity === 'error').map(place));
  return [...seen.values()].filter((finding) => finding.severity === 'error' || !broken.has(place(finding)));
}
