import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { detectPii, PII_RULES } from '../src/index.ts';
import { readSet, SETS } from './labelled.ts';
import { score } from './score.ts';

const page = readFileSync(new URL('../../../docs/pii-detectors.md', import.meta.url), 'utf8');

it('has a row for each rule of the table, in its order', () => {
  const kinds = [...page.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, kind]) => kind);
  expect(kinds.filter((kind) => !SETS.some((name) => name === kind))).toEqual(
    PII_RULES.map(({ kind }) => kind),
  );
});

it.each(SETS)('has the figures of the set %s as they are', (name) => {
  const { positive, negative } = readSet(name);
  const { found, items, clean, alarmed } = score(detectPii, positive, negative);
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  expect(page).toContain(
    `| \`${name}\` | ${positive.length} | ${found} of ${items} (${percent(found, items)}) | ${clean} | ${alarmed} (${percent(alarmed, clean)}) |`,
  );
});
