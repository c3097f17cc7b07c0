/**
 * `npm run check`: everything that can be said about the code without running its tests.
 * Every step runs even after one failed, so that one round shows all there is to mend.
 */
import { run } from './shell.ts';

const own = (name: string): readonly string[] => ['node', `scripts/check-${name}.ts`];

const steps: readonly (readonly [title: string, command: readonly string[]])[] = [
  ['format and lint', ['biome', 'check', '--error-on-warnings', '.']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['unused files, exports, dependencies', ['knip']],
  ['package arrows', own('arrows')],
  ['lockfile', own('lock')],
  ['install scripts', own('scripts')],
  ['licences', own('licences')],
  ['examples in docs', own('examples')],
  ['type budget', own('budget')],
  ['build', ['turbo', 'run', 'build', '--filter=./packages/*', '--output-logs=errors-only']],
  ['packed packages', own('packages')],
];

let failed = 0;
for (const [title, [command = '', ...args]] of steps) {
  const { ok, stdout, output, seconds } = await run(command, args, {
    env: { TURBO_TELEMETRY_DISABLED: '1' },
  });
  // An own check ends with a line that says what it covered.
  const summary = ok && command === 'node' ? (stdout.trimEnd().split('\n').at(-1) ?? '') : '';
  console.log(
    `${ok ? 'ok  ' : 'FAIL'} ${`${seconds.toFixed(1)} s`.padStart(7)}  ${title}  ${summary}`.trimEnd(),
  );
  if (ok) continue;
  failed += 1;
  console.log(output.trimEnd().replaceAll(/^/gm, '     '));
}
console.log(
  failed === 0 ? `all ${steps.length} checks passed` : `${failed} of ${steps.length} checks failed`,
);
process.exitCode = failed === 0 ? 0 : 1;
