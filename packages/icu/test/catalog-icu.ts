import fc from 'fast-check';

/**
 * Generated messages of MessageFormat 1 and values for them. Left out is where formatjs differs on purpose: `#` in a
 * select in a plural, booleans, missing values, tags, unknown styles, bigints in plurals.
 */
export const icuLocales = ['en-US', 'es', 'pl', 'ar-EG', 'hi', 'cy'];
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many'];

const quote = (text: string) => text.replace(/'/g, "''").replace(/[{}]/g, (brace) => `'${brace}'`);
const plainText = fc.string({ unit: fc.constantFrom(...'abc é漢🧯{}\'"\\&.,:!-\n') }).map(quote);

const style = fc.constantFrom(
  '{n, number}',
  '{n, number, integer}',
  '{n, number, percent}',
  '{n, number, ::percent}',
  '{n, number, ::currency/EUR}',
  '{n, number, ::currency/JPY unit-width-full-name}',
  '{n, number, ::compact-short}',
  '{n, number, ::compact-long}',
  '{n, number, ::.00}',
  '{n, number, ::.0#}',
  '{n, number, ::.##}',
  '{n, number, ::@@@}',
  '{n, number, ::@@#}',
  '{n, number, ::sign-always}',
  '{n, number, ::group-off}',
  '{n, number, ::scale/100}',
  '{n, number, ::E0}',
  '{n, number, ::measure-unit/length-meter}',
  '{n, number, ::unit/kilometer-per-hour unit-width-narrow}',
  '{n, number, ::000}',
  '{n, number, ::currency/USD () .0}',
  '{n, number, ::,_ +!}',
  '{n, number, ::precision-integer rounding-mode-floor}',
  '{n, number, ::scientific/+!}',
  '{n, number, ::.00/w}',
  '{n, number, ::integer-width/*000}',
  '{n, number, ::%x100}',
  '{d, date}',
  '{d, date, short}',
  '{d, date, medium}',
  '{d, date, long}',
  '{d, date, full}',
  '{d, time}',
  '{d, time, short}',
  '{d, time, medium}',
  '{d, time, long}',
  '{d, time, full}',
  '{d, date, ::yMMMd}',
  '{d, date, ::yyMMdd}',
  '{d, date, ::EEEEMMMMdG}',
  '{d, date, ::MMMMM}',
  '{d, time, ::Hmmss}',
  '{d, time, ::hmmaz}',
  '{d, date, ::ccccLLLL}',
);
const leaf = fc.oneof({ weight: 3, arbitrary: plainText }, fc.constantFrom('{s}', '{m}', '{s}'), style);

function branch(body: fc.Arbitrary<string>) {
  return body.map((text) => `{${text}}`);
}

const messages = fc.letrec<{ message: string; plural: string; select: string; part: string }>((tie) => ({
  message: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('plural'),
    tie('select'),
  ),
  plural: fc
    .tuple(
      fc.constantFrom('plural', 'selectordinal'),
      fc.constantFrom('', 'offset:1 ', 'offset:2 '),
      fc.uniqueArray(fc.constantFrom(...CATEGORIES, '=0', '=1', '=2', '=5', '=1000'), { maxLength: 4 }),
      fc.array(
        branch(fc.tuple(tie('message'), fc.constantFrom('', '#', ' # ')).map((parts) => parts.join(''))),
        { minLength: 5, maxLength: 5 },
      ),
    )
    .map(
      ([type, offset, keys, bodies]) =>
        `{c, ${type}, ${offset}${keys.map((key, at) => `${key} ${bodies[at]} `).join('')}other ${bodies[4]}}`,
    ),
  select: fc
    .tuple(
      fc.uniqueArray(fc.constantFrom('a', 'b', 'yes', '1'), { maxLength: 3 }),
      fc.array(branch(tie('message')), { minLength: 4, maxLength: 4 }),
    )
    .map(
      ([keys, bodies]) =>
        `{g, select, ${keys.map((key, at) => `${key} ${bodies[at]} `).join('')}other ${bodies[3]}}`,
    ),
}));

/** A whole message. */
export const icuMessage = messages.message;

const number = fc.oneof(
  fc.constantFrom(
    0,
    1,
    2,
    3,
    5,
    7,
    11,
    21,
    100,
    1000,
    1e6,
    0.5,
    1.5,
    1.005,
    -1,
    -0,
    1e21,
    Number.NaN,
    Infinity,
  ),
  fc.integer({ min: -2000, max: 2_000_000 }),
  fc.double({ min: -1e9, max: 1e9 }),
);
export const icuValues = fc.record({
  n: number,
  c: number,
  m: fc.oneof(number, fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })),
  s: fc.string({ unit: 'binary' }),
  g: fc.constantFrom('a', 'b', 'yes', '1', 'no'),
  d: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
});
