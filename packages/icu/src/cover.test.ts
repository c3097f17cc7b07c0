import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { compileForm } from './compile.ts';
import { contractOf } from './contract.ts';
import { type CoverOptions, coveringValues } from './cover.ts';
import { parseForm } from './parse.ts';

function cover(sources: readonly string[], options: CoverOptions = {}, syntax: 'icu' | 'mf2' = 'icu') {
  const forms = sources.map((source) => parseForm(source, syntax));
  const sets = coveringValues(forms, contractOf(forms).contract, options);
  const renders = forms.map((form) => compileForm(form, { locale: options.locale ?? 'en', timeZone: 'UTC' }));
  return {
    sets,
    texts: sets.map((set) => renders.map((render) => render(set, () => expect.fail())).join('|')),
  };
}

describe('covering values', () => {
  it('visit every branch that the locale can reach', () => {
    expect(cover(['{n, plural, =0 {zero} one {one} other {other}}']).texts).toEqual(['zero', 'one', 'other']);
    expect(cover(['{n, plural, offset:2 =2 {two} one {one} other {other}}']).texts).toEqual([
      'two',
      'one',
      'other',
    ]);
    expect(
      cover(['{n, plural, one {1} few {few} many {many} other {other}}'], { locale: 'ru' }).texts,
    ).toEqual(['1', 'few', 'many', 'other']);
    expect(cover(['{n, plural, few {few} other {other}}'], { locale: 'en' }).texts).toEqual(['other']);
    expect(cover(['{g, select, a {A} b {B} other {O}}']).texts).toEqual(['A', 'B', 'O']);
  });

  it('visit branches in branches, the same argument twice included', () => {
    const source =
      '{g, select, a {{n, plural, one {a1} other {a2}}} other {{n, selectordinal, two {o2} few {o3} other {o}}}}';
    expect(new Set(cover([source]).texts)).toEqual(new Set(['a1', 'a2', 'o2', 'o3', 'o']));
    expect(cover(['{n, plural, =5 {{n, plural, =6 {never} other {five}}} other {o}}']).texts).toEqual([
      'five',
      'o',
    ]);
  });

  it('share sets among messages', () => {
    const { texts } = cover([
      '{n, plural, one {1} other {2}}',
      '{m, plural, one {1} other {2}}',
      '{g, select, a {a} other {o}}',
    ]);
    expect(texts).toEqual(['1|1|a', '2|2|o']);
  });

  it('of MessageFormat 2', () => {
    const source = `.input {$n :number} .local $p = {$n :percent} .input {$g :string} .local $m = {$n :offset add=1}
      .match $p $g $m 75 a * {{75a}} 0 * 1 {{0}} * other * {{other}} * b 9 {{b}} * * * {{rest}}`;
    expect(new Set(cover([source], {}, 'mf2').texts)).toEqual(new Set(['75a', '0', 'other', 'rest', 'b']));
    expect(cover(['.local $x = {1 :number} .match $x 1 {{one}} * {{never}}'], {}, 'mf2').texts).toEqual([
      'one',
    ]);
  });

  it('reach every category of every language', () => {
    const require = createRequire(import.meta.url);
    for (const [type, file] of [
      ['plural', 'plurals'],
      ['selectordinal', 'ordinals'],
    ] as const) {
      const rules = require(`cldr-core/supplemental/${file}.json`).supplemental[
        type === 'plural' ? 'plurals-type-cardinal' : 'plurals-type-ordinal'
      ] as Record<string, Record<string, string>>;
      for (const [locale, byName] of Object.entries(rules)) {
        if (Intl.PluralRules.supportedLocalesOf(locale).length === 0) continue;
        const wanted = Object.entries(byName)
          // A category without samples in plain numbers (`1c6`, `1.0`) cannot be reached by a value alone.
          .filter(([, rule]) => /@integer \d|@decimal [\d., ]*\d\.\d*[1-9]/.test(rule) || !rule.includes('@'))
          .map(([name]) => name.replace('pluralRule-count-', ''));
        const branches = wanted.map((category) => `${category} {${category}}`).join(' ');
        const source = `{n, ${type}, ${branches}${wanted.includes('other') ? '' : ' other {other}'}}`;
        expect([locale, ...new Set(cover([source], { locale }).texts)].sort()).toEqual(
          [locale, ...new Set([...wanted, 'other'])].sort(),
        );
      }
    }
  });

  it('fill in what decides nothing, and are one set where nothing decides', () => {
    expect(cover(['{x} {n, number}']).sets).toEqual([{ x: 'x', n: 3 }]);
    expect(cover(['{x} {g, select, a {} other {}}'], { fill: { x: 'long', g: 'q' } }).sets).toEqual([
      { x: 'long', g: 'a' },
      { x: 'long', g: 'other' },
    ]);
  });

  it('are bounded', () => {
    const many = Array.from({ length: 900 }, (_, at) => `k${at} {x}`).join(' ');
    expect(cover([`{g, select, ${many} other {}}`]).sets).toHaveLength(200);
    expect(cover([`{g, select, ${many} other {}}`], { limit: 3 }).sets).toHaveLength(3);
    const selectors = Array.from({ length: 14 }, (_, at) => `$a${at}`);
    const inputs = selectors.map((name) => `.input {${name} :number}`).join(' ');
    const hard = `${inputs} .match ${selectors.join(' ')} ${'7.77 '.repeat(14)} {{hard}} ${'few '.repeat(14)} {{never}} ${'* '.repeat(14)} {{any}}`;
    const start = performance.now();
    expect(cover([hard], {}, 'mf2').texts).toContain('any');
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 30_000);
});
