import fc from 'fast-check';
import { MessageFormat } from 'messageformat';
import { DraftFunctions } from 'messageformat/functions';
import { describe, expect, it } from 'vitest';
import { icuLocales, icuMessage, icuValues } from '../../test/catalog-icu.ts';
import { mf2Locales, mf2Message, mf2Values } from '../../test/catalog-mf2.ts';
import { compileForm } from '../compile.ts';
import { MessageTooLargeError } from '../errors.ts';
import { parseForm } from '../parse.ts';
import { convertMessage } from './convert.ts';
import { MessageNotConvertibleError } from './errors.ts';
import { toIcuForm } from './to-icu.ts';
import { toMf2Form } from './to-mf2.ts';

const options = { functions: ['mention'] };
const toMf2 = (source: string) => convertMessage(source, 'icu', 'mf2', options);
const toIcu = (source: string) => convertMessage(source, 'mf2', 'icu', options);

function shown(source: string, syntax: 'icu' | 'mf2', locale: string, values: object): string {
  const faults: string[] = [];
  const render = compileForm(parseForm(source, syntax, options), {
    locale,
    timeZone: 'Asia/Kolkata',
    functions: { mention: (value, { style }) => `@${value}${style ?? ''}` },
  });
  return render(values as never, (fault) => faults.push(fault.code)) + faults.join();
}

/** The conversion, unless a typed error says what has no equivalent or that the choices multiply too far. */
function tried<Result>(convert: () => Result): Result | undefined {
  try {
    return convert();
  } catch (error) {
    if (MessageNotConvertibleError.is(error) || MessageTooLargeError.is(error)) return undefined;
    throw error;
  }
}

