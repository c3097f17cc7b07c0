import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { compileForm } from './compile.ts';
import { compileMessage } from './message.ts';
import { parseForm } from './parse.ts';
import { pluralCategory } from './plural-category.ts';

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

/** The samples of a rule as they are written. */
function writtenSamples(rule: string): string[] {
  const samples = rule
    .split(/@integer|@decimal/)
    .slice(1)
    .join(',');
  return samples
    .split(',')
    .map((sample) => sample.trim())
    .filter((sample) => sample !== '' && sample !== '…');
}

/** `1c6` is how a compact number shows a million; no plural of a message looks at numbers shown so. */
const isCompact = (sample: string) => sample.includes('c');

function samplesOf(rule: string): string[] {
  return writtenSamples(rule)
    .filter((sample) => !isCompact(sample))
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

  it('leave nothing out but the root locale and compact numbers', () => {
    for (const rules of [cardinals, ordinals]) {
      expect(Object.keys(rules).filter((locale) => !supported(locale))).toEqual(['und']);
      const all = Object.values(rules).flatMap((categories) =>
        Object.values(categories).flatMap(writtenSamples),
      );
      for (const sample of all) expect(sample).toMatch(/^\d+(?:\.\d+)?(?:~\d+(?:\.\d+)?|c\d+)?$/);
      expect(all.filter(isCompact).length).toBeLessThan(all.length / 20);
    }
  });

  it('have the category that formatters give, for all of them, as number and as bigint', () => {
    const counts = { cardinal: 0, ordinal: 0 };
    for (const [type, rules] of [
      ['cardinal', cardinals],
      ['ordinal', ordinals],
    ] as const) {
      for (const { locale, category, sample } of allSamples(rules)) {
        if (!supported(locale)) continue;
        const digits = sample.split('.')[1]?.length ?? 0;
        const of = pluralCategory(locale, type, digits === 0 ? {} : { minimumFractionDigits: digits });
        const shown = `${type} ${locale} ${sample}`;
        expect(`${shown} ${of(Number(sample))}`).toBe(`${shown} ${category}`);
        // Twice: a memo must not change the answer.
        expect(of(Number(sample))).toBe(category);
        if (digits === 0) expect(of(BigInt(sample))).toBe(category);
        counts[type] += 1;
      }
    }
    expect(counts.cardinal).toBeGreaterThan(12_000);
    expect(counts.ordinal).toBeGreaterThan(2_500);
  });

  it('choose the right branch through compileMessage, in both syntaxes, cardinal and ordinal', () => {
    const icuBranches = CATEGORIES.map((category) => `${category} {${category}}`).join(' ');
    const mf2Variants = CATEGORIES.map((category) => `${category} {{${category}}}`).join(' ');
    const mf2 = (options: string) => `.input {$n :number ${options}} .match $n ${mf2Variants} * {{*}}`;
    const sources = [
      [cardinals, 'plural', ''],
      [ordinals, 'selectordinal', 'select=ordinal'],
    ] as const;
    for (const [rules, format, options] of sources) {
      for (const locale of Object.keys(rules).filter(supported)) {
        const first = compileMessage(`{n, ${format}, ${icuBranches}}`, { locale });
        const second = compileMessage(mf2(options), { locale, syntax: 'mf2' });
        for (const { category, sample } of allSamples({ [locale]: rules[locale] ?? {} })) {
          if (sample.includes('.')) continue;
          const shown = [first, second].map((message) => message.format({ n: Number(sample) }));
          expect([locale, sample, ...shown]).toEqual([locale, sample, category, category]);
        }
      }
    }
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
