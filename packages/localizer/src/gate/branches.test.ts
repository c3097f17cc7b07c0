import { parseForm } from '@localert/icu';
import { describe, expect, it } from 'vitest';
import { branchesOf, CLOSE, choicesOf, OPEN } from './branches.ts';

const shown = (text: string) => text.replaceAll(OPEN, '[').replaceAll(CLOSE, ']');
const read = (source: string, syntax: 'icu' | 'mf2' = 'icu') => {
  const form = parseForm(source, syntax, { lenient: true, functions: ['mention', 'bytes'] });
  return {
    texts: branchesOf(form).map(
      ({ path, text }) => `${path.map(({ key }) => key).join(' ')}: ${shown(text)}`,
    ),
    uses: Object.fromEntries([...choicesOf(form).uses].map(([name, uses]) => [name, [...uses].sort()])),
    choices: choicesOf(form).choices,
  };
};

describe('branchesOf', () => {
  it('makes whole sentences', () => {
    expect(read('{n, plural, =0 {none} one {# job} other {# jobs}} of {who}').texts).toEqual([
      '=0: none of [who]',
      'one: [n] job of [who]',
      'other: [n] jobs of [who]',
    ]);
  });

  it('decides once for an argument that chooses twice', () => {
    const { texts, choices } = read('{n, plural, one {a} other {b}} {n, plural, one {c} two {d} other {e}}');
    expect(texts).toEqual(['one: a c', 'other: b e']);
    expect(choices).toHaveLength(1);
    expect(choices[0]?.keys).toHaveLength(2);
  });

  it('is bounded', () => {
    const many = Array.from({ length: 12 }, (_, index) => `{a${index}, select, x {1} other {2}}`).join('');
    expect(read(many).texts).toHaveLength(128);
  });

  it('keeps its own signs out of texts', () => {
    expect(read('a\ue000b{n, select, x {\ue001} other {}}').texts).toEqual([
      'x: a\ufffdb\ufffd',
      'other: a\ufffdb',
    ]);
  });

  it('reads several selectors of MessageFormat 2', () => {
    const source =
      '.input {$n :number}\n.input {$who :string}\n.match $n $who\none me {{I have {$n}}}\n* * {{They have {$n}}}';
    expect(read(source, 'mf2').texts).toEqual(['one me: I have [n]', 'other other: They have [n]']);
    expect(read(source, 'mf2').choices.map(({ type }) => type)).toEqual(['plural', 'select']);
  });
});

describe('choicesOf', () => {
  it('tells how arguments are used', () => {
    const { uses } = read(
      '{a} {b, number} {b, number, percent} {c, date, short} {d, time, short} {e, bytes} {f, date, ::yMMMdHm} {g, number, ::currency/EUR}',
    );
    expect(uses).toMatchObject({
      a: ['plain'],
      b: ['number', 'number percent'],
      c: ['date'],
      d: ['time'],
      f: ['date and time'],
      g: ['number currency EUR'],
    });
    expect(uses['e']?.[0]).toMatch(/^:bytes/);
  });

  it('does not take "#" for a number that is shown by name', () => {
    expect(read('{n, plural, one {#} other {#}}').uses).toEqual({ n: ['plural'] });
    expect(read('{n, plural, offset:1 one {#} other {#}}').choices[0]?.offset).toBe(1);
    expect(read('{n, selectordinal, one {#st} other {#th}}').choices[0]?.type).toBe('ordinal');
  });

  it('knows arguments that only declarations take, and calls with words of the author', () => {
    expect(read('.input {$n :number}\n{{Nothing}}', 'mf2').uses).toEqual({ n: ['plain'] });
    expect(Object.keys(read('{|here| :mention} {:mention}', 'mf2').uses)).toEqual([
      expect.stringMatching(/^:mention.* here$/),
      expect.stringMatching(/^:mention/),
    ]);
    expect(read('.local $a = {|x|}\n.local $b = {$a}\n{{{$b}}}', 'mf2').texts).toEqual([': x']);
  });
});
