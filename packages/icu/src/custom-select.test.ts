/** Selection by functions, and the test functions of the public MessageFormat 2 suite as a host would write them. */
import { describe, expect, it } from 'vitest';
import { type CustomFunctions, defineFunction, type FunctionDefinition } from './custom-function.ts';
import { compileMessage } from './message.ts';
import { parseForm } from './parse.ts';

/** The three functions of message-format-wg's test/README.md: they differ in what they can do. */
function testFunction(can: 'both' | 'select' | 'format') {
  const options = { decimalPlaces: ['0', '1'], fails: ['never', 'select', 'format', 'always'] } as const;
  const definition: FunctionDefinition<'number', typeof options> = {
    takes: 'number',
    options,
    inherits: ['test:function', 'test:select', 'test:format'],
    ...(can === 'select'
      ? {}
      : {
          format(value, { decimalPlaces, fails }) {
            if (fails === 'format' || fails === 'always') return undefined;
            const size = Math.abs(Number(value));
            const fraction = decimalPlaces === '1' ? `.${Math.floor((size - Math.floor(size)) * 10)}` : '';
            return `${value < 0 ? '-' : ''}${Math.floor(size)}${fraction}`;
          },
        }),
    ...(can === 'format'
      ? {}
      : {
          select(value, keys, { decimalPlaces, fails }) {
            if (fails === 'select' || fails === 'always') throw new Error('cannot select');
            if (Number(value) !== 1) return undefined;
            return (decimalPlaces === '1' ? ['1.0', '1'] : ['1']).filter((key) => keys.includes(key));
          },
        }),
  };
  return defineFunction(definition);
}

const functions: CustomFunctions = {
  'test:function': testFunction('both'),
  'test:select': testFunction('select'),
  'test:format': testFunction('format'),
  digit: defineFunction({
    takes: 'text',
    format: (value) => value,
    select: (value, keys) => keys.find((key) => value.includes(key)),
  }),
};

function mf2(source: string, values: Record<string, never> | Record<string, number | string> = {}) {
  const troubles: string[] = [];
  const message = compileMessage(source, { locale: 'en-US', syntax: 'mf2', functions });
  const text = message.format(values, ({ details, message }) =>
    troubles.push(String((details as { feature?: string }).feature ?? message)),
  );
  return { text, troubles };
}

const OPERAND = (name: string) => `a value that ":${name}" cannot take`;
const OPTION = (name: string) => `an option of ":${name}" with this value`;
const SELECTOR = (name: string) => `selection by a ${name}`;

