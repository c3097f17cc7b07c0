/**
 * `npm run fuzz`: millions of generated numbers, dates and plural categories through our formatters and through fresh
 * Intl objects. `-- --comparisons=5000000 --seed=1 --from=0`; a seed gives the same cases everywhere, and `--from`
 * goes on where another run ended. Fails with the smallest counterexamples.
 */
import { createRequire } from 'node:module';
import { dateText } from '../packages/icu/src/date-text.ts';
import { numberText } from '../packages/icu/src/number-text.ts';
import { pluralCategory } from '../packages/icu/src/plural-category.ts';
import { BATCH, batchOf, supportedLocales } from '../packages/icu/test/formatter-cases.ts';
import { described, type Mismatch, mismatchesOf, smallest } from '../packages/icu/test/formatter-check.ts';
import { progressBar } from './progress.ts';

/** So many are enough to see what is wrong. */
const ENOUGH = 2_000;

function numberOf(name: string, otherwise: number): number {
  const prefix = `--${name}=`;
  const given = process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  const value = given === undefined ? otherwise : Number(given.replaceAll(/[_,]/g, ''));
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`);
  return value;
}

const comparisons = numberOf('comparisons', 5_000_000);
const seed = numberOf('seed', 1);
const from = numberOf('from', 0);

const require = createRequire(import.meta.url);
const locales = supportedLocales(
  require('cldr-core/availableLocales.json').availableLocales.full as string[],
);
const formatters = { numberText, dateText, pluralCategory };
const batches = Math.ceil(comparisons / BATCH);
const first = Math.floor(from / BATCH);
const tick = progressBar('formatters beside Intl', batches);

const found: Mismatch[] = [];
const seen = new Set<string>();
let done = 0;
while (done < batches && found.length < ENOUGH) {
  const batch = batchOf(locales, seed, first + done);
  seen.add(batch.locale);
  found.push(...mismatchesOf(batch, formatters));
  done += 1;
  if (done % 100 === 0 || done === batches) tick(done, `${found.length} mismatches`);
}

const end = (first + done) * BATCH;
console.log(
  `${(done * BATCH).toLocaleString('en')} comparisons over ${locales.length} locales (${seen.size} with numbering systems and extensions), seed ${seed}, from ${from} to ${end}: ${found.length} mismatches`,
);
if (found.length > 0) {
  for (const mismatch of smallest(found, formatters)) console.log(described(mismatch));
  process.exitCode = 1;
}
