import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileForm } from './compile.ts';
import type { ValueFault } from './fault.ts';
import { parseForm } from './parse.ts';

const settings = { locale: 'en', timeZone: 'UTC' };

/** The specification's own words, one step after the other: filter what matches, then sort by each selector. */
function bestRow(rows: readonly (readonly string[])[], values: readonly (string | number)[]): number {
  const rank = (key: string, value: string | number): number => {
    if (key === '*') return 2;
    if (key === String(value)) return 0;
    return typeof value === 'number' && key === new Intl.PluralRules('en').select(value) ? 1 : Number.NaN;
  };
  const ranked = rows.map((row, index) => ({ index, ranks: row.map((key, at) => rank(key, values[at]!)) }));
  const matching = ranked.filter(({ ranks }) => !ranks.some(Number.isNaN));
  for (const at of [2, 1, 0]) matching.sort((a, b) => a.ranks[at]! - b.ranks[at]!);
  return matching[0]!.index;
}

describe('the choice among variants', () => {
  const number = fc.constantFrom('0', '1', '2', 'one', 'other', '*');
  const text = fc.constantFrom('a', 'b', '1', '*');
  const row = fc.tuple(number, text, number);

  it('with three selectors is the specification’s', () => {
    const values = fc.tuple(
      fc.constantFrom(0, 1, 2, 5),
      fc.constantFrom('a', 'b', '1', 'x'),
      fc.constantFrom(0, 1, 2, 5),
    );
    const rows = fc.uniqueArray(row, { maxLength: 10, selector: (keys) => keys.join(' ') });
    fc.assert(
      fc.property(rows, values, (some, [x, g, y]) => {
        const all = [...some.filter((keys) => keys.join('') !== '***'), ['*', '*', '*']];
        const variants = all.map((keys, index) => `${keys.join(' ')} {{${index}}}`).join('\n');
        const source = `.input {$x :number} .input {$g :string} .input {$y :number} .match $x $g $y ${variants}`;
        const render = compileForm(parseForm(source, 'mf2'), settings);
        expect(render({ x, g, y }, () => expect.fail())).toBe(String(bestRow(all, [x, g, y])));
      }),
      { numRuns: 1_000 },
    );
  });

  it('falls to any for a selector without a usable value', () => {
    const source =
      '.input {$x :number} .input {$g :string} .match $x $g 1 a {{1a}} * a {{*a}} other * {{o}} * * {{**}}';
    const render = compileForm(parseForm(source, 'mf2'), settings);
    const faults: ValueFault[] = [];
    expect(render({ x: 'none', g: 'a' }, (fault) => faults.push(fault))).toBe('*a');
    expect(render({ x: 7 }, (fault) => faults.push(fault))).toBe('o');
    expect(faults).toEqual([
      { code: 'argument-type', argument: 'x' },
      { code: 'argument-missing', argument: 'g' },
    ]);
  });

  it('compares texts in NFC, and custom functions by what they show', () => {
    const render = (source: string, x: string) => {
      const functions = { first: (value: unknown) => String(value).charAt(0) };
      return compileForm(parseForm(source, 'mf2', { functions: ['first'] }), { ...settings, functions })(
        { x },
        () => expect.fail(),
      );
    };
    expect(render('.input {$x :string} .match $x |e\u0301| {{yes}} * {{no}}', '\u00e9')).toBe('yes');
    expect(render('.input {$x :string} .match $x \u00e9 {{yes}} * {{no}}', 'e\u0301')).toBe('yes');
    expect(render('.input {$x :first} .match $x a {{yes}} * {{no}}', 'abc')).toBe('yes');
  });

  it('reports what cannot select, and options that Intl refuses', () => {
    const faultsOf = (source: string, values: object) => {
      const faults: ValueFault[] = [];
      const form = parseForm(source, 'mf2', { lenient: true });
      const text = compileForm(form, settings)(values as never, (fault) => faults.push(fault));
      return { text, faults };
    };
    expect(faultsOf('.input {$d :date} .match $d a {{a}} * {{other}}', { d: 0 })).toEqual({
      text: 'other',
      faults: [{ code: 'argument-type' }],
    });
    expect(faultsOf('.input {$d :date} .match $d a {{a}} * {{other}}', {})).toEqual({
      text: 'other',
      faults: [{ code: 'argument-missing', argument: 'd' }],
    });
    const clash =
      '.input {$n :number minimumFractionDigits=5} .local $m = {$n :number maximumFractionDigits=1} .match $m ';
    expect(faultsOf(`${clash} one {{one}} * {{other}}`, { n: 1 })).toEqual({
      text: 'other',
      faults: [{ code: 'argument-type' }],
    });
  });
});
