import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFixes } from './lint-fix.ts';
import { type LintOptions, lintMessage } from './lint-message.ts';
import { LINT_RULES } from './lint-rules.ts';

const lint = (source: string, locale = 'en', rest: Partial<LintOptions> = {}) =>
  lintMessage(source, { locale, ...rest });
const codes = (source: string, locale = 'en', rest: Partial<LintOptions> = {}) =>
  lint(source, locale, rest).map(({ code }) => code);
const mf2 = (source: string, locale = 'en', functions: string[] = []) =>
  codes(source, locale, { syntax: 'mf2', functions });
const fixed = (source: string, locale = 'en', rest: Partial<LintOptions> = {}) =>
  applyFixes(source, lint(source, locale, rest));
/** The text that a finding points at. */
const pointed = (source: string, locale = 'en', rest: Partial<LintOptions> = {}) =>
  lint(source, locale, rest).map(({ place }) =>
    source.slice(place.offset, place.offset + (place.length ?? 0)),
  );

describe('sound messages', () => {
  test.each([
    ['en', 'Disk {used, number, percent} full on {host}'],
    ['en', "It's {n, plural, one {# stream} other {# streams}}, don't panic"],
    ['en', "Write '{'name'}' or '{' and two '' here"],
    ['en', '{n, plural, offset:1 =0 {nobody} =1 {you} one {you and #} other {you and # more}}'],
    ['en', '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}'],
    ['ru', '{n, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}'],
    ['ja', '{n, plural, other {#件}}'],
    ['ar', '{n, plural, zero {لا} one {x} two {y} few {# z} many {# w} other {# v}}'],
    ['en', '{g, select, a {x} other {y}} in #ops, ticket #{id} &#35; <#C1>'],
    ['en', '`a  b` and {x}'],
    ['xx', '{n, plural, few {a #} other {b}}'],
    ['en', '\u2068{x}\u2069 and \u202a{y}\u202c'],
    ['fa', 'می\u200cخواهم'],
    ['hi', 'क्\u200dष {x}'],
    ['he', 'שלום {x}\u200f!'],
    ['th', 'ไทย\u200bไทย'],
    ['en', '👩\u200d🚀 ❤️\u200d🔥 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} {x}'],
    ['fr', 'Le disque de l’hôte {host} n’a plus de place'],
  ])('%s %s', (locale, source) => {
    expect(codes(source, locale)).toEqual([]);
  });

  test.each([
    ['en', 'Hello {$name}'],
    ['en', '.input {$n :number}\n.match $n\n0 {{none}}\none {{one}}\n* {{{$n} of {$m :integer}}}'],
    [
      'en',
      '.input {$n :number}\n.local $m = {$n :offset subtract=1}\n.match $n $m\n0 * {{a}}\n1 * {{b}}\n* one {{c}}\n* * {{d}}',
    ],
    ['en', '.input {$n :integer select=ordinal}\n.match $n\none {{a}}\ntwo {{b}}\nfew {{c}}\n* {{d}}'],
    ['en', '.input {$g :string}\n.match $g\nfem {{a}}\n* {{b}}'],
    ['en', '.input {$p :percent}\n.match $p\none {{1%}}\n* {{more}}'],
    ['en', '.input {$u :mention}\n.match $u\nx {{a}}\n* {{b}}'],
    ['en', '{$a :number minimumFractionDigits=$b} {#b}x{/b} \\{no {|literal|}'],
  ])('MessageFormat 2: %s %s', (locale, source) => {
    expect(mf2(source, locale, ['mention'])).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test('is a finding with its place', () => {
    expect(lint('ok\nand {a')).toMatchObject([
      { code: 'syntax', severity: 'error', place: { offset: 7, line: 2, column: 5 } },
    ]);
    expect(codes('{n, spellout}')).toEqual(['unsupported']);
    expect(codes('{a, select, other {'.repeat(17) + '}}'.repeat(17))).toEqual(['limit']);
    expect(codes('\u200b'.repeat(17_000))).toEqual(['limit']);
    expect(mf2('.match $x * {{a}}')).toEqual(['syntax']);
    expect(mf2('{$x :number minimumFractionDigits=x}')).toEqual(['unsupported']);
  });

  test('is still looked at for characters', () => {
    expect(codes('{a \u200b')).toEqual(['syntax', 'character-invisible']);
  });

  test('a locale that is none is the one thing refused', () => {
    expect(() => lint('x', 'no_locale')).toThrow('no_locale');
  });

  test('custom functions are known, and shift no place', () => {
    const source = "{u, mention} l'{x} {v, m, s} '{y} {n, number}";
    const rest = { functions: ['mention', 'm'] };
    expect(pointed(source, 'en', rest)).toEqual(["'{x} {v, m, s} '"]);
    expect(codes(source)).toEqual(['syntax']);
  });
});

describe('plural branches', () => {
  test.each([
    [
      'en',
      '{n, plural, =1 {a} one {b} other {c #}}',
      ['branch-unreachable'],
      '{n, plural, =1 {a} other {c #}}',
    ],
    [
      'en',
      '{n, plural, one {# a} few {b} other {# c}}',
      ['category-unknown'],
      '{n, plural, one {# a} other {# c}}',
    ],
    [
      'en',
      '{n, plural, =1 {a} =01 {b} other {c #}}',
      ['branch-duplicate'],
      '{n, plural, =1 {a} other {c #}}',
    ],
    ['en', '{n, selectordinal, one {#st} other {#th}}', ['category-missing', 'category-missing'], undefined],
    [
      'en',
      '{n, selectordinal, one {#a} two {#b} few {#c} many {#d} other {#e}}',
      ['category-unknown'],
      undefined,
    ],
    ['en', '{n, plural, other {# files}}', ['category-missing'], undefined],
    ['en', '{n, plural, =1 {one file} other {# files}}', [], undefined],
    ['ja', '{n, plural, one {a} other {#}}', ['category-unknown'], '{n, plural, other {#}}'],
    ['ru', '{n, plural, one {#} other {# a}}', ['category-missing', 'category-missing'], undefined],
    // `one` of French is for 0, 1 and fractions below 2, so exact branches never shadow it.
    ['fr', '{n, plural, =0 {a} =1 {b} one {# c} many {# d} other {# e}}', [], undefined],
    ['en', '{n, plural, offset:1 =2 {a} one {b} other {#}}', [], undefined],
    ['en', '{n, plural, offset:1 =0 {z} =2 {a} one {b} other {#}}', ['branch-unreachable'], undefined],
  ])('%s %s', (locale, source, expected, mended) => {
    expect(codes(source, locale)).toEqual(expected);
    if (mended !== undefined) expect(fixed(source, locale)).toBe(mended);
  });

  test('the rare category of large numbers is for information', () => {
    expect(lint('{n, plural, one {#} other {# a}}', 'fr')).toMatchObject([
      { code: 'category-missing', severity: 'info' },
    ]);
    expect(lint('{n, plural, one {#} other {# a}}', 'ru')).toMatchObject([
      { severity: 'warning' },
      { severity: 'warning' },
    ]);
  });

  test('a branch that holds an argument of its own is not taken out', () => {
    const [finding] = lint('{n, plural, =1 {a} one {{x}} other {#}}');
    expect([finding?.code, finding?.fix]).toEqual(['branch-unreachable', undefined]);
    expect(fixed('{n, plural, =1 {{x}} one {{x}} other {#}}')).toBe('{n, plural, =1 {{x}} other {#}}');
  });

  test('points at the selector, over lines and pairs', () => {
    const source = '🧯\n{n, plural,\n  one {🧯}\n  two {y}\n  other {# z}}';
    expect(pointed(source)).toEqual(['two']);
    expect(lint(source)[0]?.place).toEqual({ offset: source.indexOf('two'), line: 4, column: 3, length: 3 });
  });

  test('all the same', () => {
    expect(codes('{g, select, a {x} other {x}}')).toEqual(['select-same']);
    expect(codes('{g, select, other {x}}')).toEqual([]);
    expect(codes('{n, plural, one {x} other {x}}')).toEqual(['plural-same']);
    expect(codes('{n, plural, one {# fish} other {# fish}}')).toEqual([]);
    expect(codes('{n, plural, one {{n} fish} other {{n} fish}}')).toEqual([]);
    expect(
      codes('{n, plural, one {{g, select, a {#} other {x}}} other {{g, select, a {#} other {x}}}}'),
    ).toEqual([]);
  });

  test('a # outside of a plural', () => {
    expect(codes('# errors, {g, select, a {#} other {x}}')).toEqual(['pound-outside', 'pound-outside']);
    expect(codes('{n, plural, one {{g, select, a {#} other {x}}} other {#}}')).toEqual([]);
  });
});

describe('apostrophes', () => {
  test.each([
    ["l'{host} est plein", ['argument-quoted'], 'l’{host} est plein'],
    ["Host '{host}' is down", ['argument-quoted'], "Host ''{host}'' is down"],
    ["d'{a} l'{b} x", ['argument-quoted'], 'd’{a} l’{b} x'],
    ["l'<https://x.example|y> {name}", ['argument-quoted'], 'l’<https://x.example|y> {name}'],
    ["see '{n, plural, one {x} other {y}}'", ['argument-quoted'], undefined],
    ["l'<https://x.example|y>", ['apostrophe-ambiguous'], 'l’<https://x.example|y>'],
    ["l'{ ", ['space-edge', 'apostrophe-ambiguous'].reverse(), undefined],
    ["no '#1 and a '|", ['apostrophe-ambiguous', 'apostrophe-ambiguous'], "no ''#1 and a ''|"],
    ["{n, plural, one {'#'} other {#}}", [], undefined],
    ["it''s '{''}' {a}", [], undefined],
  ])('%s', (source, expected, mended) => {
    expect(codes(source)).toEqual(expected);
    if (mended !== undefined) {
      expect(fixed(source)).toBe(mended);
      expect(codes(mended)).not.toEqual(expect.arrayContaining(['argument-quoted', 'apostrophe-ambiguous']));
    }
  });

  test('a fix that would not parse is not offered', () => {
    const [finding] = lint("l'{a} {b' x");
    expect([finding?.code, finding?.argument, finding?.fix]).toEqual(['argument-quoted', 'a', undefined]);
  });
});

describe('arguments', () => {
  test.each([
    ['{n, number} {n, date}', ['argument-conflict']],
    ['{n, select, a {x} other {y}} {n, plural, one {#} other {# x}}', ['argument-conflict']],
    ['{0} and {1}', ['argument-positional', 'argument-positional']],
    ['{_name} {constructor}', ['argument-name', 'argument-name']],
  ])('%s', (source, expected) => {
    expect(codes(source)).toEqual(expected);
  });

  test('point at the use in question', () => {
    expect(pointed('{n, number} {n, date}')).toEqual(['{n, date}']);
    expect(pointed('{$n :number} {$n :date}', 'en', { syntax: 'mf2' })).toEqual(['$n']);
  });
});

describe('characters', () => {
  test.each([
    ['en', 'a\u200bb', ['character-invisible'], 'ab'],
    ['en', 'a\u00adb\ufeff', ['character-invisible', 'character-invisible'], 'ab'],
    ['en', 'a\u200fb', ['character-invisible'], 'ab'],
    ['en', 'a\u200db', ['character-invisible'], 'ab'],
    ['en', 'a\u{e0041}b', ['character-invisible'], 'ab'],
    ['en', 'a\u202eb\u202c', ['bidi-override'], undefined],
    ['en', 'a\u2067b', ['bidi-unpaired'], 'ab'],
    ['en', 'a\u2069b', ['bidi-unpaired'], 'ab'],
    ['en', '\u2067a\n\u2069b', ['bidi-unpaired', 'bidi-unpaired'], 'a\nb'],
    [
      'en',
      '\u2067{n, plural, one {#\u2069} other {# x}}',
      ['bidi-unpaired', 'bidi-unpaired'],
      '{n, plural, one {#} other {# x}}',
    ],
    ['en', 'a\ud800b', ['surrogate-lone'], 'ab'],
    ['en', 'a\udc00', ['surrogate-lone'], 'a'],
    ['en', 'a  b', ['space-double'], 'a b'],
    ['en', ' {a} ', ['space-edge', 'space-edge'], '{a}'],
    ['en', '  ', ['space-edge'], ''],
    ['en', 'a\n  b {n, plural, one { #} other { # x}}', [], undefined],
  ])('%s %j', (locale, source, expected, mended) => {
    expect(codes(source, locale)).toEqual(expected);
    if (mended !== undefined) expect(fixed(source, locale)).toBe(mended);
  });

  test('counted in code units over lines', () => {
    expect(lint('🧯\n🧯\u200b')[0]?.place).toEqual({ offset: 5, line: 2, column: 3, length: 1 });
  });

  test('in MessageFormat 2 only in text', () => {
    expect(mf2('\u2066{\u2066$x\u2069}')).toEqual(['bidi-unpaired']);
    expect(mf2('.input {$n :number}\n.match $n one {{ a\u200b }} * {{b  c}}')).toEqual([
      'character-invisible',
      'space-double',
    ]);
  });

  test('a NUL in the text does not pass for a placeholder', () => {
    expect(codes('a\u0000\u200bb')).toEqual(['character-invisible']);
  });
});

describe('MessageFormat 2', () => {
  test.each([
    ['en', '.input {$n :number}\n.match $n\n1 {{a}}\none {{b}}\n* {{c}}', ['branch-unreachable']],
    ['en', '.input {$n :number}\n.match $n\nfew {{a}}\n* {{c}}', ['category-missing', 'category-unknown']],
    [
      'en',
      '.input {$n :number select=ordinal}\n.match $n\none {{a}}\nmany {{c}}\n* {{d}}',
      ['category-missing', 'category-missing', 'category-unknown'],
    ],
    [
      'en',
      '.input {$n :number minimumFractionDigits=1}\n.match $n\none {{a}}\n* {{c}}',
      ['branch-unreachable'],
    ],
    [
      'en',
      '.input {$n :number} .input {$m :number}\n.match $n $m\n* 1 {{a}}\n* one {{b}}\none * {{c}}\n* * {{d}}',
      ['branch-unreachable'],
    ],
    [
      'en',
      '.input {$a :string} .input {$b :string} .match $a $b x y {{1}} x * {{2}} * y {{3}} * * {{4}}',
      [],
    ],
    ['ru', '.input {$n :integer} .match $n one {{a}} * {{c}}', ['category-missing', 'category-missing']],
    ['fr', '.input {$n :integer} .match $n one {{a}} * {{c}}', ['category-missing']],
    ['xx', '.input {$n :integer} .match $n few {{a}} * {{c}}', []],
    ['en', '.local $x = {1 :number} .match $x one {{a}} * {{b}}', []],
    ['en', '.local $x = {$y} .local $z = {$y} {{{$x}}}', ['declaration-unused']],
    ['en', '.input {$x :number} {{a}}', ['declaration-unused']],
    ['en', '{$x :foo} {$y :ns:bar}', ['function-unknown', 'function-unknown']],
    ['en', '.local $x = {$y :foo} {{{$x}}}', ['function-unknown']],
  ])('%s %s', (locale, source, expected) => {
    expect(mf2(source, locale)).toEqual(expected);
  });

  test('fixes', () => {
    const rest = { syntax: 'mf2' } as const;
    expect(fixed('.input {$n :number}\n.match $n\n1 {{a}}\none {{b}}\n* {{c}}', 'en', rest)).toBe(
      '.input {$n :number}\n.match $n\n1 {{a}}\n* {{c}}',
    );
    expect(fixed('.local $x = {$y} .local $z = {$y} {{{$x}}}', 'en', rest)).toBe('.local $x = {$y} {{{$x}}}');
    expect(fixed('.local $z = {$y} {{x}}', 'en', rest)).toBe('.local $z = {$y} {{x}}');
    expect(fixed('.input {$n :number}\n.match $n\n1 {{a}}\none {{{$b}}}\n* {{c}}', 'en', rest)).toContain(
      'one',
    );
  });

  test.each([
    ['.input {$n :number minimumFractionDigits=$d} .match $n few {{a}} * {{b}}', []],
    ['.input {$d :date} .match $d few {{a}} * {{b}}', ['unsupported']],
    ['.input {$d :mention} .match $d few {{a}} * {{b}}', []],
    ['.input {$n :number select=exact} .match $n 1 {{a}} one {{b}} * {{c}}', ['branch-unreachable']],
    [
      '.input {$n :number} .local $m = {$n} .match $m few {{{$m}}} * {{c}}',
      ['category-missing', 'category-unknown'],
    ],
    ['.input {$a :number} .match $a * {{a}}', []],
    ['.input {$a :number} .match $a other {{a}} one {{c}} * {{b}}', []],
  ])('selects as the form does, and lets be what nobody can foresee: %s', (source, expected) => {
    expect(mf2(source, 'en', ['mention'])).toEqual(expected);
  });

  test('too many combinations are not tried', () => {
    const inputs = [...'abcdefghijklm'].map((name) => `.input {$${name} :number}`).join(' ');
    const row = (key: string) => `${Array(13).fill(key).join(' ')} {{x}}`;
    const source = `${inputs} .match ${[...'abcdefghijklm'].map((name) => `$${name}`).join(' ')} ${row('one')} ${row('1')} ${row('*')}`;
    expect(mf2(source)).toEqual([]);
  });
});

describe('limits', () => {
  test('near ones are told', () => {
    expect(codes('x'.repeat(13_000))).toEqual(['limit-near']);
    expect(codes('{a}'.repeat(1_600))).toEqual(['limit-near']);
    expect(codes(`${'{a, select, b {} other {'.repeat(13)}x${'}}'.repeat(13)}`)).toEqual(['limit-near']);
  });

  test('a hostile number of findings costs no more than forty proofs', () => {
    const all = lint('a\u200b'.repeat(5_000));
    expect(all.length).toBe(5_000);
    expect(all.filter(({ fix }) => fix !== undefined).length).toBe(40);
  });
});

describe('whatever the source is', () => {
  const pieces = fc.constantFrom(
    ...[
      "l'",
      "'",
      "''",
      "'{",
      '{a}',
      '{b}',
      '{n, plural, ',
      'one {',
      'two {',
      '=1 {',
      'other {',
      '}',
      '}}',
      '#',
      ' ',
      '  ',
    ],
    ...[
      '{g, select, x {',
      '\u200b',
      '\u2067',
      '\u2069',
      '\u202e',
      '\ud83e',
      '\uddef',
      '\n',
      'x',
      '<',
      '>',
      '{0}',
      'offset:1 ',
    ],
    ...['{n, plural, one {a} =1 {#} two {b} other {c}}', "d'{x}", '{n, number}', '{d, date}'],
  );
  const pieces2 = fc.constantFrom(
    ...[
      '.input {$n :number} ',
      '.local $x = {$n} ',
      '.match $n ',
      '.match $n $x ',
      'one ',
      '1 ',
      '* ',
      'few ',
      '{{',
      '}}',
      '{$n}',
    ],
    ...[
      '{$y :foo}',
      ' ',
      'x',
      '\u2067',
      '\u200b',
      '\\{',
      '|',
      '.input {$n :number} .match $n 1 {{a}} one {{b}} two {{c}} * {{d}}',
    ],
  );
  const source = (unit: fc.Arbitrary<string>) => fc.array(unit, { maxLength: 14 }).map((all) => all.join(''));
  const locale = fc.constantFrom('en', 'fr', 'ru', 'ar', 'ja');

  test.each(['icu', 'mf2'] as const)(
    '%s: it never throws, places are right, fixes do what they say',
    (syntax) => {
      fc.assert(
        fc.property(source(syntax === 'icu' ? pieces : pieces2), locale, (text, tag) => {
          const all = lint(text, tag, { syntax });
          const parses = !all.some(({ code }) => ['syntax', 'unsupported', 'limit'].includes(code));
          for (const finding of all) {
            const { offset, line, column, length = 0 } = finding.place;
            expect(Object.hasOwn(LINT_RULES, finding.code)).toBe(true);
            expect(offset + length).toBeLessThanOrEqual(text.length);
            const before = text.slice(0, offset).split('\n');
            expect([line, column]).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
            if (finding.fix === undefined) continue;
            const after = codes(applyFixes(text, [finding]), tag, { syntax });
            const count = (list: string[]) => list.filter((code) => code === finding.code).length;
            expect(count(after)).toBeLessThan(count(all.map(({ code }) => code)));
            if (parses) expect(after).not.toContain('syntax');
          }
          if (parses) expect(codes(applyFixes(text, all), tag, { syntax })).not.toContain('syntax');
        }),
        { numRuns: 1_500 },
      );
    },
  );
});
