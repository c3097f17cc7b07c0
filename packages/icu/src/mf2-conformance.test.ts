import type { ArgumentValues, LocalertError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { compileMessage, type MessageOptions } from './message.ts';

/** What a message shows, and what the specification calls its errors. */
function run(source: string, values: ArgumentValues = {}, options: Partial<MessageOptions> = {}) {
  const kinds: unknown[] = [];
  const onError = ({ details }: LocalertError) => kinds.push(details['kind']);
  try {
    const message = compileMessage(source, { locale: 'en', syntax: 'mf2', ...options });
    const text = message.format(values, onError);
    const before = [...kinds];
    const parts = message.formatToParts(values, onError);
    // Both doors tell the same errors.
    expect(kinds.slice(before.length)).toEqual(before);
    return { text, kinds: before, parts };
  } catch (error) {
    return { text: undefined, kinds: [(error as LocalertError).details['kind']], parts: [] };
  }
}

describe('errors of a message bear the names of the specification', () => {
  it.each([
    ['{', 'syntax-error'],
    ['\ud83d', 'syntax-error'],
    ['.input {$x :string} .match $x', 'syntax-error'],
    ['.input {$x :string} .match $x a a {{}} * {{}}', 'variant-key-mismatch'],
    ['.input {$x :string} .match $x a {{}}', 'missing-fallback-variant'],
    ['.input {$x} .match $x * {{}}', 'missing-selector-annotation'],
    ['.local $x = {$x :string} {{}}', 'duplicate-declaration'],
    ['{$x :string a=1 a=2}', 'duplicate-option-name'],
    ['.input {$x :string} .match $x |a| {{}} a {{}} * {{}}', 'duplicate-variant'],
  ])('%j', (source, kind) => {
    expect(run(source)).toEqual({ text: undefined, kinds: [kind], parts: [] });
  });
});

describe('errors of a rendering bear the names of the specification', () => {
  it.each([
    ['{$x}', '{$x}', ['unresolved-variable']],
    ['{$x :number}', '{$x}', ['unresolved-variable', 'bad-operand']],
    ['{$x :date}', '{$x}', ['unresolved-variable', 'bad-operand']],
    ['{$x :nobody}', '{$x}', ['unresolved-variable', 'unknown-function']],
    ['{:nobody a=1}', '{:nobody}', ['unknown-function']],
    ['{:currency currency=EUR}', '{:currency}', ['bad-operand']],
    ['{:time}', '{:time}', ['bad-operand']],
    ['{soup :number}', '{|soup|}', ['bad-operand']],
    ['{12 :currency}', '{|12|}', ['bad-operand']],
    ['{12 :unit}', '{|12|}', ['bad-operand']],
    ['{12 :number minimumFractionDigits=$x}', '12', ['unresolved-variable', 'bad-option']],
    ['{12 :number minimumFractionDigits=many}', '12', ['bad-option']],
    ['{12 :offset add=1 subtract=1}', '{|12|}', ['bad-option']],
    ['{12 :number select=$x}', '12', ['bad-option']],
    ['{a :string u:dir=up}', 'a', ['bad-option']],
    ['{a :string u:dir=$x}', 'a', ['unresolved-variable', 'bad-option']],
    ['{#b u:dir=rtl u:locale=ar /}', '', ['bad-option', 'bad-option']],
    ['.input {$x :string} .match $x * {{any}}', 'any', ['unresolved-variable', 'bad-selector']],
    ['.local $n = {1 :currency currency=EUR} .match $n * {{any}}', 'any', ['bad-selector']],
    ['.local $n = {|2026-01-15| :date} .match $n * {{any}}', 'any', ['bad-selector']],
    [
      '.local $n = {1 :number select=exact} .local $m = {$n :integer} .match $m 1 {{one}} * {{any {$m}}}',
      'any 1',
      ['bad-option', 'bad-selector'],
    ],
    ['.local $n = {1 :nobody} .match $n 1 {{one}} * {{any}}', 'any', ['unknown-function', 'bad-selector']],
  ])('%j', (source, text, kinds) => {
    expect(run(source)).toMatchObject({ text, kinds });
  });

  it('blames the argument where it is one', () => {
    const errors: LocalertError[] = [];
    compileMessage('{1 :number minimumFractionDigits=$d}', { locale: 'en', syntax: 'mf2' }).format(
      { d: 'secret' },
      (error) => errors.push(error),
    );
    expect(errors).toMatchObject([
      { code: 'LOCALERT_ARGUMENT_TYPE', details: { argument: 'd', kind: 'bad-option' } },
    ]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  it('tells the fault of a declaration once, and what follows from it each time', () => {
    expect(run('.local $y = {$x :number} {{{$y} {$y} {$y :percent}}}')).toMatchObject({
      text: '{$y} {$y} {$y}',
      kinds: ['unresolved-variable', 'bad-operand', 'bad-operand'],
    });
    expect(run('.local $y = {$x :date} .local $z = {$y :time} {{{$z} {$z}{$y}}}')).toMatchObject({
      text: '{$z} {$z}{$y}',
      kinds: ['unresolved-variable', 'bad-operand', 'bad-operand'],
    });
    expect(run('{$x}{$x}').kinds).toEqual(['unresolved-variable', 'unresolved-variable']);
  });

  it('evaluates no declaration that nothing uses', () => {
    expect(run('.input {$x :number} .local $y = {:nobody} {{fine}}')).toMatchObject({
      text: 'fine',
      kinds: [],
    });
  });
});

describe('a value of null', () => {
  const source = '.input {$x :string} .match $x || {{none}} a {{a}} * {{any}}';
  it('takes the last resort where it only chooses', () => {
    expect(run('.input {$x :string} .match $x a {{a}} * {{any}}', { x: null })).toMatchObject({
      text: 'any',
      kinds: [],
    });
    expect(run(source, { x: null })).toMatchObject({ text: 'none', kinds: [] });
  });

  it('is missing elsewhere', () => {
    expect(run('{$x}', { x: null }).kinds).toEqual(['unresolved-variable']);
    expect(run(source, { x: undefined }).kinds).toEqual(['unresolved-variable', 'bad-selector']);
  });
});

describe('options of the Unicode namespace', () => {
  const isolated = { bidiIsolation: 'auto' } as const;

  it('stand in the parts', () => {
    expect(run('{#b u:id=q}{$n :number u:id=$i u:dir=ltr}{/b}', { n: 1, i: 7 }, isolated)).toMatchObject({
      text: '\u20661\u2069',
      kinds: [],
      parts: [
        { type: 'markup', kind: 'open', name: 'b', id: 'q', options: {} },
        { type: 'bidiIsolation', value: '\u2066' },
        { type: 'number', value: '1', dir: 'ltr', id: '7' },
        { type: 'bidiIsolation', value: '\u2069' },
        { type: 'markup', kind: 'close' },
      ],
    });
    // Without isolation the direction is still the author's word about the value.
    expect(run('{a :string u:dir=rtl}').parts).toEqual([
      { type: 'string', value: 'a', source: '|a|', locale: 'en', dir: 'rtl' },
    ]);
  });

  it('may come from values', () => {
    const source = '{a :string u:dir=$d}';
    expect(run(source, { d: 'rtl' }, isolated).text).toBe('\u2067a\u2069');
    expect(run(source, { d: 'inherit' }, isolated).text).toBe('\u2068a\u2069');
    expect(run(source, { d: 5 }, isolated)).toMatchObject({ text: '\u2068a\u2069', kinds: ['bad-option'] });
    expect(compileMessage(source, { locale: 'en', syntax: 'mf2' }).args).toEqual({ d: { type: 'text' } });
    expect(compileMessage('{#b u:id=$d /}', { locale: 'en', syntax: 'mf2' }).args).toEqual({
      d: { type: 'text' },
    });
  });

  it('go along with a plain reference to a variable', () => {
    const source = '.local $w = {a :string u:dir=rtl u:id=q} {{{$w} {$w :string}}}';
    expect(run(source, {}, isolated)).toMatchObject({
      text: '\u2067a\u2069 \u2068a\u2069',
      parts: [{}, { dir: 'rtl', id: 'q' }, {}, {}, {}, { type: 'string', value: 'a' }, {}],
    });
  });

  it('do not reach functions of the host, whose names may have a namespace', () => {
    const seen: unknown[] = [];
    const functions = {
      'app:shout': (value: unknown, options: object) => {
        seen.push(options);
        return String(value).toUpperCase();
      },
    };
    expect(
      run('{$x :app:shout u:dir=rtl u:id=q loud=yes @note=x}', { x: 'a' }, { functions, ...isolated }),
    ).toMatchObject({
      text: '\u2067A\u2069',
      kinds: [],
      parts: [{}, { type: 'custom', value: 'A', dir: 'rtl', id: 'q' }, {}],
    });
    expect(seen).toEqual([{ loud: 'yes' }, { loud: 'yes' }]);
  });

  it('tells an id that has no value', () => {
    const message = compileMessage('{a :string u:id=$i}', { locale: 'en', syntax: 'mf2' });
    const kinds: unknown[] = [];
    expect(message.formatToParts({}, ({ details }) => kinds.push(details['kind']))).toMatchObject([
      { value: 'a' },
    ]);
    expect(kinds).toEqual(['unresolved-variable', 'bad-option']);
  });
});

describe('attributes', () => {
  it.each([
    '{$x @a @b=c @n:d=|e f|}',
    '{$x @a @a}',
    '{$x @a=1 @b @a = |x\\|y| @b}',
    '{$x @a=1 @a=2}{#b @c @c /}',
    '.input {$y @a @a=|}|} {{{$x}}}',
  ])('are ignored, even twice: %j', (source) => {
    expect(run(source, { x: 'fine' })).toMatchObject({ text: 'fine', kinds: [] });
  });
});