describe('MessageFormat 1 to MessageFormat 2', () => {
  it('says the same, and says it again on the way back', () => {
    let converted = 0;
    fc.assert(
      fc.property(icuMessage, fc.constantFrom(...icuLocales), icuValues, (source, locale, given) => {
        // Less an offset, a number near 0 is no longer told from 0.
        const values = { ...given, c: Number(given.c.toFixed(3)) };
        const there = tried(() => toMf2(source));
        if (!there || there.differences.length > 0) return;
        converted += 1;
        const expected = shown(source, 'icu', locale, values);
        expect(shown(there.source, 'mf2', locale, values)).toBe(expected);
        const form = toMf2Form(parseForm(source, 'icu', options)).form;
        expect(parseForm(there.source, 'mf2', options)).toEqual(form);
        const back = tried(() => toIcu(there.source));
        if (back) expect(shown(back.source, 'icu', locale, values)).toBe(expected);
      }),
      { numRuns: 500 },
    );
    expect(converted).toBeGreaterThan(100);
  });

  it.each([
    ['Hello {name}', 'Hello {$name :string}'],
    [
      '{n, plural, =0 {none} one {# disk} other {# disks}} of {all, number}',
      '.input {$n :number}\n.match $n\n0 {{none of {$all :number}}}\none {{{$n} disk of {$all :number}}}\n* {{{$n} disks of {$all :number}}}',
    ],
    [
      '{n, plural, other {{n} is #}}',
      '.local $n_count = {$n :number}\n.match $n_count\n* {{{$n :string} is {$n :number}}}',
    ],
    [
      '{n, plural, offset:1 =1 {you} other {you and #}}',
      '.input {$n :number}\n.local $n_offset = {$n :offset subtract=1}\n.match $n_offset\n0 {{you}}\n* {{you and {$n_offset}}}',
    ],
    [
      '{n, selectordinal, one {#st} other {#th}}',
      '.input {$n :number}\n.local $n_ordinal = {$n :number select=ordinal}\n.match $n_ordinal\none {{{$n}st}}\n* {{{$n}th}}',
    ],
    ['{g, select, a {A} other {{g}}}', '.input {$g :string}\n.match $g\na {{A}}\n* {{{$g}}}'],
    [
      '{g, select, a {{n, plural, one {x} other {y}}} other {z}}',
      '.input {$g :string}\n.input {$n :number}\n.match $g $n\na one {{x}}\na * {{y}}\n* * {{z}}',
    ],
    [
      '{n, plural, one {a} other {b}} {n, plural, one {c} other {d}}',
      '.input {$n :number}\n.match $n\none {{a c}}\n* {{b d}}',
    ],
    [
      '{n, plural, one {a} other {b}} {n, plural, =0 {c} other {d}}',
      '.input {$n :number}\n.match $n $n\none 0 {{a c}}\none * {{a d}}\n* 0 {{b c}}\n* * {{b d}}',
    ],
    ['{n, plural, =1 {a} =01 {b} other {c}}', '.input {$n :number}\n.match $n\n1 {{a}}\n* {{c}}'],
    ['{d, date, full} {d, time, long} {d, date, ::Hmm}', undefined],
    ['{x, mention} {x, mention, big one}', '{$x :mention} {$x :mention style=|big one|}'],
    [
      '{n_count} {n, plural, other {{n}}}',
      '.local $n_count_ = {$n :number}\n.match $n_count_\n* {{{$n_count :string} {$n :string}}}',
    ],
    ['', ''],
  ])('writes %s', (source, expected) => {
    const { source: written } = toMf2(source);
    if (expected !== undefined) expect(written).toBe(expected);
    const values = { n: 1, n_count: 2, all: 1234.5, name: 'Ada', g: 'a', d: new Date(1e12), x: 'ada' };
    expect(shown(written, 'mf2', 'en', values)).toBe(shown(source, 'icu', 'en', values));
  });

  it('is read by the reference implementation as by Localert', () => {
    const source =
      '{n, plural, offset:1 =0 {none} one {{g, select, a {# A} other {# o}}} other {# many}} for {name}';
    const there = toMf2(source).source;
    for (const values of [
      { n: 0, g: 'a', name: 'x' },
      { n: 2, g: 'a', name: 'x' },
      { n: 2, g: 'b', name: 'x' },
      { n: 5000, g: 'b', name: 'x' },
    ]) {
      const theirs = new MessageFormat('en', there, { functions: DraftFunctions, bidiIsolation: 'none' });
      expect(theirs.format(values)).toBe(shown(source, 'icu', 'en', values));
    }
  });

  it.each([
    ['{d, date, short}', 'date-width'],
    ['{d, time, ::hhmm}', 'hour-cycle'],
    ['{d, time, ::Hmm}', 'hour-cycle'],
    ['{d, date, ::yMMd}', 'date-width'],
    ['{d, time, ::jmm}', 'date-width'],
  ])('says what %s loses', (source, difference) => {
    expect(toMf2(source).differences).toEqual([difference]);
  });

  it('keeps clocks that the message leaves to the locale, or counts by a.m. and p.m.', () => {
    for (const source of ['{d, time, ::jm}', '{d, time, ::jmsz}', '{d, time, ::jma}', '{d, time, ::hma}']) {
      const there = toMf2(source);
      expect(there.differences).toEqual([]);
      for (const locale of ['en', 'de', 'ja', 'ar', 'es', 'hi']) {
        for (const d of [0, 1e12, 1.2e12 + 3_600_000]) {
          expect(shown(there.source, 'mf2', locale, { d })).toBe(shown(source, 'icu', locale, { d }));
        }
      }
    }
  });

  it('makes keys one that are one in NFC', () => {
    const { source } = toMf2('{g, select, \u00e9 {a} e\u0301 {b} other {c}}');
    expect(source).toBe('.input {$g :string}\n.match $g\n|\u00e9| {{a}}\n* {{c}}');
  });

  it('stays bounded where choices multiply', () => {
    const source = Array.from({ length: 14 }, (_, at) => `{a${at}, plural, one {x} other {y}}`).join(' ');
    expect(() => toMf2(source)).toThrow(expect.objectContaining({ code: MessageTooLargeError.code }));
    const same = Array.from({ length: 100 }, () => '{n, plural, one {x} other {y}}').join(' ');
    expect(toMf2(same).source.split('\n')).toHaveLength(4);
  });

  it('takes forms of the parser only', () => {
    const bad = (expression: object) =>
      ({ syntax: 'icu', declarations: [], nodes: [{ type: 'placeholder', expression }] }) as never;
    expect(() => toMf2Form(bad({ call: { name: 'plain' } }))).toThrow('without an argument');
    const operand = { type: 'argument', name: 'x' };
    expect(() => toMf2Form(bad({ operand, call: { name: 'string' } }))).toThrow('this placeholder');
  });
});

