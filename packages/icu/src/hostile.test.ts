import type { ArgumentValues, LocalertError } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FORMATS, MAX_SOURCE_LENGTH } from './form.ts';
import { compileMessage, type MessageOptions } from './message.ts';
import { parseForm } from './parse.ts';
import { scanIcu } from './scan-icu.ts';
import { scanMf2 } from './scan-mf2.ts';

const list = (count: number, item: (at: number) => string, separator = ' '): string =>
  Array.from({ length: count }, (_, at) => item(at)).join(separator);

function refusal(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    const { code, details } = error as LocalertError;
    return details?.['what'] === undefined ? code : `${code} ${String(details['what'])}`;
  }
  return undefined;
}

const NODES = 'LOCALERT_MESSAGE_TOO_LARGE nodes';
const FORMATS = 'LOCALERT_MESSAGE_TOO_LARGE formats';
const functions = new Map([['f', undefined]]);

describe('sources beyond the limits are refused before the parser reads them', () => {
  it.each([
    ['arms', `{x, select, ${list(1_700, (at) => `a${at}{b}`)} other{}}`],
    ['#', `{n, plural, other{${'#'.repeat(16_000)}}}`],
    ['# in a select in a plural', `{n, plural, other{{g, select, other{${'#'.repeat(2_000)}}}}}`],
    ['placeholders', '{x}'.repeat(2_001)],
    ['texts between', '{x} '.repeat(1_001)],
  ])('icu: %s', (_name, source) => {
    expect(refusal(() => scanIcu(source, { functions, tags: false }))).toBe(NODES);
  });

  it('icu: tags', () => {
    const tags = '<a></a>'.repeat(1_001);
    expect(refusal(() => scanIcu(tags, { functions, tags: true }))).toBe(NODES);
    expect(refusal(() => scanIcu(tags, { functions, tags: false }))).toBeUndefined();
    expect(refusal(() => scanIcu('<a>'.repeat(17), { functions, tags: true }))).toBe(
      'LOCALERT_MESSAGE_TOO_DEEP',
    );
  });

  it.each([
    ['options', `{$x :f ${list(2_001, (at) => `a${at}=1`)}}`],
    ['attributes', `{$x ${'@a '.repeat(2_000)}}`],
    ['attributes with values', `{$x ${'@a=b '.repeat(2_000)}}`],
    ['placeholders', '{$x}'.repeat(4_000)],
    ['texts between', '{$x} '.repeat(1_001)],
    ['declarations', list(2_002, () => '.local $a={b}')],
    ['variants', `.input{$x :string}.match $x ${'*{{a}}'.repeat(1_001)}`],
    ['keys', `.input{$x :string}.match $x ${'* '.repeat(2_001)}`],
    ['quoted keys', `.input{$x :string}.match $x ${'|a|{{}}'.repeat(1_001)}`],
  ])('mf2: %s', (_name, source) => {
    expect(refusal(() => scanMf2(source))).toBe(NODES);
  });
});

describe('sources at the limits are taken', () => {
  it.each([
    ['icu', 'x'.repeat(MAX_SOURCE_LENGTH)],
    ['icu', `{x, select, ${list(990, (at) => `a${at}{b}`)} other{}}`],
    ['icu', `{n, plural, other{${'#'.repeat(1_990)}}}`],
    // Outside a plural `#` is a letter like any other, and quoted it is one inside.
    ['icu', '#'.repeat(MAX_SOURCE_LENGTH)],
    ['icu', `{n, plural, other{${"'#'".repeat(5_000)}}}`],
    ['icu', `${'{x}'.repeat(1_999)}text`],
    ['icu', `${"'{a}'".repeat(3_000)}`],
    ['icu', '<a>'.repeat(5_000)],
    ['mf2', '{$x}'.repeat(2_000)],
    ['mf2', `{$x :f ${list(1_990, (at) => `a${at.toString(36)}=1`)}}`],
    ['mf2', `.input{$x :string}.match $x ${list(660, (at) => `k${at}{{a}}`)} *{{}}`],
    ['mf2', `{|${'{='.repeat(8_000)}|}`],
    ['mf2', '\\{'.repeat(8_000)],
  ] as const)('%s %#', (syntax, source) => {
    expect(refusal(() => parseForm(source, syntax, { functions: ['f'] }))).toBeUndefined();
  });
});

