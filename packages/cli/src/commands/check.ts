import { breathe } from '../breathe.ts';
import { CATALOGUE_FORMATS, type CatalogueFormat } from '../catalogue-source.ts';
import { checkFiles } from '../check-files.ts';
import { type CheckFinding, countFindings, type Found, reaches } from '../check-finding.ts';
import { fixFiles } from '../check-fix.ts';
import { checkFixture, faultFinding } from '../check-fixture.ts';
import { githubLine } from '../check-github.ts';
import { sarifOf } from '../check-sarif.ts';
import { findingText, summaryText } from '../check-text.ts';
import type { Command, Invocation } from '../command.ts';
import { hasConfig, type LoadedConfig } from '../load-config.ts';
import { configSources } from '../sources.ts';
import { storedSources } from '../stored-sources.ts';

/** Rounds of mending: a mended text may show a second slip. */
const MAX_ROUNDS = 5;

interface Checked {
  readonly found: readonly Found[];
  /** What was looked at, in words. */
  readonly what: string;
  readonly fixtures: number;
  readonly messages: number;
}

async function checkNamed(call: Invocation, loaded: LoadedConfig | undefined): Promise<Checked> {
  const { options, args, io } = call;
  const format = CATALOGUE_FORMATS.find((one) => one === options.text('from')) satisfies
    | CatalogueFormat
    | undefined;
  const choice = { format, locale: options.text('locale'), baseLocale: options.text('baseLocale') };
  const read = await checkFiles(args, choice, loaded, loaded?.config.functions ?? {}, io);
  const what = args.length === 1 ? '1 file' : `${args.length} files`;
  return { ...read, what };
}

async function checkConfigured(call: Invocation, loaded: LoadedConfig): Promise<Checked> {
  const { fixtures, faults } = call.options.flag('stored')
    ? await storedSources(call, loaded)
    : await configSources(loaded, call);
  const found: Found[] = faults.map(faultFinding);
  for (const fixture of fixtures) {
    await breathe(call.io.signal);
    found.push(...checkFixture(fixture, loaded.config.functions ?? {}));
  }
  const what = fixtures.length === 1 ? '1 fixture' : `${fixtures.length} fixtures`;
  return { found, what, fixtures: fixtures.length, messages: 0 };
}

function tell(call: Invocation, findings: readonly CheckFinding[], what: string, fixed: number): void {
  const format = call.options.text('format');
  if (format === 'sarif') void call.io.stdout.write(`${JSON.stringify(sarifOf(findings), null, 2)}\n`);
  else if (format === 'github') for (const one of findings) call.say(githubLine(one));
  else if (format !== 'json') {
    for (const one of findings) call.say(findingText(one, call.paint));
    if (fixed > 0) call.say(`Mended ${fixed} ${fixed === 1 ? 'text' : 'texts'}.`);
    call.say(summaryText(findings, what, call.paint));
  }
}

/** Lints fixtures and catalogues. */
export const check: Command = async (call) => {
  const { options, args, io } = call;
  const wantsConfig = args.length === 0 || options.text('config') !== undefined || hasConfig(io.cwd);
  const loaded = wantsConfig ? await call.config() : undefined;
  const look = () =>
    args.length > 0 || loaded === undefined ? checkNamed(call, loaded) : checkConfigured(call, loaded);
  let checked = await look();
  let fixed = 0;
  for (let round = 0; options.flag('fix') && round < MAX_ROUNDS; round += 1) {
    const mended = await fixFiles(checked.found, io.cwd, io.signal);
    if (mended === 0) break;
    fixed += mended;
    checked = await look();
  }
  const findings = checked.found.map(({ finding }) => finding);
  tell(call, findings, checked.what, fixed);
  const limit = options.text('failOn');
  const ok = !findings.some(({ severity }) => reaches(severity, limit));
  const { fixtures, messages } = checked;
  const data = {
    counts: countFindings(findings),
    checked: { fixtures, messages, files: args.length },
    fixed,
    findings,
  };
  const format = options.text('format');
  if (format === 'json' && !call.json) {
    void io.stdout.write(`${JSON.stringify({ command: 'check', ok, ...data }, null, 2)}\n`);
  }
  return { ok, data, written: format === 'sarif' };
};
