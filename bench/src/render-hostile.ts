import { compileMessage, type MessageOptions } from '@localert/icu';
import { nanoseconds } from './measure.ts';
import type { Row } from './report.ts';

/** One hostile message: compiled and, if that is taken, rendered with the values. */
interface Hostile {
  readonly name: string;
  readonly source: string;
  readonly syntax: 'icu' | 'mf2';
  readonly values?: Parameters<ReturnType<typeof compileMessage>['format']>[0];
  readonly options?: Partial<MessageOptions>;
}

const SIZE = 16_384;

/** As many copies as fit the longest source that is read. */
const fill = (piece: string, before = '', after = ''): string =>
  before + piece.repeat(Math.floor((SIZE - before.length - after.length) / piece.length)) + after;

const list = (count: number, item: (at: number) => string, separator = ' '): string =>
  Array.from({ length: count }, (_, at) => item(at)).join(separator);

const icu = (name: string, source: string, more: Partial<Hostile> = {}): Hostile => ({
  name: `icu: ${name}`,
  source,
  syntax: 'icu',
  ...more,
});
const mf2 = (name: string, source: string, more: Partial<Hostile> = {}): Hostile => ({
  name: `mf2: ${name}`,
  source,
  syntax: 'mf2',
  ...more,
});

const functions = { f: () => '' };
const nested = `${'{a,select,other{'.repeat(700)}x${'}}'.repeat(700)}`;

/** Sources that are as bad as the limits let them be, and values that are worse than any limit. */
const HOSTILE: readonly Hostile[] = [
  icu('16,384 letters', fill('x')),
  icu('too long', 'x'.repeat(5_000_000)),
  icu('select of 1,700 arms', `{x, select, ${list(1_700, (at) => `a${at}{b}`)} other{}}`, {
    values: { x: 'a1' },
  }),
  icu('select of 990 arms, the most', `{x, select, ${list(990, (at) => `a${at}{b}`)} other{}}`, {
    values: { x: 'a1' },
  }),
  icu('# × 16,000 in a plural', fill('#', '{n, plural, other{', '}}'), { values: { n: 1 } }),
  icu('# × 1,990 in a plural, the most', `{n, plural, other{${'#'.repeat(1_990)}}}`, { values: { n: 1 } }),
  icu('2,000 placeholders, the most', '{x}'.repeat(2_000), { values: { x: 'a' } }),
  icu('5,000 placeholders', fill('{x}')),
  icu('700 levels', nested),
  icu('1,600 custom functions', fill('{x,f}{y,f}'), { options: { functions } }),
  icu('1,000 number skeletons', `${'{x,number,::.00}'.repeat(1_000)}`, { values: { x: 1 } }),
  icu('open quotes', fill("'{", '{x}')),
  icu('spaces in an argument', fill(' ', '{')),
  icu('a skeleton of 16,000 digits', fill('0', '{x,number,::.', '}')),
  icu('5,000 tags that never close', fill('<a>'), { options: { tags: true } }),
  mf2('16,384 letters', fill('x')),
  mf2('2,000 options', `{$x :f ${list(2_000, (at) => `a${at}=1`)}}`.slice(0, SIZE)),
  mf2('1,990 options, the most', `{$x :f ${list(1_990, (at) => `${at < 10 ? 'b' : ''}a${at}=1`, '\n')}}`, {
    options: { functions },
    values: { x: 1 },
  }),
  mf2('4,000 placeholders', '{$x}'.repeat(4_000)),
  mf2('2,000 placeholders, the most', '{$x}'.repeat(2_000), { values: { x: 'a' } }),
  mf2('2,000 placeholders without values', '{$x}'.repeat(2_000)),
  mf2('attributes that repeat', fill('@a ', '{$x ', '}')),
  mf2(
    '800 declarations, each on the last',
    `${list(800, (at) => `.local $a${at + 1}={$a${at}}`, '')}{{{$a800}}}`,
  ),
  mf2('800 variants', `.input{$x :string}.match $x ${list(800, (at) => `k${at}{{a}}`)} *{{}}`, {
    values: { x: 'k1' },
  }),
  mf2('braces only', fill('{')),
  mf2('an open literal', fill('\\\\', '{|')),
  mf2('keys that never end', fill('* ', '.input{$x :string}.match $x ')),
  icu('a text of 5 million letters', '{x}{x}', { values: { x: 'x'.repeat(5_000_000) } }),
  icu('a choice by 5 million letters', '{x, select, a{} other{}}', { values: { x: 'é'.repeat(5_000_000) } }),
  mf2('a choice by 5 million letters', '.input{$x :string}.match $x a{{}} *{{}}', {
    values: { x: 'é'.repeat(5_000_000) },
  }),
  mf2('a number of 5 million digits', '{$x :number}', { values: { x: '9'.repeat(5_000_000) } }),
  icu('a bigint of a million digits', '{x, number}{x}', { values: { x: 10n ** 1_000_000n } }),
  icu('a plural of a million digits', '{x, plural, other{#}}', { values: { x: 10n ** 1_000_000n } }),
];

function once({ source, syntax, values = {}, options }: Hostile): number {
  const begun = nanoseconds();
  try {
    compileMessage(source, { locale: 'en', syntax, ...options }).format(values);
  } catch {
    // To be refused is as good an end as to be shown.
  }
  return (nanoseconds() - begun) / 1e6;
}

/** How long the worst messages take, warm, to be refused or shown: the median of 25 runs each, in milliseconds. */
export function benchHostile(): Row[] {
  return HOSTILE.map((hostile) => {
    const times = Array.from({ length: 30 }, () => once(hostile));
    const warm = times.slice(5).sort((a, b) => a - b);
    return {
      name: `hostile ${hostile.name}`,
      value: warm[Math.floor(warm.length / 2)] ?? Number.NaN,
      unit: 'ms',
      target: { atMost: 5 },
    };
  });
}
