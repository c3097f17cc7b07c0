import fc from 'fast-check';

/** Generated messages of MessageFormat 2 and values for them. */
export const mf2Locales = ['en', 'de', 'es', 'fr', 'ru', 'ar-EG', 'hi', 'ja', 'he', 'cs', 'lv'];
export const mf2Zone = 'Asia/Kolkata';

const escapeText = (text: string) => text.replace(/[\\{}|]/g, '\\$&');
const text = fc
  .string({ unit: fc.constantFrom(...'abc é漢🧯{}|\\.\'"') })
  .map((value) => `t${escapeText(value)}`);

const numberCall = fc.constantFrom(
  ':number',
  ':integer',
  ':percent',
  ':number minimumFractionDigits=2',
  ':number maximumFractionDigits=1',
  ':number signDisplay=always',
  ':number useGrouping=never',
  ':number minimumIntegerDigits=3',
  ':integer signDisplay=exceptZero',
  ':number maximumSignificantDigits=2',
  ':percent maximumFractionDigits=1',
  ':number useGrouping=always',
  ':number roundingMode=floor maximumFractionDigits=0',
  ':number trailingZeroDisplay=stripIfInteger minimumFractionDigits=1',
  ':number roundingIncrement=5 maximumFractionDigits=2 minimumFractionDigits=2',
);
// Digits that contradict inherited ones are errors of the same kind at different moments.
const callOnTop = fc.constantFrom(
  ':number',
  ':integer',
  ':percent',
  ':number signDisplay=always',
  ':number useGrouping=never',
);
const shownCall = fc.oneof(
  numberCall,
  fc.constantFrom(
    ':currency currency=EUR',
    ':currency currency=USD currencyDisplay=name',
    ':currency currency=JPY fractionDigits=2',
    ':currency currency=EUR currencySign=accounting',
    ':unit unit=meter',
    ':unit unit=kilometer-per-hour unitDisplay=long',
    ':offset add=1',
    ':offset subtract=2',
    ':string',
  ),
);
const dateCall = fc.constantFrom(
  ':date',
  ':date length=long',
  ':date length=short fields=year-month-day-weekday',
  ':date fields=month-day',
  ':time',
  ':time precision=second',
  ':time precision=hour',
  ':time hour12=true',
  ':datetime',
  ':datetime dateLength=long timePrecision=second',
  ':datetime dateFields=month-day-weekday timeZoneStyle=short',
  ':time timeZoneStyle=long',
  ':date calendar=buddhist',
);
const placeholder = fc.oneof(
  fc.constantFrom(
    '{$s}',
    '{$n}',
    '{|lit|}',
    '{$q}',
    '{$m}',
    '{|12.5| :number}',
    '{$s :string}',
    '{$b}',
    '{#x}',
    '{/x}',
  ),
  shownCall.map((call) => `{$n ${call}}`),
  shownCall.map((call) => `{$q ${call}}`),
  shownCall.map((call) => `{$m ${call}}`),
  dateCall.map((call) => `{$d ${call} timeZone=|${mf2Zone}|}`),
);
const pattern = fc
  .array(fc.oneof(text, placeholder), { maxLength: 4 })
  .map((parts) => `{{${parts.join('')}}}`);

const keys = fc.constantFrom('0', '1', '2', '5', '100', 'zero', 'one', 'two', 'few', 'many', 'other', '*');
const textKeys = fc.constantFrom('a', 'b', '|e\u0301|', 'one', '*');

/** A whole message. */
export const mf2Message = fc
  .record({
    declared: fc.tuple(numberCall, callOnTop, fc.constantFrom('', ' select=ordinal', ' select=exact')),
    // The reference does not come back from some messages with three selectors; select.test.ts has those.
    selectors: fc.constantFrom(['$x'], ['$y'], ['$g'], ['$x', '$g'], ['$y', '$x']),
    rows: fc.array(fc.tuple(keys, keys, textKeys, pattern), { maxLength: 8 }),
    last: pattern,
    simple: pattern,
    match: fc.boolean(),
  })
  .map(({ declared: [first, second, select], selectors, rows, last, simple, match }) => {
    const ordinal = first === ':number' || first === ':integer' ? select : '';
    // The reference refuses to select by a number that inherits `select`; the specification does not ask for that.
    const onTop = ordinal === '' ? second : '';
    const head = `.input {$n} .local $x = {$n ${first}${ordinal}} .local $y = {$x ${onTop}} .input {$g :string} `;
    if (!match) return head + simple;
    const pick = (number: string, choice: string, other: string) =>
      selectors.map((name) => (name === '$g' ? choice : name === '$x' ? number : other)).join(' ');
    const seen = new Set([pick('*', '*', '*')]);
    const variants = rows.flatMap(([a, b, g, body]) => {
      const row = pick(a, g, b);
      if (seen.has(row)) return [];
      seen.add(row);
      return [`${row} ${body}`];
    });
    return `${head}.match ${selectors.join(' ')} ${variants.join(' ')} ${pick('*', '*', '*')} ${last}`;
  });

const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 5, 11, 21, 100, 1000, 0.5, 0.01, 1.5, -1, 1e6),
  fc.integer({ min: -2000, max: 2_000_000 }),
);
export const mf2Values = fc.record({
  n: number,
  m: fc.oneof(number, fc.integer().map(BigInt)),
  q: fc.constantFrom('0', '1', '12.5', '-3', '1e3'),
  s: fc.string({ unit: 'binary' }),
  b: fc.boolean(),
  g: fc.constantFrom('a', 'b', '\u00e9', 'e\u0301', 'one', 'x'),
  d: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
});
