/** Holds docs/gate.md to the checks: every code stands there once, with its type, severity, weight and clause. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GATE_CHECKS } from '../packages/localizer/src/gate/checks.ts';
import { root } from './shell.ts';

const page = readFileSync(join(root, 'docs/gate.md'), 'utf8');

test('the table of the page is the table of the code', () => {
  const [, section = ''] = page.split('## Checks\n');
  const [table = ''] = section.split('\n## ');
  const told = table.split('\n').filter((line) => line.startsWith('| `'));
  const held = Object.entries(GATE_CHECKS).map(([code, { mqm, severity, weight, finds }]) => {
    const severities =
      severity.ai === severity.import ? severity.ai : `${severity.ai}; import: ${severity.import}`;
    return `| \`${code}\` | ${mqm} | ${severities} | ${weight} | ${finds} |`;
  });
  expect(told).toEqual(held);
});
