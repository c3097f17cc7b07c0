/**
 * A budget on type instantiations: reading arguments out of message literals is type-level parsing, and a
 * careless change there can make a host's editor crawl long before any test fails. The compiler's own count is
 * taken, which is the same on every machine, unlike its time.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, mustRun, root } from './shell.ts';

const fixtures = 300;

/** About double what is measured today for that many fixtures; raise it only with a reason. */
const budget = 400_000;

/** A module with that many messages of two or three arguments, each with its arguments' type put to use. */
function moduleWith(count: number): string {
  const lines = ["import type { IcuArgs } from '@localert/icu';"];
  for (let n = 0; n < count; n += 1) {
    const plural = `{count${n}, plural, one {# stream} other {# streams}} failing`;
    const select = `{tier, select, gold {Call now} silver {Write} other {Wait for} }`;
    lines.push(`type M${n} = IcuArgs<'Region {region${n}}: ${plural}, ${select} team ${n}'>;`);
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

async function instantiations(folder: string, count: number): Promise<number> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = { extends: join(root, 'tsconfig.base.json'), include: ['*.ts'], exclude: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'fixtures.ts'), moduleWith(count));
  const { stdout } = await mustRun('tsc', ['-p', '.', '--extendedDiagnostics', '--pretty', 'false'], {
    cwd: folder,
  });
  return Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]);
}

const folder = join(root, 'node_modules/.cache/localert-budget');
// What importing the package costs by itself is not this budget's matter.
const used = (await instantiations(folder, fixtures)) - (await instantiations(folder, 0));
const line = `${used.toLocaleString('en')} instantiations for ${fixtures} fixtures, budget ${budget.toLocaleString('en')}`;
conclude(used <= budget ? [] : [line], line);
