/**
 * `npm run mutation -- crypto audit manager`: Stryker over the files that the security of Localert rests on. It changes
 * the code in small ways and counts how many changes the tests notice. Stryker is fetched by npx for the run: it is no
 * dependency of the repository. A target takes between a few minutes and half an hour; `--only=FILE` (or several,
 * with commas) takes these alone.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutationTargets } from './mutation-targets.ts';
import { conclude, root, run } from './shell.ts';

/** The first release that finds a test of vitest 5 by its name; older ones run none and count the mutant as survived. */
const STRYKER = '10.1.1';

interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** Killed or timed out of all that could run: a mutant that does not compile says nothing. */
function scoreOf({ files }: MutationReport): { readonly score: number; readonly mutants: number } {
  const states = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const noticed = states.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const tried = states.filter((status) => !/Error|Ignored/.test(status)).length;
  return { score: tried === 0 ? 0 : (100 * noticed) / tried, mutants: tried };
}

const [only] = process.argv.flatMap((argument) =>
  argument.startsWith('--only=') ? [argument.slice('--only='.length)] : [],
);
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const unknown = named.filter((name) => !Object.hasOwn(mutationTargets, name));
if (unknown.length > 0) {
  throw new Error(
    `There is no target ${unknown.join(', ')}; there are ${Object.keys(mutationTargets).join(', ')}.`,
  );
}

const problems: string[] = [];
const lines: string[] = [];
for (const [name, { mutate, tests, without = [], floor }] of Object.entries(mutationTargets)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const out = join(root, 'out/mutation', name);
  mkdirSync(out, { recursive: true });
  const vitestFile = join(out, 'vitest.config.ts');
  writeFileSync(
    vitestFile,
    `import base from '${join(root, 'vitest.config.ts')}';
export default {
  resolve: base.resolve,
  ssr: base.ssr,
  test: { include: ${JSON.stringify(tests)}, exclude: ${JSON.stringify(without)}, testTimeout: 20_000 },
};
`,
  );
  const config = {
    packageManager: 'npm',
    testRunner: 'vitest',
    vitest: { configFile: vitestFile },
    mutate: only === undefined ? mutate : only.split(','),
    // Types are not looked at: a mutant that the compiler would refuse still runs, and still has to be noticed.
    tsconfigFile: 'none.json',
    coverageAnalysis: 'perTest',
    concurrency: 2,
    tempDirName: 'out/stryker',
    // The sketch of the envelope in the docs is run by a test.
    ignorePatterns: ['out', 'docs/*', '!docs/envelope.md', 'bench', 'examples', 'packages/*/dist'],
    reporters: ['json', 'clear-text', 'progress-append-only'],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
    jsonReporter: { fileName: join(out, 'report.json') },
  };
  const configFile = join(out, 'stryker.config.json');
  writeFileSync(configFile, JSON.stringify(config, null, 2));
  console.error(`… ${name}: ${config.mutate.join(' ')}`);
  const packages = ['core', 'vitest-runner'].flatMap((part) => ['-p', `@stryker-mutator/${part}@${STRYKER}`]);
  const { ok, output } = await run('npx', [
    '--yes',
    ...packages,
    '-p',
    'vitest@5.1.1',
    'stryker',
    'run',
    configFile,
  ]);
  writeFileSync(join(out, 'report.txt'), output);
  if (!ok) {
    problems.push(`${name}: Stryker failed; see out/mutation/${name}/report.txt`);
    continue;
  }
  const { score, mutants } = scoreOf(
    JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as MutationReport,
  );
  lines.push(`${name}: ${score.toFixed(1)} % of ${mutants} mutants noticed (floor ${floor} %)`);
  console.log(lines.at(-1));
  if (score < floor) problems.push(`${name}: ${score.toFixed(1)} % is under the floor of ${floor} %`);
}
conclude(problems, `${lines.length} targets reach their floors`);
