import { isLocalertError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import {
  MessageSyntaxError,
  MessageTooDeepError,
  MessageTooLargeError,
  MessageUnsupportedError,
} from './errors.ts';
import { MAX_NESTING, MAX_SOURCE_LENGTH } from './form.ts';
import { parseForm } from './parse.ts';

function errorOf(source: string, functions?: readonly string[]): unknown {
  try {
    parseForm(source, 'icu', functions ? { functions } : {});
  } catch (error) {
    return error;
  }
  return undefined;
}

const detailsOf = (source: string, functions?: readonly string[]) => {
  const error = errorOf(source, functions);
  return isLocalertError(error) ? { code: error.code, ...error.details } : error;
};

const nested = (depth: number) => `${'{a, select, other {'.repeat(depth)}x${'}}'.repeat(depth)}`;

describe('the form of MessageFormat 1', () => {
  it('has texts and placeholders, neighbouring texts joined', () => {
    expect(parseForm("It''s '{'{x}'}' <b>", 'icu')).toEqual({
      syntax: 'icu',
      declarations: [],
      nodes: [
        { type: 'text', value: "It's {" },
        {
          type: 'placeholder',
          expression: { operand: { type: 'argument', name: 'x' }, call: { name: 'plain' } },
        },
        { type: 'text', value: '} <b>' },
      ],
    });
  });

  it('is empty for an empty source', () => {
    expect(parseForm('', 'icu').nodes).toEqual([]);
    expect(parseForm('{n, plural, other {}}', 'icu').nodes).toMatchObject([{ variants: [{ nodes: [] }] }]);
  });

  it('lowers a plural with its offset: exact keys see the value, # and categories the rest', () => {
    const operand = { type: 'argument', name: 'n' };
    expect(parseForm('{n, plural, offset:1 =01 {a} one {#} other {b}}', 'icu').nodes).toEqual([
      {
        type: 'match',
        selectors: [
          {
            operand,
            call: { name: 'number', options: {}, add: -1, exactBeforeAdd: true, select: 'cardinal' },
          },
        ],
        variants: [
          { keys: [{ kind: 'exact', value: '1' }], nodes: [{ type: 'text', value: 'a' }] },
          {
            keys: [{ kind: 'category', value: 'one' }],
            nodes: [
              {
                type: 'placeholder',
                expression: { operand, call: { name: 'number', options: {}, add: -1 } },
              },
            ],
          },
          { keys: [{ kind: 'any' }], nodes: [{ type: 'text', value: 'b' }] },
        ],
      },
    ]);
  });

  it('substitutes # in a select in a plural, and keeps it elsewhere', () => {
    const { nodes } = parseForm("# {n, plural, other {{g, select, a {#'#'''# '{#' it''s} other {}}}}", 'icu');
    expect(nodes[0]).toEqual({ type: 'text', value: '# ' });
    const inner = nodes[1]?.type === 'match' ? nodes[1].variants[0]?.nodes[0] : undefined;
    expect(inner).toMatchObject({
      type: 'match',
      variants: [
        {
          nodes: [
            { type: 'placeholder' },
            { type: 'text', value: "#'" },
            { type: 'placeholder' },
            { type: 'text', value: " {# it's" },
          ],
        },
        { nodes: [] },
      ],
    });
  });

  it('gives # to the innermost plural', () => {
    const { nodes } = parseForm('{a, plural, other {{b, selectordinal, other {#}}#}}', 'icu');
    const json = JSON.stringify(nodes);
    expect(json).toContain(
      '"nodes":[{"type":"placeholder","expression":{"operand":{"type":"argument","name":"b"}',
    );
    expect(json).toContain('{"type":"placeholder","expression":{"operand":{"type":"argument","name":"a"}');
  });

  it('takes custom functions where formats stand, quotes aside', () => {
    const { nodes } = parseForm("'{x, mention}' {x, mention} {y , mention , a b} {z, mention, ::k}", 'icu', {
      functions: ['mention'],
    });
    expect(nodes).toMatchObject([
      { type: 'text', value: '{x, mention} ' },
      { expression: { call: { name: 'custom', function: 'mention', options: {} } } },
      { type: 'text' },
      { expression: { call: { options: { style: { type: 'literal', value: 'a b' } } } } },
      { type: 'text' },
      { expression: { call: { options: { style: { type: 'literal', value: '::k' } } } } },
    ]);
  });
});

describe('refused sources of MessageFormat 1', () => {
  it.each([
    ['{', 1, 1, 'closing "}"'],
    ['a\nb {}', 2, 3, 'argument name'],
    ['{x', 1, 1, 'closing "}"'],
    ['{x!}', 1, 1, 'argument name, then'],
    ['{x, }', 1, 5, 'number, date'],
    ['{x, foo}', 1, 5, 'number, date'],
    ['{x, number, }', 1, 13, 'style'],
    ['{x, number, ::}', 1, 13, 'skeleton'],
    ['{x, date, ::}', 1, 1, 'skeleton'],
    ["{x, number, 'a}", 1, 14, 'apostrophe'],
    ['{x, select}', 1, 11, 'branches'],
    ['{x, select, }', 1, 13, 'branch'],
    ['{x, select, a}', 1, 14, 'braces'],
    ['{x, select, a {}}', 1, 17, '"other {…}"'],
    ['{x, select, a {} a {} other {}}', 1, 18, 'once'],
    ['{x, plural, }', 1, 13, 'branch'],
    ['{x, plural, one}', 1, 16, 'braces'],
    ['{x, plural, one {} one {} other {}}', 1, 20, 'once'],
    ['{x, plural, one {}}', 1, 19, '"other {…}"'],
    ['{x, plural, =x {} other {}}', 1, 14, 'branch'],
    ['{x, plural, offset:x other {}}', 1, 20, 'whole number'],
    ['{x, plural, offset other {}}', 1, 19, 'whole number'],
    ['{x, plural, eins {} other {}}', 1, 18, 'plural category'],
  ])('%j names line, column and what was expected', (source, line, column, expected) => {
    const error = errorOf(source);
    expect(MessageSyntaxError.is(error)).toBe(true);
    expect(error).toMatchObject({
      details: { line, column, syntax: 'icu', expected: expect.stringContaining(expected) },
    });
  });

  it.each([
    ['{x, spellout}', 'the format "spellout"'],
    ['{x, ordinal}', 'the format "ordinal"'],
    ['{x, duration}', 'the format "duration"'],
    ['{x, number, currency}', 'the number style "currency"'],
    ['{x, number, #,##0}', 'the number style "#,##0"'],
    ['{x, number, ::currency/EURO}', 'the number skeleton "currency/EURO"'],
    ['{x, number, ::per-measure-unit/length-meter}', 'the number skeleton "per-measure-unit/length-meter"'],
    ['{x, number, ::.00/w/@@}', 'the number skeleton ".00/w/@@"'],
    ['{x, number, ::unit/parsec}', 'the number skeleton "unit/parsec"'],
    ['{x, date, yyyy-MM-dd}', 'the date style "yyyy-MM-dd"'],
    ['{x, time, later}', 'the time style "later"'],
    ['{x, date, ::yQ}', 'the field "Q" of a date skeleton'],
    ['{x, date, ::..}', 'a date skeleton without a field'],
  ])('%j is named as unsupported', (source, feature) => {
    const error = errorOf(source);
    expect(MessageUnsupportedError.is(error)).toBe(true);
    expect(error).toMatchObject({ details: { feature, line: 1, syntax: 'icu' } });
  });

  it('names places in the source of the author when custom functions stand before', () => {
    expect(detailsOf('{x, mention} {y, mention}\n{z, ordinal}', ['mention'])).toMatchObject({
      line: 2,
      column: 5,
    });
    expect(detailsOf('{x, mention} {z, ordinal}', ['mention'])).toMatchObject({ line: 1, column: 18 });
  });

  it('counts columns in UTF-16 code units', () => {
    expect(detailsOf('🧯 {}')).toMatchObject({ line: 1, column: 4 });
  });

  it('refuses a style that is longer than any real one', () => {
    for (const style of [`::${'0'.repeat(200)}`, 'x'.repeat(200)]) {
      expect(detailsOf(`{x, number, ${style}}`)).toMatchObject({ code: 'LOCALERT_MESSAGE_UNSUPPORTED' });
      expect(detailsOf(`{x, date, ${style}}`)).toMatchObject({ code: 'LOCALERT_MESSAGE_UNSUPPORTED' });
    }
  });

  it('is not fooled by a refused skeleton before (the parser keeps state in its regular expressions)', () => {
    expect(errorOf('{x, number, ::.00/w/@@}')).toBeDefined();
    expect(parseForm('{x, number, ::.00}', 'icu').nodes).toMatchObject([
      { expression: { call: { options: { minimumFractionDigits: 2, maximumFractionDigits: 2 } } } },
    ]);
  });
});

describe('limits', () => {
  it('nesting', () => {
    expect(() => parseForm(nested(MAX_NESTING), 'icu')).not.toThrow();
    expect(MessageTooDeepError.is(errorOf(nested(MAX_NESTING + 1)))).toBe(true);
    expect(MessageTooDeepError.is(errorOf(nested(700)))).toBe(true);
  });

  it('length and nodes', () => {
    expect(() => parseForm('x'.repeat(MAX_SOURCE_LENGTH), 'icu')).not.toThrow();
    expect(detailsOf('x'.repeat(MAX_SOURCE_LENGTH + 1))).toMatchObject({
      code: MessageTooLargeError.code,
      what: 'length',
    });
    expect(() => parseForm('{x}'.repeat(2_000), 'icu')).not.toThrow();
    expect(detailsOf('{x}'.repeat(2_001))).toMatchObject({ code: MessageTooLargeError.code, what: 'nodes' });
    expect(detailsOf('{x} '.repeat(1_001))).toMatchObject({ what: 'nodes' });
    const arms = Array.from({ length: 1_100 }, (_, arm) => `a${arm} {x}`).join(' ');
    expect(detailsOf(`{x, select, ${arms} other {}}`)).toMatchObject({ what: 'nodes' });
  });

  it.each([
    ['350,000 placeholders', '{x}'.repeat(350_000)],
    ['deep nesting', nested(850)],
    ['nesting that quotes hide', "{a,plural,other{'#{'".repeat(800)],
    [
      '20,000 arms',
      `{x, select, ${Array.from({ length: 20_000 }, (_, arm) => `a${arm}{}`).join(' ')} other {}}`,
    ],
    ['a huge offset', `{x, plural, offset:${'9'.repeat(10_000)} other {}}`],
    ['a huge exact key', `{x, plural, =${'9'.repeat(10_000)} {} other {}}`],
    ['100,000 digits', `{x, number, ::${'0'.repeat(100_000)}}`],
    ['a long skeleton', `{x, number, ::.${'0'.repeat(16_000)}}`],
    ['many tokens', `{x, number, ::${'@ '.repeat(8_000)}}`],
    ['a long date skeleton', `{x, date, ::${'yM'.repeat(8_000)}}`],
    ['open quotes', `{x${"'{".repeat(8_000)}`],
    ['spaces', `{${' '.repeat(16_000)}`],
  ])('%s fail at once', (_name, source) => {
    const start = performance.now();
    const error = errorOf(source);
    // Measured: under 7 ms. The bound is generous for busy machines; anything quadratic takes seconds.
    expect(performance.now() - start).toBeLessThan(500);
    expect(isLocalertError(error)).toBe(true);
    expect(JSON.stringify(error).length).toBeLessThan(600);
  });
});
