import fc from 'fast-check';

/** What a peer understands as we do. */
export interface Dialect {
  readonly styles: fc.Arbitrary<string>;
  /** Whether `#` in a select in a plural is the number. */
  readonly poundInSelect: boolean;
}

/** Where a text stands: `#` means something else in each. */
type Place = 'top' | 'plural' | 'select in plural';

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many'];
const EXACT = ['=0', '=1', '=2', '=3', '=5', '=11', '=100', '=1000', '=1000000'];

// An apostrophe before a brace would quote it, so a lone one stands before a letter.
const QUOTED = ["''", "don't", "'{'", "'}'", "'{n}'", "'{it''s}'", "'{''", "l'a"].map((text) =>
  text === "'{''" ? "'{'''" : text,
);

function textPiece(place: Place, { poundInSelect }: Dialect): fc.Arbitrary<string> {
  const pounds =
    place === 'plural' ? ['#', ' # ', "'#'", "'#{'"] : place === 'top' || poundInSelect ? ['#'] : [];
  const quoted = fc.constantFrom(...QUOTED, ...pounds);
  return fc.oneof(fc.string({ unit: fc.constantFrom(...'abc é漢🧯"\\&.,:!-<>|/\n\t') }), quoted);
}

const branches = (keys: readonly string[], bodies: readonly string[], space: string): string =>
  [...keys, 'other'].map((key, at) => `${key}${space}{${bodies[at] ?? ''}}`).join(' ');

const bodiesOf = (pattern: fc.Arbitrary<string>) => fc.array(pattern, { minLength: 6, maxLength: 6 });
const space = fc.constantFrom('', ' ', '\n  ');

function plural(depth: number, dialect: Dialect): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('plural', 'selectordinal'),
      fc.constantFrom('', '', 'offset:1 ', 'offset: 2 ', 'offset:10 '),
      fc.uniqueArray(fc.constantFrom(...CATEGORIES, ...EXACT), { maxLength: 5 }),
      bodiesOf(pattern(depth, 'plural', dialect)),
      space,
    )
    .map(([kind, offset, keys, bodies, gap]) => `{c,${gap}${kind}, ${offset}${branches(keys, bodies, gap)}}`);
}

function select(depth: number, place: Place, dialect: Dialect): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('g', 'g', 'k'),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'yes', '1', '1000', 'é', 'constructor'), { maxLength: 5 }),
      bodiesOf(pattern(depth, place === 'top' ? 'top' : 'select in plural', dialect)),
      space,
    )
    .map(([name, keys, bodies, gap]) => `{${name}, select,${gap}${branches(keys, bodies, gap)}}`);
}

function pattern(depth: number, place: Place, dialect: Dialect): fc.Arbitrary<string> {
  const leaf = [
    { weight: 3, arbitrary: textPiece(place, dialect) },
    { weight: 1, arbitrary: fc.constantFrom('{s}', '{m}', '{ s }') },
    { weight: 2, arbitrary: dialect.styles },
  ];
  const inner =
    depth === 0
      ? []
      : [
          { weight: 1, arbitrary: plural(depth - 1, dialect) },
          { weight: 1, arbitrary: select(depth - 1, place, dialect) },
        ];
  return fc
    .array(fc.oneof({ withCrossShrink: true }, ...leaf, ...inner), { maxLength: 4 })
    .map((pieces) => pieces.join(''));
}

/** Messages of MessageFormat 1: texts with quoting, arguments, styles, plurals and choices three deep. */
export const mf1Messages = (dialect: Dialect): fc.Arbitrary<string> =>
  // Half of them begin with a choice, so that every form of it is seen often.
  fc.oneof(
    { withCrossShrink: true },
    pattern(2, 'top', dialect),
    fc.tuple(pattern(0, 'top', dialect), plural(1, dialect)).map((parts) => parts.join('')),
    fc.tuple(select(2, 'top', dialect), pattern(1, 'top', dialect)).map((parts) => parts.join('')),
  );

const KNOWN = [
  0, 1, 2, 3, 5, 7, 11, 12, 21, 22, 100, 101, 1_000, 1e6, 2e6, 0.5, 1.5, 2.5, 1.005, 0.01, -1, -2,
];
/** Finite and with no more decimals than a number shows: what every library has a category for. */
const modest = fc.oneof(
  fc.constantFrom(...KNOWN),
  fc.integer({ min: 0, max: 130 }),
  fc.integer({ min: -2_000, max: 2_000_000 }),
  fc.integer({ min: -2_000_000, max: 2_000_000 }).map((thousandths) => thousandths / 1_000),
);
const anyNumber = fc.oneof(
  { weight: 6, arbitrary: modest },
  { weight: 2, arbitrary: fc.double({ min: -1e9, max: 1e9 }) },
  fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, 1e21, 5e-324),
);
const large = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });

/** Values for all arguments of the messages. `wide` ones are bigints, long decimals and what is no finite number too. */
export const mf1Values = (wide: boolean) =>
  fc.record({
    n: wide ? fc.oneof({ weight: 5, arbitrary: anyNumber }, large) : modest,
    // Its plural rules know no numbers below zero.
    c: wide ? anyNumber : modest.map(Math.abs),
    // @messageformat/core adds two numbers up that stand side by side.
    m: wide ? fc.oneof(anyNumber, large) : modest.map(String),
    s: fc.string({ unit: 'binary' }),
    g: fc.constantFrom('a', 'b', 'yes', '1', 'é', 'no', 'constructor', '__proto__', 'other', ''),
    k: fc.constantFrom(1, 1_000, 0, 2.5),
    d: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
  });
