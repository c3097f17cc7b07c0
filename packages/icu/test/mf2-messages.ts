import fc from 'fast-check';
import { numeric, onTop, selectable, temporal } from './mf2-calls.ts';

type Text = fc.Arbitrary<string>;

const space = fc.constantFrom('', '', ' ', '\n', '\u3000');
const escaped = (text: string) => text.replace(/[\\{}|]/g, '\\$&');
// Begins with a letter: a simple message must not begin with a period, and space at its start is its own.
const text = fc
  .string({ unit: fc.constantFrom(...'abc é漢🧯{}|\\.\'"\n#<&') })
  .map((value) => `t${escaped(value)}`);
const quoted = fc
  .string({ unit: fc.constantFrom(...'ab 1é|\\{}.@:') })
  .map((value) => `|${value.replace(/[\\|]/g, '\\$&')}|`);

const attribute = fc.constantFrom('', '', '', ' @note', ' @translate=no', ' @a=|b c|');
const expression = (operand: Text, calls: Text): Text =>
  fc.tuple(space, operand, calls, attribute, space).map((parts) => {
    const [before, value, made, note, after] = parts;
    return `{${before}${value}${made === '' ? '' : ` ${made}`}${note}${after}}`;
  });

const none = fc.constant('');
const markup = fc.constantFrom('{#b}', '{/b}', '{#img src=|x| /}', '{#a href=$s @x}', '{/a @y}');

function placeholder(zone: string): Text {
  return fc.oneof(
    expression(fc.constantFrom('$s', '$n', '$b', '$q', '$m', '$missing'), none),
    expression(quoted, none),
    expression(fc.constantFrom('42', '-1.5', 'word', '0', '1e3'), none),
    expression(fc.oneof(fc.constantFrom('$s', '$n', '$b', 'word'), quoted), fc.constant(':string')),
    {
      weight: 4,
      arbitrary: expression(fc.constantFrom('$n', '$q', '$m', '12.5', '|-3|', '0', '$s'), numeric),
    },
    { weight: 2, arbitrary: expression(fc.constant('$d'), temporal(zone)) },
    markup,
  );
}

/** Messages in the names `$x` and `$y` besides the values: what the declarations give. */
const patternOf = (zone: string, declared: 'all' | 'plain' | 'none'): Text => {
  const shown = expression(fc.constantFrom('$x', '$y', '$g'), none);
  const again = expression(fc.constantFrom('$x', '$y'), onTop);
  const own = { none: [], plain: [shown], all: [shown, again] }[declared];
  return fc
    .array(fc.oneof({ withCrossShrink: true }, text, placeholder(zone), ...own), { maxLength: 4 })
    .map((parts) => parts.join(''));
};

const keys = fc.constantFrom(
  '0',
  '1',
  '2',
  '5',
  '100',
  '|1|',
  'zero',
  'one',
  'two',
  'few',
  'many',
  'other',
  '*',
  '*',
);
const textKeys = fc.constantFrom('a', 'b', '|e\u0301|', '\u00e9', 'one', '|a|', '*', '*');

/** Two keys are the same however they are written. */
const canonical = (row: string): string => row.replaceAll('|', '').normalize();

/** A choice by numbers with the same `select`, which other numbers in the patterns then may not inherit. */
function matched(zone: string, select: string): Text {
  // The reference refuses a number that inherits `select` from another; the specification does not ask for that.
  const pattern = patternOf(zone, select === '' ? 'all' : 'plain');
  return fc
    .record({
      first: selectable,
      second: onTop,
      // The reference does not come back from some messages with three selectors; select.test.ts has those.
      selectors: fc.constantFrom(['$x'], ['$y'], ['$g'], ['$x', '$g'], ['$g', '$x'], ['$y', '$x']),
      rows: fc.array(fc.tuple(keys, keys, textKeys, pattern), { maxLength: 8 }),
      last: pattern,
      gap: space,
    })
    .map(({ first, second, selectors, rows, last, gap }) => {
      const chosen = /^:(?:number|integer)/.test(first) ? select : '';
      const top = chosen === '' ? second : '';
      const head = [
        '.input {$n}',
        `.local $x =${gap}{$n ${first}${chosen}}`,
        `.local $y = {$x${top === '' ? '' : ` ${top}`}}`,
        '.input {$g :string}',
      ].join(gap === '' ? '' : gap);
      const row = (number: string, other: string, choice: string) =>
        selectors.map((name) => (name === '$g' ? choice : name === '$x' ? number : other)).join(' ');
      const seen = new Set([canonical(row('*', '*', '*'))]);
      const variants = rows.flatMap(([a, b, g, body]) => {
        const key = row(a, b, g);
        if (seen.has(canonical(key))) return [];
        seen.add(canonical(key));
        return [`${key}${gap}{{${body}}}`];
      });
      return `${head}\n.match ${selectors.join(' ')}\n${[...variants, `${row('*', '*', '*')} {{${last}}}`].join('\n')}`;
    });
}

/** Messages of MessageFormat 2: simple, declared, and with one or two selectors. */
export const mf2Messages = (zone: string): Text =>
  fc.oneof(
    { withCrossShrink: true },
    patternOf(zone, 'none').map((pattern) => (pattern.startsWith('.') ? `t${pattern}` : pattern)),
    fc
      .tuple(numeric, onTop, patternOf(zone, 'all'))
      .map(
        ([first, second, pattern]) =>
          `.input {$g :string} .local $x = {$n ${first.startsWith(':string') ? ':number' : first}} .local $y = {$m ${second}} {{${pattern}}}`,
      ),
    { weight: 2, arbitrary: matched(zone, '') },
    matched(zone, ' select=ordinal'),
    matched(zone, ' select=exact'),
  );

const number = fc.oneof(
  fc.constantFrom(
    0,
    1,
    2,
    3,
    5,
    11,
    21,
    100,
    101,
    1_000,
    0.5,
    0.01,
    0.02,
    1.5,
    2.5,
    1.005,
    -1,
    -0.5,
    1e6,
    2e6,
  ),
  fc.integer({ min: 0, max: 130 }),
  fc.integer({ min: -2_000, max: 2_000_000 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);

/** Values for all arguments of the messages; `$missing` is not among them. */
export const mf2Values = fc.record({
  n: number,
  m: fc.oneof(number, fc.integer().map(BigInt)),
  q: fc.constantFrom('0', '1', '12.5', '-3', '1e3'),
  s: fc.string({ unit: 'binary' }),
  b: fc.boolean(),
  g: fc.constantFrom('a', 'b', '\u00e9', 'e\u0301', 'one', 'x', ''),
  d: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
  two: fc.constantFrom<string | number>(2, '2'),
  money: fc.constantFrom('EUR', 'JPY'),
});
