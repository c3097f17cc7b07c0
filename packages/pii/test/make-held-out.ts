/**
 * Writes held-out.json: texts and values put together by a seed, made before the rules were written and not to be
 * tuned to. Secrets stand in it with `¦` inside their first characters, so that scanners of repositories let them be.
 */
import { writeFileSync } from 'node:fs';
import { NEGATIVE } from './negative-templates.ts';
import { POSITIVE } from './positive-templates.ts';
import { type Random, randomOf } from './random.ts';
import { ITEMS, type Maker, NOISE } from './values.ts';

const SEED = 20_261_125;
/** How many texts each template gives. */
const ROUNDS = 3;

const fill = (
  template: string,
  makers: Readonly<Record<string, Maker>>,
  put: (slot: string, make: Maker) => string,
) =>
  template.replace(/\{([a-z0-9-]+)\}/g, (whole, slot: string) => {
    const make = makers[slot];
    return make === undefined ? whole : put(slot, make);
  });

const masked = (value: string): string => `${value.slice(0, 2)}¦${value.slice(2)}`;

function texts(
  templates: readonly (readonly [string, string])[],
  makers: Readonly<Record<string, Maker>>,
  put: (slot: string, value: string) => string,
  seed: number,
) {
  const seen = new Set<string>();
  const made: { locale: string; text: string }[] = [];
  for (const [index, [locale, template]] of templates.entries()) {
    for (let round = 0; round < ROUNDS; round++) {
      const random: Random = randomOf(seed, index * ROUNDS + round);
      const text = fill(template, makers, (slot, make) => put(slot, make(random)));
      // A text without slots, or one that came out the same, is there once.
      if (!seen.has(text)) made.push({ locale, text });
      seen.add(text);
    }
  }
  return made;
}

const found = {
  positive: texts(POSITIVE, ITEMS, (slot, value) => `⟦${slot}|${masked(value)}⟧`, SEED),
  negative: texts(NEGATIVE, NOISE, (_, value) => value, SEED + 1),
};
writeFileSync(new URL('held-out.json', import.meta.url), `${JSON.stringify(found, null, 1)}\n`);
console.log(`${found.positive.length} with items, ${found.negative.length} without`);
