/**
 * `npm run guards`: takes every guard of `guards.ts` out of a copy of the code, one after the other, and shows that a
 * test of its attack fails then. `-- --only=12,16` tries those attacks alone, `-- --named=SQLite` the guards with that
 * word.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Edit, Guard } from './guard.ts';
import { guards } from './guards.ts';
import { progressBar } from './progress.ts';
import { scratchFolder } from './scratch.ts';
import { conclude, root, run } from './shell.ts';

/** The titles of the tests that passed and failed. */
interface Report {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

const NOTHING: Report = { passed: [], failed: [] };

/** Longest that the tests of one attack may take. */
const MOST_SECONDS = 300;

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
  }[];
}

/** The packages as they are, beside links to what is installed: a guard is never taken out of the real files. */
function copyInto(folder: string): void {
  for (const file of ['package.json', 'vitest.config.ts', 'tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(folder, file));
  }
  const isSource = (path: string) =>
    !/\/(?:node_modules|dist|coverage)(?:\/|$)/.test(path.slice(root.length));
  cpSync(join(root, 'packages'), join(folder, 'packages'), { recursive: true, filter: isSource });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@localert'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@localert' && name !== '.vite')
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of readdirSync(join(folder, 'packages'))) {
    symlinkSync(join(folder, 'packages', name), join(modules, '@localert', name));
    // What npm keeps beside a package, since another one has it in another version.
    const own = join(root, 'packages', name, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(folder, 'packages', name, 'node_modules'));
  }
  symlinkSync(join(root, 'servers'), join(modules, '@localert', 'servers'));
}

async function testAttack(folder: string, attack: number, file: string): Promise<Report | undefined> {
  const out = join(folder, 'report.json');
  const pattern = `attacks? ${attack}\\b`;
  rmSync(out, { force: true });
  const args = ['run', '--root', folder, '--project', 'packages', '-t', pattern];
  await run('vitest', [...args, '--reporter=json', `--outputFile=${out}`, file], {
    cwd: folder,
    timeout: MOST_SECONDS,
  });
  // Ended before its end: what is there is the report of the run before, or none.
  if (!existsSync(out)) return undefined;
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as JsonReport;
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const titles = (status: string) =>
    results.filter((result) => result.status === status).map(({ title }) => title);
  return { passed: titles('passed'), failed: titles('failed') };
}

/** Takes an edit's piece out; answers why it cannot. */
function takeOut(folder: string, { file, remove, leave }: Edit): string | undefined {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(remove).length - 1;
  if (places !== 1) return `it stands ${places} times in ${file}; say anew how it is taken out`;
  writeFileSync(
    path,
    source.replace(remove, () => leave),
  );
  return undefined;
}

/** Why the guard is not proved, or `undefined` when a test of its attack failed without it. */
async function problemWith(folder: string, guard: Guard): Promise<string | undefined> {
  const edits: readonly Edit[] = [guard, ...(guard.also ?? [])];
  const before = edits.map(
    ({ file }) => [join(folder, file), readFileSync(join(folder, file), 'utf8')] as const,
  );
  try {
    for (const edit of edits) {
      const problem = takeOut(folder, edit);
      if (problem !== undefined) return problem;
    }
    const report = await testAttack(folder, guard.attack, guard.test);
    if (report === undefined) return `without it ${guard.test} does not end in ${MOST_SECONDS} s`;
    return report.failed.length > 0
      ? undefined
      : `without it every test of the attack in ${guard.test} passes`;
  } finally {
    for (const [path, source] of before) writeFileSync(path, source);
  }
}

const argument = (name: string): string | undefined =>
  process.argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3);

const only = argument('only')?.split(',').map(Number);
const named = argument('named') ?? '';
const chosen = guards.filter(
  ({ attack, guard }) => (only?.includes(attack) ?? true) && guard.includes(named),
);

using scratch = scratchFolder('guards');
copyInto(scratch.path);
const bar = progressBar('guards', chosen.length);
const problems: string[] = [];
const whole = new Set<string>();
for (const [index, guard] of chosen.entries()) {
  const name = `attack ${guard.attack}, ${guard.guard}`;
  bar(index, name);
  const key = `${guard.attack} ${guard.test}`;
  if (!whole.has(key)) {
    whole.add(key);
    const { passed, failed } = (await testAttack(scratch.path, guard.attack, guard.test)) ?? NOTHING;
    if (passed.length === 0 || failed.length > 0) {
      problems.push(
        `${name}: with all guards in place ${passed.length} tests pass and ${failed.length} fail`,
      );
      continue;
    }
  }
  const problem = await problemWith(scratch.path, guard);
  if (problem !== undefined) problems.push(`${name}: ${problem}`);
}
bar(chosen.length);
conclude(
  problems,
  `${chosen.length} guards of ${new Set(chosen.map(({ attack }) => attack)).size} attacks: each is missed when it is gone`,
);
