import { dateFormat } from './date-text.ts';

/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds. */
function aheadOfUtc(time: number, timeZone: string): number {
  const format = dateFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - read('year') : read('year');
  const wall = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  wall.setUTCFullYear(year, read('month') - 1, read('day'));
  wall.setUTCHours(read('hour'), read('minute'), read('second'));
  return wall.getTime() - Math.floor(time / 1000) * 1000;
}

/**
 * The instant at which the wall clock of a zone shows a time. In the hour that a zone skips or repeats it is the
 * one that the clock's next or first showing suggests; never an error.
 *
 * @param wall - the wall clock's time as if it were UTC, in epoch milliseconds
 */
export function instantOf(wall: number, timeZone: string): number {
  if (Number.isNaN(wall)) return wall;
  const guess = wall - aheadOfUtc(wall, timeZone);
  return wall - aheadOfUtc(guess, timeZone);
}
