import type { PreviewReader } from './preview-reader.ts';

const DAY_MS = 86_400_000;

const DATES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_pretty: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_short_pretty: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date_long_pretty: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** The day's number in a time zone, to tell yesterday from today. */
function dayNumber(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(ms);
  return Math.floor(Date.parse(`${parts}T00:00:00Z`) / DAY_MS);
}

/**
 * The words of a `<!date>` token, about as Slack writes them (Slack: "Formatting message text", "Date formatting"). The
 * `pretty` forms say yesterday, today or tomorrow when the reader's `now` is known.
 *
 * @returns `undefined` when the fallback has to be shown: the time is no date, or the reader's time zone is unknown here
 */
export function slackDateText(
  unixSeconds: number,
  format: string,
  reader: PreviewReader,
): string | undefined {
  const ms = unixSeconds * 1000;
  const { locale = 'en', timeZone = 'UTC', now } = reader;
  try {
    const near = now === undefined ? undefined : dayNumber(ms, timeZone) - dayNumber(now, timeZone);
    return format.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
      if (name === 'ago' && now !== undefined) return ago(ms - now, locale);
      const options = Object.hasOwn(DATES, name) ? DATES[name] : undefined;
      if (name.endsWith('_pretty') && near !== undefined && Math.abs(near) <= 1) {
        return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(near, 'day');
      }
      return options === undefined
        ? whole
        : new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(ms);
    });
  } catch {
    return undefined;
  }
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

function ago(deltaMs: number, locale: string): string {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(deltaMs) >= length) ?? (['second', 1000] as const);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(deltaMs / size), unit);
}
