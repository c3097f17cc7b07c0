import { dateStyle } from '../icu-styles.ts';
import { same } from './same.ts';
import { rememberedMeaning, tokenFor } from './skeleton-token.ts';

type Bag = Record<string, unknown>;

/** A date or time of MessageFormat 1: the word after the first comma, and the style after the second. */
export interface IcuDateStyle {
  readonly kind: 'date' | 'time';
  readonly style: string;
}

const NAMES = [undefined, 'medium', 'short', 'long', 'full'] as const;

/** Options of Intl that belong together, and the fields of skeletons (UTS #35 part 4) that give them. */
const FIELDS: readonly (readonly [names: readonly string[], candidates: readonly string[]])[] = [
  [['era'], ['G', 'GGGG', 'GGGGG']],
  [['weekday'], ['EEE', 'EEEE', 'EEEEE']],
  [['year'], ['y', 'yy']],
  [['month'], ['M', 'MM', 'MMM', 'MMMM', 'MMMMM']],
  [['day'], ['d', 'dd']],
  [
    ['hour', 'hourCycle'],
    ['j', 'jj', 'h', 'hh', 'H', 'HH', 'K', 'KK', 'k', 'kk'],
  ],
  [['minute'], ['m', 'mm']],
  [['second'], ['s', 'ss']],
  [['fractionalSecondDigits'], ['S', 'SS', 'SSS']],
  [['hour12'], ['a']],
  [['timeZoneName'], ['z', 'zzzz', 'O', 'OOOO', 'v', 'vvvv']],
];

function optionsOf(kind: 'date' | 'time', style: string | undefined, skeleton: boolean): Bag | undefined {
  const options = dateStyle(kind, style, skeleton);
  return 'unsupported' in options ? undefined : (options as Bag);
}

const meaning = rememberedMeaning((token) => optionsOf('date', token, true) ?? {});

/**
 * The date or time of MessageFormat 1 that means these options of Intl.
 *
 * @returns `undefined` when there is none, for example for a calendar or a time zone
 */
export function icuDateStyle(options: Intl.DateTimeFormatOptions): IcuDateStyle | undefined {
  for (const kind of ['date', 'time'] as const) {
    for (const name of NAMES)
      if (same(optionsOf(kind, name, false), options)) return { kind, style: name ?? '' };
  }
  const skeleton = FIELDS.map(
    ([names, candidates]) => tokenFor(options as Bag, names, candidates, meaning) ?? '',
  ).join('');
  const kind = options.hour === undefined ? 'date' : 'time';
  return skeleton !== '' && same(optionsOf(kind, skeleton, true), options)
    ? { kind, style: `::${skeleton}` }
    : undefined;
}
