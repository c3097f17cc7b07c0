import { defineFunction } from '../custom-function.ts';
import { DURATION_UNIT_NAMES, type DurationPart, durationParts, millisecondsOf } from './duration-parts.ts';
import { type DurationStyle, durationText } from './duration-text.ts';

/** What the number counts. */
const FROM = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
} as const;
const FROM_NAMES = Object.keys(FROM) as (keyof typeof FROM)[];

/** Longest duration, in milliseconds: `Intl.DurationFormat` takes less than 2^53 seconds (ECMA-402, IsValidDuration). */
const MAX_MS = Number.MAX_SAFE_INTEGER;

const largerOf = (parts: readonly DurationPart[], style: DurationStyle): readonly DurationPart[] => {
  if (style === 'digital') return parts;
  const shown = parts.filter(({ count }) => count > 0);
  // Nothing at all is told in the smallest unit.
  return shown.length > 0 ? shown : parts.slice(-1);
};

/**
 * `duration`: a number of milliseconds, or of what `from` says, in words. Without `smallest` it goes down to seconds,
 * and what is shorter than a second is told in milliseconds; zeros are left out.
 *
 * Words and order are CLDR's, by `Intl.DurationFormat` (ECMA-402, 12th edition, section 13) where the engine has it, else
 * by `Intl.NumberFormat`'s units joined by `Intl.ListFormat`, which is what that section prescribes.
 */
export const duration = defineFunction({
  takes: 'number',
  sample: 5_400_000,
  options: {
    style: ['short', 'narrow', 'long', 'digital'],
    from: FROM_NAMES,
    largest: DURATION_UNIT_NAMES,
    smallest: DURATION_UNIT_NAMES,
  },
  format(value, { style = 'short', from = 'milliseconds', ...bounds }, { intlLocale }) {
    const ms = Number(value) * FROM[from];
    const size = Math.abs(ms);
    if (!(size <= MAX_MS)) return undefined;
    const digital = style === 'digital';
    const smallest = bounds.smallest ?? (size < 1_000 && size > 0 && !digital ? 'millisecond' : 'second');
    const wanted = bounds.largest ?? 'day';
    // A smallest unit above the largest one asks for that unit alone.
    const largest = millisecondsOf(wanted) < millisecondsOf(smallest) ? smallest : wanted;
    const parts = largerOf(durationParts(size, largest, smallest), style);
    const zero = parts.every(({ count }) => count === 0);
    return durationText(intlLocale, parts, style, ms < 0 && !zero);
  },
});