describe('the look before the parser', () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '#',
    "'",
    "''",
    "'{'",
    "'#'",
    '<b>',
    '</b>',
    '<',
    '{x}',
    '{x, number, ::.00}',
    "{d, date, ::y 'a' M}",
    '{x, f, y}',
  );
  const pattern = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const message = fc
    .tuple(pattern, pattern, pattern)
    .map(
      ([before, inner, last]) =>
        `${before}{n, plural, one {${inner}} other {{g, select, a {${last}} other {#${inner}}}}}${last}`,
    );

  it('never counts more than the lowering: nothing is refused that a form could hold', () => {
    fc.assert(
      fc.property(message, fc.boolean(), (source, tags) => {
        const form = (() => {
          try {
            return parseForm(source, 'icu', { functions: ['f'], tags });
          } catch {
            return undefined;
          }
        })();
        fc.pre(form !== undefined);
        const nodes = JSON.stringify(form).match(/"type":"(?:text|placeholder|match|markup)"|"keys"/g) ?? [];
        expect(scanIcu(source, { functions, tags }).nodes).toBeLessThanOrEqual(nodes.length);
      }),
    );
  });

  const mf2Piece = fc.constantFrom(
    'a',
    ' ',
    '\\{',
    '{$x}',
    '{|}{=@|}',
    '{$x :f a=1 b=|=| u:id=q}',
    '{#b a=1 /}',
    '{/b}',
    '{$x :number minimumFractionDigits=1}',
  );
  const mf2Pattern = fc.array(mf2Piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const mf2Message = fc
    .tuple(mf2Pattern, mf2Pattern, fc.nat(2))
    .map(
      ([first, second, kind]) =>
        [
          first,
          `.local $y = {$x :f c=d} {{${first}}}`,
          `.input {$y :string} .match $y |a| {{${first}}} b {{${second}}} * {{}}`,
        ][kind] ?? '',
    );

  it('does the same for MessageFormat 2', () => {
    fc.assert(
      fc.property(mf2Message, (source) => {
        const form = parseForm(source, 'mf2', { functions: ['f'] });
        const nodes =
          JSON.stringify(form).match(/"type":"(?:text|placeholder|markup)"|"kind":"(?:any|text)"|"keys"/g) ??
          [];
        const options = source.match(/\w=(?!@)/g) ?? [];
        expect(scanMf2(source).nodes).toBeLessThanOrEqual(
          nodes.length + options.length + form.declarations.length,
        );
      }),
    );
  });

  it('counts what it has to count', () => {
    expect(scanMf2('a {$x :f a=1 @b=c} {|{=@|}').nodes).toBe(6);
    expect(scanMf2('.input {$x :f a=1} .match $x |a| {{a {$x}}} * {{}}').nodes).toBe(7);
    const nodes = (source: string, tags = false) => scanIcu(source, { functions, tags }).nodes;
    expect(nodes('a {x} b')).toBe(3);
    expect(nodes('{n, plural, one {#a#} other {}}')).toBe(6);
    expect(nodes("{n, plural, other {'#'} }")).toBe(3);
    expect([nodes('<b>x</b>'), nodes('<b>x</b>', true), nodes('<b/>', true)]).toEqual([1, 3, 1]);
  });
});

