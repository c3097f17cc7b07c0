/**
 * A budget on type instantiations: reading arguments out of message literals is type-level parsing, and a
 * careless change there can make a host's editor crawl long before any test fails. The compiler's own count is
 * taken, which is the same on every machine, unlike its time.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, mustRun, root } from './shell.ts';

const fixtures = 300;

/** About one and a half times what is measured today for that many fixtures; raise one only with a reason. */
const budgets = { icu: 250_000, mf2: 340_000 } as const;

type Syntax = keyof typeof budgets;

/** A message of three arguments that is like no other. */
const messages: Readonly<Record<Syntax, (n: number) => string>> = {
  icu: (n) =>
    `Region {region${n}}: {count${n}, plural, one {# stream} other {# streams}} failing, ` +
    `{tier, select, gold {Call now} silver {Write} other {Wait for} } team ${n}`,
  mf2: (n) =>
    `.input {$count${n} :number} .local $shown = {$count${n} :integer} .match $count${n} ` +
    `one {{{$shown} stream of {$tier :string} failing in {$region${n}}, team ${n}}} ` +
    `* {{{$shown} streams of {$tier :string} failing in {$region${n}}, team ${n}}}`,
};

/** A module with that many messages, each with its arguments' type put to use. */
function moduleWith(count: number, syntax: Syntax): string {
  const lines = ["import type { IcuArgs } from '@localert/icu';"];
  for (let n = 0; n < count; n += 1) {
    lines.push(`type M${n} = IcuArgs<'${messages[syntax](n)}', '${syntax}'>;`);
    lines.push(
      `export const m${n} = (args: M${n}): unknown[] => [args.region${n}, args.count${n}, args.tier];`,
    );
  }
  if (count > 0) {
    lines.push(
      '// @ts-expect-error An argument that the message does not take: a type that counts nothing costs nothing.',
    );
    lines.push('export const wrong = (args: M0): unknown => args.absent;');
  }
  return `${lines.join('\n')}\nexport {};\n`;
}

async function instantiations(folder: string, count: number, syntax: Syntax): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = { extends: join(root, 'tsconfig.base.json'), include: ['*.ts'], exclude: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'fixtures.ts'), moduleWith(count, syntax));
  const { stdout } = await mustRun('tsc', ['-p', '.', '--extendedDiagnostics', '--pretty', 'false'], {
    cwd: folder,
  });
  return Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]);
}

const folder = join(root, 'node_modules/.cache/localert-budget');
const over: string[] = [];
const lines: string[] = [];
for (const [syntax, budget] of Object.entries(budgets) as [Syntax, number][]) {
  // What importing the package costs by itself is not this budget's matter.
  const used = (await instantiations(folder, fixtures, syntax)) - (await instantiations(folder, 0, syntax));
  const line = `${syntax}: ${used.toLocaleString('en')} instantiations for ${fixtures} fixtures, budget ${budget.toLocaleString('en')}`;
  lines.push(line);
  if (used > budget) over.push(line);
}
conclude(over, lines.join('; '));
