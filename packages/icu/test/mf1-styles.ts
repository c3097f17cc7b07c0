import fc from 'fast-check';

/** Tokens of number skeletons, in groups of which a skeleton has at most one each. */
const NUMBER_TOKENS: readonly (readonly string[])[] = [
  [
    'percent',
    '%',
    '%x100',
    'currency/EUR',
    'currency/JPY',
    'measure-unit/length-meter',
    'unit/kilometer-per-hour',
  ],
  ['unit-width-narrow', 'unit-width-short', 'unit-width-full-name', 'unit-width-iso-code'],
  ['compact-short', 'K', 'compact-long', 'KK', 'scientific', 'engineering', 'E0', 'EE+!0', 'notation-simple'],
  [
    'precision-integer',
    '.',
    '.0',
    '.00',
    '.##',
    '.0#',
    '.00*',
    '@@',
    '@@@',
    '@@#',
    '@@+',
    '.00/w',
    '.##/@@@r',
    '.00/@@@s',
  ],
  [
    'sign-always',
    '+!',
    'sign-never',
    '+_',
    'sign-except-zero',
    '+?',
    'sign-accounting',
    '()',
    '()!',
    '()?',
    'sign-auto',
  ],
  ['group-off', ',_'],
  [
    'rounding-mode-floor',
    'rounding-mode-ceiling',
    'rounding-mode-down',
    'rounding-mode-up',
    'rounding-mode-half-even',
  ],
  ['scale/100', 'scale/0.5', 'scale/-1'],
  ['integer-width/*000', '000', '00'],
];

/** A number skeleton of one to four tokens. */
const numberSkeleton = fc
  .shuffledSubarray([...NUMBER_TOKENS], { minLength: 1, maxLength: 4 })
  .chain((groups) => fc.tuple(...groups.map((tokens) => fc.constantFrom(...tokens))))
  .map((tokens) => `::${tokens.join(' ')}`);

const run = (letters: string, ...widths: readonly number[]) =>
  fc
    .tuple(fc.constantFrom(...letters), fc.constantFrom(...widths))
    .map(([letter, width]) => letter.repeat(width));
const maybe = (piece: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), piece);
const separator = fc.constantFrom('', '', ' ', '/', '. ');
const joined = (...pieces: readonly fc.Arbitrary<string>[]) =>
  fc
    .tuple(separator, ...pieces)
    .map(([between, ...found]) => found.filter((piece) => piece !== '').join(between))
    .filter((skeleton) => skeleton !== '')
    .map((skeleton) => `::${skeleton}`);

/** A date skeleton of fields that Intl can show. */
const dateSkeleton = joined(
  maybe(run('G', 1, 4, 5)),
  maybe(run('y', 1, 2, 4)),
  maybe(run('ML', 1, 2, 3, 4, 5)),
  maybe(fc.oneof(run('E', 1, 3, 4, 5), run('c', 4, 5))),
  maybe(run('d', 1, 2)),
);

/** A time skeleton of fields that Intl can show. */
const timeSkeleton = joined(
  run('hHKk', 1, 2),
  run('m', 1, 2),
  maybe(run('s', 1, 2)),
  // formatjs refuses `O` and `v`, which Intl has words for.
  maybe(run('z', 1, 4)),
);

const spaced = (name: string, kind: string, style: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom('', ' ', '\n'), style)
    .map(
      ([space, text]) => `{${space}${name},${space}${kind}${space}${text === '' ? '' : `, ${text}`}${space}}`,
    );

/** Everything that formatjs formats. */
export const formatjsStyles = fc.oneof(
  spaced('n', 'number', fc.constantFrom('', 'integer', 'percent')),
  { weight: 3, arbitrary: spaced('n', 'number', numberSkeleton) },
  spaced('d', 'date', fc.constantFrom('', 'short', 'medium', 'long', 'full')),
  spaced('d', 'time', fc.constantFrom('', 'short', 'medium', 'long', 'full')),
  spaced('d', 'date', dateSkeleton),
  spaced('d', 'time', timeSkeleton),
);

/** What @messageformat/core shows as formatjs and we do. A `#` in a skeleton is the number to it inside a plural. */
export const coreStyles = fc.oneof(
  spaced('n', 'number', fc.constantFrom('', 'integer', 'percent')),
  spaced(
    'n',
    'number',
    fc.constantFrom(
      '::currency/EUR',
      '::currency/JPY unit-width-full-name',
      '::compact-short',
      '::compact-long',
      '::.00',
      '::@@@',
      '::sign-always',
      '::sign-except-zero',
      '::group-off',
      '::scale/100',
      '::scientific',
      '::engineering',
      '::precision-integer',
      '::currency/USD sign-accounting .0',
      '::measure-unit/length-meter',
      '::unit-width-narrow measure-unit/length-meter .0',
    ),
  ),
  spaced('d', 'date', fc.constantFrom('medium', 'long', 'full')),
  spaced('d', 'time', fc.constantFrom('', 'short', 'medium')),
  spaced('d', 'date', fc.constantFrom('::yMMMd', '::yyMMdd', '::EEEEMMMMd', '::yMMMM', '::MMMEd')),
  spaced('d', 'date', fc.constantFrom('::Hmm', '::hmm', '::HHmmss')),
);
