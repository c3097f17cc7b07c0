import { defineFunction } from '../custom-function.ts';
import { dateFormat } from '../date-text.ts';
import { shared } from '../shared.ts';

const SECOND = 1_000;
const DAY = 86_400_000;
/** Average lengths in the Gregorian calendar: 365.2425 days a year. */
const MONTH = 30.436_875 * DAY;

/** Units from the smallest, each with its milliseconds and how many of it are still told in it. */
const STEPS = [
  ['second', SECOND, 60],
  ['minute', 60_000, 60],
  ['hour', 3_600_000, 24],
  ['day', DAY, 7],
  ['week', 7 * DAY, 5],
  ['month', MONTH, 12],
] as const;
/** Told whatever the distance. */
const YEAR = ['year', 12 * MONTH] as const;

const UNITS = [...STEPS.map(([unit]) => unit), 'quarter', 'year'] as const;

const sharedRelative = shared((locale, options) => new Intl.RelativeTimeFormat(locale, options));

/** Half away from zero, so that past and future are told alike; -0 stays the past's. */
const roundedOf = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** The unit in which a distance is told, and how many of it. */
function stepOf(distance: number): readonly [Intl.RelativeTimeFormatUnit, number] {
  const step = STEPS.find(([unit, length, limit]) => {
    // Five weeks are never said when they are a month.
    if (unit === 'week' && Math.abs(distance) >= 29.5 * DAY) return false;
    return Math.abs(roundedOf(distance / length)) < limit;
  });
  const [unit, length] = step ?? YEAR;
  return [unit, roundedOf(distance / length)];
}

/** The calendar day in a zone, counted from 1970. */
function dayOf(time: number, timeZone: string): number {
  const format = dateFormat('en-US', {
    timeZone,
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const year = Number(parts.get('year'));
  const date = new Date(0);
  date.setUTCFullYear(
    parts.get('era') === 'BC' ? 1 - year : year,
    Number(parts.get('month')) - 1,
    Number(parts.get('day')),
  );
  return Math.round(date.getTime() / DAY);
}

/**
 * `relativeTime`: how far a date is from now, or, with `unit`, a number of that unit: "3 hours ago", "in 2 days".
 *
 * The unit of a date is the largest in which it is at least one after rounding. `numeric=auto` has words for near days
 * ("yesterday", by the calendar of the tenant's zone) and for now; weeks, months and years stay numbers, since eight days
 * ago need not be last week. Words are CLDR's, by `Intl.RelativeTimeFormat` (ECMA-402, section 17).
 */
export const relativeTime = defineFunction({
  takes: (options: object) => ('unit' in options ? ('number' as const) : ('date' as const)),
  options: { numeric: ['always', 'auto'], style: ['long', 'short', 'narrow'], unit: UNITS },
  format(value, { numeric = 'always', style = 'long', unit }, { intlLocale, timeZone, now }) {
    const text = (count: number, of: Intl.RelativeTimeFormatUnit, words: 'always' | 'auto') =>
      sharedRelative(intlLocale, { numeric: words, style }).format(count, of);
    if (!(value instanceof Date)) return unit && text(Number(value), unit, numeric);
    const [of, count] = stepOf(value.getTime() - now);
    if (numeric === 'always') return text(count, of, numeric);
    if (of === 'day') return text(dayOf(value.getTime(), timeZone) - dayOf(now, timeZone), of, 'auto');
    return text(count, of, of === 'second' && count === 0 ? 'auto' : 'always');
  },
});