describe('kinds of numbers and dates', () => {
  const distinct = (count: number) =>
    list(
      count,
      (at) =>
        `{x, number, ::integer-width/*${'0'.repeat(1 + (at % 20))} .${'0'.repeat(1 + Math.floor(at / 20))}}`,
    );
  const zones = ['UTC', 'Asia/Tokyo', 'Europe/Madrid', 'America/Lima'];
  const dates = (count: number) =>
    list(
      count,
      (at) => `{$x :number minimumFractionDigits=${at % 17} minimumIntegerDigits=${1 + Math.floor(at / 17)}}`,
    );

  it('are bounded, however often each is used', () => {
    expect(refusal(() => parseForm(distinct(MAX_FORMATS), 'icu'))).toBeUndefined();
    expect(refusal(() => parseForm(distinct(MAX_FORMATS + 1), 'icu'))).toBe(FORMATS);
    expect(refusal(() => parseForm('{x, number, ::.00}'.repeat(900), 'icu'))).toBeUndefined();
    expect(refusal(() => parseForm(dates(MAX_FORMATS), 'mf2'))).toBeUndefined();
    expect(refusal(() => parseForm(dates(MAX_FORMATS + 1), 'mf2'))).toBe(FORMATS);
    expect(refusal(() => parseForm(`{$x :date timeZone=|${zones[1]}|}`.repeat(400), 'mf2'))).toBeUndefined();
    expect(refusal(() => parseForm('{$x :date timeZone=$z}'.repeat(MAX_FORMATS), 'mf2'))).toBeUndefined();
    expect(refusal(() => parseForm('{$x :date timeZone=$z}'.repeat(MAX_FORMATS + 1), 'mf2'))).toBe(FORMATS);
  });
});

describe('hostile values', () => {
  const show = (source: string, values: ArgumentValues, options: Partial<MessageOptions> = {}) => {
    const kinds: unknown[] = [];
    const text = compileMessage(source, { locale: 'en', syntax: 'mf2', ...options }).format(
      values,
      ({ details }) => kinds.push(details['kind']),
    );
    return { text, kinds };
  };
  const huge = 10n ** 1_000_000n;

  it('that are numbers beyond reason cannot be shown', () => {
    expect(show('{$x}{$x :number}{$y :number}', { x: huge, y: '9'.repeat(5_000_000) })).toEqual({
      text: '{$x}{$x}{$y}',
      kinds: ['bad-operand', 'bad-operand', 'bad-operand'],
    });
    for (const source of ['{x}', '{x, number}', '{x, plural, other{#}}', '{x, select, other{}}']) {
      expect(refusal(() => show(source, { x: -huge }, { syntax: 'icu' }))).toBe('LOCALERT_ARGUMENT_TYPE');
    }
    expect(show('{$x :number useGrouping=never}', { x: 10n ** 999n }).text).toBe(`1${'0'.repeat(999)}`);
  });

  it('that only claim to be dates cannot be shown', () => {
    const liar = Object.create(Date.prototype) as Date;
    const proxy = new Proxy(new Date(0), {});
    expect(show('{$x}{$x :date}{$y :time}', { x: liar, y: proxy })).toEqual({
      text: '{$x}{$x}{$y}',
      kinds: ['bad-operand', 'bad-operand', 'bad-operand'],
    });
    const moody = Object.assign(new Date(0), {
      getTime: () => {
        throw new Error('no');
      },
    });
    expect(show('{$x :date}', { x: moody }).text).toBe('Jan 1, 1970');
  });

  it('that are long choose nothing', () => {
    expect(show('.input{$x :string}.match $x a{{a}} *{{any}}', { x: 'é'.repeat(100_000) }).text).toBe('any');
  });

  it('that are many are not searched for another form of a name', () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`a${at}`, '']));
    expect(show('{$caf\u00e9}', { ...many, 'cafe\u0301': 'x' }).kinds).toEqual(['unresolved-variable']);
    expect(show('{$caf\u00e9}', { 'cafe\u0301': 'x' }).text).toBe('x');
  });

  it('that are missing are told 100 times at most', () => {
    expect(show('{$x}'.repeat(150), {}).kinds).toHaveLength(100);
  });
});
