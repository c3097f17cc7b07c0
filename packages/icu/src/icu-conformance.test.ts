import type { ArgumentValues, LocalertError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { MAX_NESTING } from './form.ts';
import { compileMessage, type MessageOptions } from './message.ts';
import { parseForm } from './parse.ts';

const show = (source: string, values: ArgumentValues = {}, options: Partial<MessageOptions> = {}) =>
  compileMessage(source, { locale: 'en', ...options }).format(values);

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return (error as LocalertError).code;
  }
  return undefined;
}

describe('what formatjs skips without a word', () => {
  it.each([
    ['{x, number, fancy}', 1234.5, '1,234.5'],
    ['{x, number, ::.00 decimal-always}', 1.5, '1.50'],
    ['{x, number, ::percent/w}', 0.5, '50%'],
    ['{x, number, ::.00/@@@@*}', 1.5, '1.50'],
    ['{x, number, ::currency/EUR/x}', 1, '€1.00'],
    ['{x, number, ::scientific/+ee/soon}', 1200, '1.2E3'],
    ['{x, number, ::latin}', 1, '1'],
    ['{x, date, fancy}', 0, '1/1/1970'],
    ['{x, time, fancy}', 0, '1/1/1970'],
    ["{x, date, ::'on'}", 0, '1/1/1970'],
    ['{x, date, ::yMMMMMM}', 0, '1/1970'],
    ['{x, plural, eins {a} other {b}}', 1, 'b'],
  ])('%s passes in a message of its own, and is refused in a fixture', (source, x, text) => {
    expect(show(source, { x })).toBe(text);
    expect(codeOf(() => parseForm(source, 'icu'))).toMatch(/^LOCALERT_MESSAGE_(?:UNSUPPORTED|SYNTAX)$/);
  });

  it.each([
    '{x, spellout}',
    '{x, ordinal}',
    '{x, duration}',
    '{x, number, currency}',
    '{x, number, ::currency}',
    '{x, number, ::measure-unit/meter}',
    '{x, number, ::integer-width/00}',
    '{x, number, ::E}',
    '{x, number, ::Exp}',
    '{x, number, ::.00/w/@@}',
    '{x, number, ::scale/x}',
    '{x, date, ::Q}',
    '{x, date, ::ccc}',
  ])('%s fails in both, where formatjs fails sooner or later', (source) => {
    expect(codeOf(() => show(source, { x: 1 }))).toBe('LOCALERT_MESSAGE_UNSUPPORTED');
    expect(codeOf(() => parseForm(source, 'icu'))).toBe('LOCALERT_MESSAGE_UNSUPPORTED');
  });
});

describe('skeletons', () => {
  it.each([
    ['scientific/+ee/sign-always', 1200, '+1.2E3'],
    ['engineering/sign-except-zero', 12_000, '+12E3'],
    ['compact-short currency/GBP', 1_200_000, '£1.2M'],
    ['measure-unit/digital-gigabyte unit-width-short', 5, '5 GB'],
    ['integer-width/*000 ,_', 1234, '1234'],
    ['sign-accounting currency/USD', -1, '($1.00)'],
    ['rounding-mode-ceiling .', 1.2, '2'],
    ['scale/100', 0.5, '50'],
  ])('%s', (skeleton, x, text) => {
    expect(show(`{x, number, ::${skeleton}}`, { x })).toBe(text);
  });

  it('j is the clock of the locale, J the one with 24 hours', () => {
    const clock = (skeleton: string, locale: string) =>
      show(`{x, time, ::${skeleton}}`, { x: 15 * 3_600_000 }, { locale });
    expect([clock('jmm', 'en'), clock('jmm', 'de'), clock('Jmm', 'en')]).toEqual([
      '3:00 PM',
      '15:00',
      '15:00',
    ]);
    expect([clock('jjmm', 'en'), clock('jjjmm', 'en')]).toEqual(['03:00 PM', '3:00 PM']);
  });
});

describe('tags', () => {
  const tagged = (source: string, values?: ArgumentValues) => show(source, values, { tags: true });

  it('are text unless asked for', () => {
    const source = '<b>{n}</b> <https://example.com|there> <@U1>';
    expect(show(source, { n: 1 })).toBe('<b>1</b> <https://example.com|there> <@U1>');
  });

  it('show what they hold', () => {
    expect(tagged('a <b>c <i>{x}</i></b><br/> 1 < 2', { x: 'd' })).toBe('a c d<br/> 1 < 2');
    expect(tagged('{n, plural, other {<b>#</b> of {g, select, other {<i>#</i>}}}}', { n: 1000, g: '' })).toBe(
      '1,000 of 1,000',
    );
    expect(tagged("'<b>'{x}'</b>'", { x: '<i>' })).toBe('<b><i></b>');
  });

  it('stand in the parts as markup', () => {
    expect(compileMessage('<b>{x}</b>!', { locale: 'en', tags: true }).formatToParts({ x: 'a' })).toEqual([
      { type: 'markup', value: '', kind: 'open', name: 'b', options: {} },
      { type: 'string', value: 'a', source: '$x', locale: 'en' },
      { type: 'markup', value: '', kind: 'close', name: 'b', options: {} },
      { type: 'text', value: '!' },
    ]);
  });

  it('want no value', () => {
    expect(compileMessage('<b>{x}</b>', { locale: 'en', tags: true }).args).toEqual({ x: { type: 'text' } });
  });

  it.each([
    ['<b>', 'a closing tag for the tag that opens here'],
    ['</b>', 'a closing tag for the tag that was opened last'],
    ['<b>x</i>', 'a closing tag for the tag that was opened last'],
    ['<b x="1">x</b>', 'a tag such as'],
  ])('%s names what was expected', (source, expected) => {
    expect(() => tagged(source)).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_MESSAGE_SYNTAX',
        details: expect.objectContaining({ expected: expect.stringContaining(expected) }),
      }),
    );
  });

  it('nest as deep as branches may, hidden or not', () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
    expect(tagged(nested(MAX_NESTING))).toBe('x');
    for (const source of [
      nested(MAX_NESTING + 1),
      nested(2_300),
      '<a>'.repeat(5_000),
      "<a'>".repeat(4_000),
    ]) {
      expect(codeOf(() => tagged(source))).toMatch(/TOO_DEEP|TOO_LARGE|SYNTAX/);
    }
  });
});

describe('custom functions', () => {
  it('are found whatever stands around them', () => {
    const functions = {
      at: (value: unknown, options: object) => `@${String(value)}${JSON.stringify(options)}`,
    };
    const source =
      "{a, select, 1 {{x, at}} b {{ y , at , q}} other {'{x, at}'}} {x,at} {n, plural, other {#{x, at}}}";
    expect(show(source, { a: 'b', x: 1, y: 2, n: 3 }, { functions })).toBe('@2{"style":"q"} @1{} 3@1{}');
    expect(show(source, { a: '1', x: 1, y: 2, n: 3 }, { functions })).toBe('@1{} @1{} 3@1{}');
    expect(show(source, { a: '', x: 1, y: 2, n: 3 }, { functions })).toBe('{x, at} @1{} 3@1{}');
  });
});
