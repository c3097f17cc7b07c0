import type { Random } from './random.ts';

type Options = Intl.DateTimeFormatOptions;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
/** The ends of JavaScript's dates (ECMA-262, time values): in the years 275760 and -271821. */
const LAST = 8.64e15;

/** Around these, clocks or calendars do something. */
const MOMENTS: readonly number[] = [
  0,
  LAST,
  -LAST,
  // The first zones; until 1972 some offsets have seconds, and a minute of the zone is none of UTC.
  Date.UTC(1883, 10, 18, 17),
  Date.UTC(1883, 10, 18, 12, 3, 58),
  Date.UTC(1911, 2, 11),
  Date.UTC(1937, 6, 1),
  Date.UTC(1972, 0, 1),
  Date.UTC(1972, 0, 7, 0, 44, 30),
  Date.UTC(1582, 9, 15),
  // Clocks change: Europe, America, Lord Howe by half an hour, Samoa by a day.
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2026, 2, 8, 7),
  Date.UTC(2026, 10, 1, 6),
  Date.UTC(2026, 3, 4, 15),
  Date.UTC(2026, 9, 3, 15, 30),
  Date.UTC(2011, 11, 30, 10),
  // Years of few digits, none and fewer.
  Date.UTC(2000, 0, 1),
  -62_135_596_800_000,
  -62_167_219_200_000,
  -62_198_755_200_000,
  // A new era in Japan, new year in several calendars.
  Date.UTC(2019, 3, 30, 15),
  Date.UTC(2026, 1, 17),
  Date.UTC(2026, 2, 20, 20, 30),
  Date.UTC(2025, 11, 31, 23, 59, 59, 999),
];

/** What memos by minute, hour or day trip over. */
const STEPS: readonly number[] = [
  0,
  1,
  -1,
  999,
  1_000,
  29_999,
  30_000,
  MINUTE - 1,
  MINUTE,
  MINUTE + 1,
  HOUR,
  DAY - 1,
  DAY,
];

const KINDS: readonly ((random: Random) => number)[] = [
  (random) => random.pick(MOMENTS),
  (random) => Math.floor((random.fraction() - 0.5) * 200 * YEAR),
  (random) => Math.floor((random.fraction() - 0.5) * 40 * YEAR) + Date.UTC(2026, 0, 1),
  (random) => Math.floor((random.fraction() - 0.5) * 2 * LAST),
  // On the minute, and a fraction of a millisecond beside it: time values are cut towards zero.
  (random) => random.below(60_000_000) * MINUTE + random.pick([0, 0, -1, 0.5, -0.5, 59_999.9]),
  (random) => -random.below(100_000) * MINUTE + random.pick([0, -1, 0.5, -0.5, 0.9]),
  (random) => random.pick([-0, 0.9, -0.9, 1.5, -1.5, -MINUTE, -MINUTE - 0.5, -MINUTE + 0.5]),
];

/** Instants as they follow each other in life: a few near each other, then elsewhere, then back. */
export function dateValues(random: Random, count: number): readonly number[] {
  const times: number[] = [];
  while (times.length < count) {
    const start = random.pick(KINDS)(random);
    const run = 1 + random.below(5);
    for (let step = 0; step < run; step++) {
      const time = start + random.pick(STEPS) * (random.chance(0.2) ? -1 : 1);
      if (Math.abs(time) <= LAST) times.push(time);
    }
    if (random.chance(0.3) && Math.abs(start) <= LAST) times.push(start);
  }
  return times.slice(0, count);
}

const ZONES: readonly string[] = [
  'UTC',
  'Europe/Madrid',
  'Europe/London',
  'Europe/Amsterdam',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Africa/Monrovia',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Chatham',
  '+05:30',
  '-00:45',
  '+14:00',
];
const ALL_ZONES = Intl.supportedValuesOf('timeZone');
const CALENDARS = Intl.supportedValuesOf('calendar');
const WIDTHS = ['narrow', 'short', 'long'] as const;
const DIGITS = ['numeric', '2-digit'] as const;

const clock: Options = { hour: 'numeric', minute: 'numeric' };
const styles: readonly ((random: Random) => Options)[] = [
  () => clock,
  () => clock,
  () => ({ ...clock, second: 'numeric' }),
  () => ({ ...clock, second: 'numeric', timeZoneName: 'short' }),
  () => ({ year: 'numeric', month: 'short', day: 'numeric' }),
  () => ({ year: '2-digit', month: 'numeric', day: 'numeric' }),
  () => ({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', ...clock }),
  (random) => ({
    ...clock,
    timeZoneName: random.pick([
      'short',
      'long',
      'shortOffset',
      'longOffset',
      'shortGeneric',
      'longGeneric',
    ] as const),
  }),
  (random) => ({ ...clock, fractionalSecondDigits: random.pick([1, 2, 3] as const) }),
  (random) => ({ ...clock, second: '2-digit', fractionalSecondDigits: random.pick([1, 2, 3] as const) }),
  (random) => ({ dateStyle: random.pick(['short', 'medium', 'long', 'full'] as const) }),
  (random) => ({ timeStyle: random.pick(['short', 'medium', 'long', 'full'] as const) }),
  (random) => ({
    dateStyle: random.pick(['short', 'full'] as const),
    timeStyle: random.pick(['short', 'medium'] as const),
  }),
  (random) => ({ hour: random.pick(DIGITS), dayPeriod: random.pick(WIDTHS) }),
  (random) => ({ era: random.pick(WIDTHS), year: 'numeric', month: random.pick([...WIDTHS, ...DIGITS]) }),
  () => ({ minute: '2-digit', second: '2-digit' }),
  () => ({}),
];
const extras: readonly ((random: Random) => Options)[] = [
  (random) => ({ calendar: random.pick(CALENDARS) }),
  (random) => ({ hour12: random.chance(0.5) }),
  (random) => ({ hourCycle: random.pick(['h11', 'h12', 'h23', 'h24'] as const) }),
  (random) => ({ numberingSystem: random.pick(['arab', 'deva', 'fullwide', 'hanidec']) }),
];

/** Options of one formatter; they always name a time zone. */
export function dateOptions(random: Random): Options {
  let options = random.pick(styles)(random);
  while (random.chance(0.2)) options = { ...options, ...random.pick(extras)(random) };
  return { ...options, timeZone: random.pick(random.chance(0.7) ? ZONES : ALL_ZONES) };
}