describe('the test functions of the public suite', () => {
  it.each([
    ['{1.25 :test:function}', '1', []],
    ['{1.25 :test:function decimalPlaces=1}', '1.2', []],
    ['{-3 :test:format decimalPlaces=1}', '-3.0', []],
    ['{1 :test:select}', '{|1|}', [OPERAND('test:select')]],
    ['{42 :test:function fails=format}', '{|42|}', [OPERAND('test:function')]],
    ['{|horse| :test:function}', '{|horse|}', [OPERAND('test:function')]],
    ['{1 :test:function decimalPlaces=9}', '{|1|}', [OPTION('test:function')]],
    ['{1 :test:function other=9}', '1', []],
    ['.local $x = {1.5 :test:function decimalPlaces=1} {{{$x :test:format}}}', '1.5', []],
    ['.local $x = {1.5 :test:select decimalPlaces=1} {{{$x :test:function decimalPlaces=0}}}', '1', []],
    ['.local $x = {2 :test:function decimalPlaces=1} {{{3 :number minimumFractionDigits=$x}}}', '3.00', []],
  ])('%s', (source, text, troubles) => {
    expect(mf2(source)).toEqual({ text, troubles });
  });

  const variants = '1.0 {{1.0}} 1 {{1}} * {{other}}';
  it.each([
    ['.local $x = {1 :test:select}', '1', []],
    ['.local $x = {0 :test:select}', 'other', []],
    ['.local $x = {1 :test:select decimalPlaces=1}', '1.0', []],
    ['.local $y = {1 :test:select decimalPlaces=1} .local $x = {$y :test:select}', '1.0', []],
    ['.local $y = {1 :test:format decimalPlaces=1} .local $x = {$y :test:select decimalPlaces=0}', '1', []],
    ['.local $x = {1 :test:select fails=format}', '1', []],
    ['.local $x = {1 :test:select fails=select}', 'other', [SELECTOR('test:select')]],
    ['.local $x = {1 :test:format}', 'other', [SELECTOR('test:format')]],
    [
      '.local $x = {1 :test:select decimalPlaces=9}',
      'other',
      [OPTION('test:select'), SELECTOR('test:select')],
    ],
    ['.local $x = {|horse| :test:select}', 'other', [OPERAND('test:select'), SELECTOR('test:select')]],
  ])('%s selects', (declarations, text, troubles) => {
    expect(mf2(`${declarations} .match $x ${variants}`)).toEqual({ text, troubles });
    // The order of the variants decides nothing.
    expect(mf2(`${declarations} .match $x * {{other}} 1 {{1}} 1.0 {{1.0}}`).text).toBe(text);
  });

  it('prefer by the first selector, then by the second', () => {
    const both = (a: string, b: string) =>
      mf2(
        `.local $a = {${a}} .local $b = {${b}} .match $a $b 1 1 {{1,1}} 1 * {{1,*}} 1.0 * {{1.0,*}} * 1 {{*,1}} * * {{*,*}}`,
      ).text;
    expect(both('1 :test:select', '1 :test:select')).toBe('1,1');
    expect(both('1 :test:select decimalPlaces=1', '1 :test:select')).toBe('1.0,*');
    expect(both('1 :test:select', '0 :test:select')).toBe('1,*');
    expect(both('0 :test:select', '1 :test:select')).toBe('*,1');
    expect(both('0 :test:select', '0 :test:select')).toBe('*,*');
    expect(both('1 :test:select fails=select', '1 :test:select')).toBe('*,1');
    expect(both('1 :test:select', '1 :test:format')).toBe('1,*');
    expect(both('1 :number', '1 :test:select')).toBe('1,1');
  });
});

describe('selection by a function', () => {
  it('is refused by strict parsing where the function cannot select', () => {
    const source = '.local $x = {1 :test:format} .match $x 1 {{a}} * {{b}}';
    expect(() => parseForm(source, 'mf2', { functions })).toThrow('a selector that cannot select');
    expect(() => parseForm(source.replace('format', 'select'), 'mf2', { functions })).not.toThrow();
  });

  it('sees its keys once each, without the catch-all, and may give what is no key', () => {
    const seen: (readonly string[])[] = [];
    const spy = defineFunction({
      takes: 'text',
      select: (_value, keys) => {
        seen.push(keys);
        return 'nowhere';
      },
    });
    const source = '.input {$x :spy} .match $x $x a b {{ab}} a c {{ac}} a * {{a}} * * {{any}}';
    const message = compileMessage(source, { locale: 'en', syntax: 'mf2', functions: { spy } });
    expect(message.format({ x: 'a' })).toBe('any');
    expect(seen).toEqual([['a'], ['b', 'c']]);
  });

  it('reports a missing value as missing', () => {
    const { text, troubles } = mf2('.input {$x :digit} .match $x 1 {{one}} * {{any}}');
    expect(text).toBe('any');
    expect(troubles).toEqual([
      'The argument "x" is missing; give it a string, a number, a boolean or a Date.',
      'a value that ":digit" cannot take',
      SELECTOR('digit'),
    ]);
    expect(mf2('.input {$x :digit} .match $x 1 {{one}} * {{any {$x}}}', { x: 'a1' }).text).toBe('one');
  });
});
