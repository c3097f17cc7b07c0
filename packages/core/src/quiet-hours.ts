import { type QuietHours, WEEKDAYS } from './delivery-policy.ts';

/** A date on the calendar of a time zone, as days since 1970-01-01. */
type LocalDay = number;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Formatters are dear to make; a process meets few time zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 500;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** What clocks on the wall show, as if it were UTC. */
function wallOf(timeZone: string, at: number): number {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (part: Intl.DateTimeFormatPartTypes) => Number(parts.get(part));
  return Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
}

/** By how much clocks on the wall are ahead of UTC, in milliseconds. */
const offsetAt = (timeZone: string, at: number): number =>
  wallOf(timeZone, at) - Math.floor(at / 1_000) * 1_000;

/**
 * When clocks show a time. Where they show it twice, the first; where they leave it out, as long after it as they leave
 * out: the rule "compatible" of ECMAScript's Temporal.
 */
function instantOf(timeZone: string, day: LocalDay, minutes: number): number {
  const wall = day * DAY_MS + minutes * MINUTE_MS;
  // No offset changes twice within two days, in any zone of the database.
  const before = offsetAt(timeZone, wall - DAY_MS);
  const after = offsetAt(timeZone, wall + DAY_MS);
  const candidates = [wall - before, wall - after].filter((at) => wallOf(timeZone, at) === wall);
  return candidates.length === 0 ? wall - before : Math.min(...candidates);
}

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: LocalDay) => WEEKDAYS[(((day + 3) % 7) + 7) % 7];

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/**
 * The end of the quiet hours that a time is in, in epoch milliseconds; `undefined` when it is in none. Quiet hours begin
 * when the clocks of the time zone show `from`, and end when they next show `to`, however long that takes in a night in
 * which clocks are set.
 *
 * @param timeZone - IANA name
 * @param at - epoch milliseconds
 *
 * @example
 * ```ts
 * import { quietUntil } from '@localert/core';
 *
 * const night = { from: '22:00', to: '07:00', passes: [] };
 * const end = quietUntil(night, 'Europe/Madrid', Date.UTC(2026, 2, 28, 23)); // clocks go ahead in that night
 * new Date(end ?? 0).toISOString(); // 2026-03-29T05:00:00.000Z
 * ```
 */
export function quietUntil(
  { from, to, days }: Omit<QuietHours, 'passes'>,
  timeZone: string,
  at: number,
): number | undefined {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const today: LocalDay = Math.floor(wallOf(timeZone, at) / DAY_MS);
  // Two days back: a zone that crossed the date line has left a day out.
  for (let day = today; day >= today - 2; day--) {
    const weekday = weekdayOf(day);
    if (days !== undefined && weekday !== undefined && !days.includes(weekday)) continue;
    const until = instantOf(timeZone, begin < end ? day : day + 1, end);
    if (at < until && at >= instantOf(timeZone, day, begin)) return until;
  }
  return undefined;
}