describe('MessageFormat 2 to MessageFormat 1', () => {
  // Values that both syntaxes show alike where no function stands: digits that no locale groups or spells otherwise.
  const plainLocale = fc.constantFrom(...mf2Locales.filter((locale) => locale !== 'ar-EG'));
  const small = fc.record({ n: fc.nat(999), m: fc.nat(999), q: fc.nat(999) });

  it('says the same', () => {
    let converted = 0;
    fc.assert(
      fc.property(mf2Message, plainLocale, mf2Values, small, (source, locale, given, numbers) => {
        const there = tried(() => toIcu(source));
        if (!there || there.differences.length > 0) return;
        const values = { ...given, ...numbers, g: given.g.normalize() };
        converted += 1;
        expect(shown(there.source, 'icu', locale, values)).toBe(shown(source, 'mf2', locale, values));
      }),
      { numRuns: 2_000 },
    );
    expect(converted).toBeGreaterThan(100);
  });

  it.each([
    ['{$name} {{'.slice(0, 7), '{name}'],
    ['{|a {b}|} {1}', "a '{'b'}' 1"],
    ['.input {$n :number} .match $n 1 {{a}} one {{b}} * {{c}}', '{n, plural, =1 {a} one {b} other {c}}'],
    ['.input {$n :number} .match $n one {{a}} other {{b}} * {{b}}', '{n, plural, one {a} other {b}}'],
    [
      '.input {$n :number} .match $n one {{a}} other {{b}} * {{c}}',
      '{n, plural, one {a} zero {c} two {c} few {c} many {c} other {b}}',
    ],
    [
      '.input {$n :number} .input {$g :string} .match $n $g one a {{A}} * b {{B}} * * {{C}}',
      '{n, plural, one {{g, select, a {A} b {B} other {C}}} other {{g, select, b {B} other {C}}}}',
    ],
    [
      '.input {$n :number} .input {$g :string} .match $n $g 1 a {{A}} one b {{B}} * * {{C}}',
      '{n, plural, =1 {{n, plural, one {{g, select, a {A} b {B} other {C}}} other {{g, select, a {A} other {C}}}}} one {{g, select, b {B} other {C}}} other {C}}',
    ],
    [
      '.input {$n :number} .input {$g :string} .match $n $g 1 a {{A}} 1 * {{X}} one b {{B}} * * {{C}}',
      '{n, plural, =1 {{g, select, a {A} other {X}}} one {{g, select, b {B} other {C}}} other {C}}',
    ],
    [
      '.input {$n :number} .local $m = {$n :offset subtract=1} .match $m 0 {{you}} one {{{$m} of {$n}}} * {{{$m}}}',
      '{n, plural, offset:1 =1 {you} one {# of {n, number}} other {#}}',
    ],
    ['.local $m = {$n :offset subtract=1} {{{$m} more}}', '{n, plural, offset:1 other {#}} more'],
    ['.input {$n :number select=exact} .match $n 1 {{a}} * {{b}}', '{n, plural, =1 {a} other {b}}'],
    [
      '.input {$n :number select=ordinal} .match $n one {{{$n}st}} * {{{$n}th}}',
      '{n, selectordinal, one {#st} other {#th}}',
    ],
    ['.local $d = {$t :date} .local $e = {$d :time precision=second} {{{$e}}}', '{t, time}'],
    [
      '.local $d = {$t :time hour12=false} .local $e = {$d :time} .local $f = {$e} {{{$f} {$d :date}}}',
      '{t, time, ::Hm} {t, date, medium}',
    ],
    [
      '{$n :percent} {$n :currency currency=EUR fractionDigits=2 currencyDisplay=name} {$n :unit unit=meter unitDisplay=long}',
      '{n, number, percent} {n, number, ::currency/EUR unit-width-full-name .00} {n, number, ::unit/meter unit-width-full-name}',
    ],
    [
      '{$n :number maximumSignificantDigits=2 useGrouping=never signDisplay=always}',
      '{n, number, ::sign-always group-off @#}',
    ],
    ['.local $s = {$x :string} {{{$s} {$s :string} {$s :mention style=a}}}', '{x} {x} {x, mention, a}'],
    ['.input {$g :string} .match $g a {{A}} |b| {{B}} * {{C}}', '{g, select, a {A} b {B} other {C}}'],
    ['.input {$n :integer} {{{$n}}}', '{n, number, integer}'],
    ['.input {$n :offset add=1} .local $m = {$n :offset subtract=1} {{{$m}}}', '{n, number}'],
  ])('writes %s', (source, expected) => {
    const { source: written } = toIcu(source);
    expect(written).toBe(expected);
    for (const n of [0, 1, 2, 5, 21]) {
      for (const g of ['a', 'b', 'c']) {
        const values = { n, g, x: 'x', name: 'y', t: new Date(1e12) };
        expect(shown(written, 'icu', 'ru', values)).toBe(shown(source, 'mf2', 'ru', values));
      }
    }
  });

  it('says that a clock of 24 hours may look different', () => {
    expect(toIcu('{$d :time hour12=false}')).toEqual({
      source: '{d, time, ::Hm}',
      differences: ['hour-cycle'],
    });
  });

  it('says that a rounded number chooses by itself', () => {
    const { source, differences } = toIcu('.input {$n :integer} .match $n one {{a}} * {{{$n}}}');
    expect(source).toBe('{n, plural, one {a} other {{n, number, integer}}}');
    expect(differences).toEqual(['integer']);
  });

  it('refuses forms that no source gives', () => {
    const local = {
      type: 'placeholder',
      expression: { operand: { type: 'local', index: 3 }, call: { name: 'plain' } },
    };
    expect(() => toIcuForm({ syntax: 'mf2', declarations: [], nodes: [local] } as never)).toThrow(
      'without a declaration',
    );
    const [match] = parseForm('.input {$n :number} .match $n * {{}}', 'mf2').nodes;
    const nodes = [{ type: 'text', value: 'a' }, match];
    expect(() => toIcuForm({ syntax: 'mf2', declarations: [], nodes } as never)).toThrow('a choice inside');
  });

  it('stays bounded where choices multiply', () => {
    const names = Array.from({ length: 16 }, (_, at) => `$a${at}`);
    const rows = names
      .slice(8)
      .map((_, at) => names.map((__, one) => (one % 8 === at ? 'one' : '*')).join(' '));
    const source = `${names.map((name) => `.input {${name} :number}`).join('')}.match ${names.join(' ')} ${rows.map((row) => `${row} {{x}}`).join(' ')} ${names.map(() => '*').join(' ')} {{o}}`;
    expect(() => toIcu(source)).toThrow(expect.objectContaining({ code: MessageTooLargeError.code }));
    const deep = Array.from({ length: 18 }, (_, at) => `$a${at}`);
    const two = `${deep.map((name) => `.input {${name} :number}`).join('')}.match ${deep.join(' ')} ${deep.map(() => 'one').join(' ')} {{a}} ${deep.map(() => '*').join(' ')} {{o}}`;
    expect(() => toIcu(two)).toThrow('nests branches');
  });
});

describe('convertMessage in one syntax', () => {
  it('writes the plainest spelling', () => {
    expect(convertMessage('{ n , plural , other { # } }', 'icu', 'icu').source).toBe(
      '{n, plural, other { # }}',
    );
    expect(convertMessage('{{{ $n   :number }}}', 'mf2', 'mf2').source).toBe('{$n :number}');
  });
});
