import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { compileForm } from './compile.ts';
import { parseForm } from './parse.ts';

type Rules = Readonly<Record<string, Readonly<Record<string, string>>>>;
const require = createRequire(import.meta.url);
const cardinals = require('cldr-core/supplemental/plurals.json').supplemental[
  'plurals-type-cardinal'
] as Rules;
const ordinals = require('cldr-core/supplemental/ordinals.json').supplemental[
  'plurals-type-ordinal'
] as Rules;

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];
const refuse = (fault: object): never => {
  throw new Error(JSON.stringify(fault));
};

/** `1.0~1.3` is 1.0, 1.1, 1.2, 1.3. */
function rangeOf(sample: string): string[] {
  const [from = '', to = from] = sample.split('~');
  const digits = from.split('.')[1]?.length ?? 0;
  const unit = 10 ** digits;
  const length = Math.round((Number(to) - Number(from)) * unit) + 1;
  return Array.from({ length }, (_, step) =>
    ((Math.round(Number(from) * unit) + step) / unit).toFixed(digits),
  );
}

/** The samples of a rule; `1c6` is compact and left out. */
function samplesOf(rule: string): string[] {
  const samples = rule
    .split(/@integer|@decimal/)
    .slice(1)
    .join(',');
  return samples
    .split(',')
    .map((sample) => sample.trim())
    .filter((sample) => /^[\d.~]+$/.test(sample))
    .flatMap(rangeOf);
}

function* allSamples(rules: Rules): Generator<{ locale: string; category: string; sample: string }> {
  for (const [locale, categories] of Object.entries(rules)) {
    for (const [name, rule] of Object.entries(categories)) {
      const category = name.replace('pluralRule-count-', '');
      for (const sample of samplesOf(rule)) yield { locale, category, sample };
    }
  }
}

const supported = (locale: string) => Intl.PluralRules.supportedLocalesOf(locale).length > 0;

describe("CLDR's plural samples", () => {
  it('choose the right branch of MessageFormat 1, in every language that Intl knows', () => {
    const branches = CATEGORIES.map((category) => `${category} {${category}}`).join(' ');
    let checked = 0;
    for (const [type, rules] of [
      ['plural', cardinals],
      ['selectordinal', ordinals],
    ] as const) {
      const form = parseForm(`{n, ${type}, ${branches}}`, 'icu');
      for (const { locale, category, sample } of allSamples(rules)) {
        // A trailing zero does not survive in a number; the test below has those.
        if (!supported(locale) || String(Number(sample)) !== sample) continue;
        const render = compileForm(form, { locale, timeZone: 'UTC' });
        expect(`${locale} ${sample} ${render({ n: Number(sample) }, refuse)}`).toBe(
          `${locale} ${sample} ${category}`,
        );
        if (!sample.includes('.')) expect(render({ n: BigInt(sample) }, refuse)).toBe(category);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(8_000);
  });

  it('choose the right variant of MessageFormat 2, visible zeros included', () => {
    const variants = CATEGORIES.map((category) => `${category} {{${category}}}`).join(' ');
    const formOf = (digits: number) =>
      parseForm(`.input {$n :number minimumFractionDigits=${digits}} .match $n ${variants} * {{*}}`, 'mf2');
    const forms = Array.from({ length: 8 }, (_, digits) => formOf(digits));
    let checked = 0;
    for (const { locale, category, sample } of allSamples(cardinals)) {
      if (!supported(locale)) continue;
      const form = forms[sample.split('.')[1]?.length ?? 0];
      const render = compileForm(form!, { locale, timeZone: 'UTC' });
      expect(`${locale} ${sample} ${render({ n: Number(sample) }, refuse)}`).toBe(
        `${locale} ${sample} ${category}`,
      );
      checked += 1;
    }
    expect(checked).toBeGreaterThan(10_000);
  });

  it('hold for integers beyond doubles', () => {
    const form = parseForm('{n, plural, one {one} few {few} many {many} other {other}}', 'icu');
    const render = (locale: string, n: bigint) =>
      compileForm(form, { locale, timeZone: 'UTC' })({ n }, refuse);
    expect(render('ru', 90_071_992_547_409_921n)).toBe('one');
    expect(render('ru', 90_071_992_547_409_922n)).toBe('few');
    expect(render('ru', 90_071_992_547_409_911n)).toBe('many');
    expect(render('ru', -90_071_992_547_409_921n)).toBe('one');
    expect(render('fr', 90_071_992_547_000_000n)).toBe('many');
    expect(render('en', 90_071_992_547_409_921n)).toBe('other');
  });
});
