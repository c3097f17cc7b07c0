import { isLocalertError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { MessageSyntaxError, MessageUnsupportedError } from './errors.ts';
import { type ParseOptions, parseForm } from './parse.ts';

function errorOf(source: string, options?: ParseOptions): unknown {
  try {
    parseForm(source, 'mf2', options);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the form of MessageFormat 2', () => {
  it('resolves declarations to their place', () => {
    const form = parseForm(
      '.input {$n :integer} .local $m = {$n :offset subtract=2} {{{$m} of {$x}{|y|}}}',
      'mf2',
    );
    expect(form).toEqual({
      syntax: 'mf2',
      declarations: [
        {
          name: 'n',
          expression: {
            operand: { type: 'argument', name: 'n' },
            call: { name: 'number', integer: true, options: { style: 'decimal', maximumFractionDigits: 0 } },
          },
        },
        {
          name: 'm',
          expression: {
            operand: { type: 'local', index: 0 },
            call: { name: 'number', add: -2, options: { style: 'decimal' } },
          },
        },
      ],
      nodes: [
        {
          type: 'placeholder',
          expression: { operand: { type: 'local', index: 1 }, call: { name: 'plain' } },
        },
        { type: 'text', value: ' of ' },
        {
          type: 'placeholder',
          expression: { operand: { type: 'argument', name: 'x' }, call: { name: 'plain' } },
        },
        {
          type: 'placeholder',
          expression: { operand: { type: 'literal', value: 'y' }, call: { name: 'string' } },
        },
      ],
    });
  });

  it('tells exact keys from categories by the function of the selector', () => {
    const source = (options: string) =>
      `.input {$n :number ${options}} .local $m = {$n} .input {$g :string} .match $m $g one one {{a}} 1 other {{b}} * * {{c}}`;
    expect(parseForm(source('select=ordinal'), 'mf2').nodes).toMatchObject([
      {
        variants: [
          {
            keys: [
              { kind: 'category', value: 'one' },
              { kind: 'text', value: 'one' },
            ],
          },
          {
            keys: [
              { kind: 'exact', value: '1' },
              { kind: 'text', value: 'other' },
            ],
          },
          { keys: [{ kind: 'any' }, { kind: 'any' }] },
        ],
      },
    ]);
    expect(parseForm(source('select=exact'), 'mf2').nodes).toMatchObject([
      { variants: [{ keys: [{ kind: 'exact', value: 'one' }, {}] }, {}, {}] },
    ]);
  });

  it('keeps markup and directions', () => {
    expect(parseForm('{#b}{$x :string u:dir=rtl u:id=q}{/b}{#br size=$n/}', 'mf2').nodes).toMatchObject([
      { type: 'markup', kind: 'open', name: 'b', options: {} },
      { type: 'placeholder', expression: { direction: 'rtl', call: { name: 'string' } } },
      { type: 'markup', kind: 'close', name: 'b' },
      { type: 'markup', kind: 'standalone', name: 'br', options: { size: { type: 'argument', name: 'n' } } },
    ]);
    expect(parseForm('{$x :string u:dir=$d u:id=|a b|}', 'mf2').nodes[0]).toEqual({
      type: 'placeholder',
      expression: {
        operand: { type: 'argument', name: 'x' },
        call: { name: 'string' },
        directionFrom: { type: 'argument', name: 'd' },
        id: { type: 'literal', value: 'a b' },
      },
    });
    expect(
      parseForm('.local $y = {$x :string u:dir=ltr u:id=q} .local $z = {$y} {{{$z}}}', 'mf2').nodes,
    ).toMatchObject([{ expression: { direction: 'ltr', id: { value: 'q' } } }]);
    expect(parseForm('{$x :string u:dir=inherit u:locale=fr}', 'mf2')).toEqual(
      parseForm('{$x :string}', 'mf2'),
    );
  });

  it('marks calls whose options are variables', () => {
    expect(parseForm('{$x :number minimumFractionDigits=$d}', 'mf2').nodes).toMatchObject([
      {
        expression: {
          call: {
            variable: {
              function: 'number',
              options: { minimumFractionDigits: { type: 'argument', name: 'd' } },
            },
          },
        },
      },
    ]);
  });

  it('lets custom functions go first', () => {
    const { nodes } = parseForm('{:now} {$x :number a=1} {$y :upper b=$z}', 'mf2', {
      functions: ['now', 'number', 'upper'],
    });
    expect(nodes).toMatchObject([
      { expression: { call: { name: 'custom', function: 'now' } } },
      {},
      {
        expression: {
          call: { name: 'custom', function: 'number', options: { a: { type: 'literal', value: '1' } } },
        },
      },
      {},
      { expression: { call: { name: 'custom', options: { b: { type: 'argument', name: 'z' } } } } },
    ]);
  });
});

describe('refused sources of MessageFormat 2', () => {
  it.each([
    ['hi {$n', 1, 7, 'a space'],
    ['hi }', 1, 4, 'braces'],
    ['\n{$ }', 2, 3, 'a name'],
    ['\\x', 1, 1, 'backslash'],
    ['.input {|x|} {{}}', 1, 8, 'variable in .input'],
    ['{$x :number a=1 a=2}', 1, 17, 'option once'],
    ['.input {$x :number} .match $x {{}}', 1, 21, 'a key each'],
    ['.input {$x :number} .match $x ', 1, 21, 'a key each'],
    ['a\nb\ud800', 2, 2, 'halves of surrogate pairs'],
    ['{|\0|}', 1, 3, 'U+0000'],
    ['{$x @a @a@b}', 1, 10, 'a space'],
    ['{$x @a=1 @a=}', 1, 13, 'a name or a value'],
    ['{{x}} y', 1, 7, 'nothing after'],
    ['.local $x = {1} {{{$x}}} .x', 1, 26, 'nothing after'],
    ['.input {$x :number} .match $x 1 2 {{}} * {{}}', 1, 21, 'as many keys'],
    ['.input {$x :number} .match $x 1 {{}}', 1, 21, 'only * keys'],
    ['.input {$x} .match $x * {{}}', 1, 13, 'a function on each selector'],
    ['.input {$x :number} .input {$x} {{}}', 1, 1, 'declared once'],
    ['.input {$x :number} .match $x * {{}} * {{}}', 1, 21, 'list of keys once'],
  ])('%j names line, column and what was expected', (source, line, column, expected) => {
    const error = errorOf(source);
    expect(MessageSyntaxError.is(error)).toBe(true);
    expect(error).toMatchObject({
      details: { line, column, syntax: 'mf2', expected: expect.stringContaining(expected) },
    });
  });

  it.each([
    ['{$x :foo}', 'the function ":foo"', 5],
    ['{:number}', 'the function ":number" without a value', 2],
    ['{$x :date style=long}', 'the option "style" of ":date"', 5],
    ['{$x :string a=b}', 'the option "a" of ":string"', 5],
    [
      '{$x :number minimumFractionDigits=foo}',
      'the value of the option "minimumFractionDigits" of ":number"',
      5,
    ],
    ['{$x :number minimumFractionDigits=9 maximumFractionDigits=1}', 'the options of ":number"', 5],
    ['{$x :number select=maybe}', 'the value of the option "select" of ":number"', 5],
    ['{$x :number select=$y}', 'the value of the option "select" of ":number"', 5],
    ['{$x :currency}', '":currency" without the option "currency"', 5],
    ['{$x :unit}', '":unit" without the option "unit"', 5],
    ['{$x :unit unit=parsec}', 'the options of ":unit"', 5],
    ['{$x :offset}', '":offset" without one whole number in "add" or "subtract"', 5],
    ['{$x :offset add=1 subtract=1}', '":offset" without one whole number in "add" or "subtract"', 5],
    ['{$x :offset add=a}', '":offset" without one whole number in "add" or "subtract"', 5],
    ['{$x :datetime timeZone=Mars}', 'the options of ":datetime"', 5],
    ['{$x :time hour12=maybe}', 'the value of the option "hour12" of ":time"', 5],
    [
      '{$x :currency currency=EUR fractionDigits=x}',
      'the value of the option "fractionDigits" of ":currency"',
      5,
    ],
    [
      '.input {$x :number select=exact} .local $y = {$x :integer} {{{$y}}}',
      'the value of the option "select" of ":integer"',
      50,
    ],
    ['{$x :string u:dir=up}', 'a "u:dir" that is not ltr, rtl, auto or inherit', 13],
    ['{#b u:dir=ltr}', 'the option "u:dir" on markup', 5],
    ['.input {$x :date} .match $x * {{}}', 'a selector that cannot select', 19],
    ['.input {$x :unit unit=meter} .match $x * {{}}', 'a selector that cannot select', 30],
  ])('%j is named as unsupported', (source, feature, column) => {
    const error = errorOf(source);
    expect(MessageUnsupportedError.is(error)).toBe(true);
    expect(error).toMatchObject({ details: { feature, line: 1, column, syntax: 'mf2' } });
    expect(errorOf(source, { lenient: true })).toBeUndefined();
  });

  it.each([
    ['350,000 placeholders', '{$x}'.repeat(350_000)],
    ['4,000 placeholders', '{$x}'.repeat(4_000)],
    ['2,001 nodes', '{$x} '.repeat(1_001)],
    ['options', `{$x :f ${Array.from({ length: 2_001 }, (_, at) => `a${at}=1`).join(' ')}}`],
    [
      'keys',
      `.input {$x :number} .match $x ${Array.from({ length: 1_100 }, (_, key) => `${key}{{}}`).join(' ')} *{{}}`,
    ],
    ['selectors', `.input {$x :number} .match ${'$x '.repeat(3_000)} ${'* '.repeat(1_000)}{{}}`],
    ['open quotes', `{|${'\\\\'.repeat(8_000)}`],
    ['braces only', '{'.repeat(16_000)],
  ])('%s fail at once', (_name, source) => {
    const start = performance.now();
    const error = errorOf(source, { functions: ['f'] });
    // Measured: under 10 ms. The bound is generous for busy machines; anything quadratic takes seconds.
    expect(performance.now() - start).toBeLessThan(500);
    expect(isLocalertError(error)).toBe(true);
  });
});
