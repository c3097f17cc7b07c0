import { shared } from './shared.ts';
import { isClean } from './special.ts';

/** Shows an instant, in epoch milliseconds. */
export type DateText = (time: number) => string;

/** Shows instants with the same options in one locale and zone. */
export interface DateFormatter {
  readonly text: DateText;
  /** Whether the text that was shown last is known to need no escaping. */
  lastClean(): boolean;
}

const sharedDateFormat = shared(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

/** Until then zones had offsets with seconds in them (tz database, Africa/Monrovia), so that minutes began anywhere. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973, 0, 1);
/** Texts kept by a formatter: alerts tell of the last minutes. */
const REMEMBERED = 64;

/** The time within which a text cannot change, in milliseconds; `undefined` where it shows fractions of a second. */
function stepOf(format: Intl.DateTimeFormat): number | undefined {
  const { fractionalSecondDigits, second, timeStyle } = format.resolvedOptions();
  if (fractionalSecondDigits !== undefined) return undefined;
  return second === undefined && (timeStyle === undefined || timeStyle === 'short') ? 60_000 : 1_000;
}

const sharedFormatter = shared((locale, options: Intl.DateTimeFormatOptions): DateFormatter => {
  const intl = dateFormat(locale, options);
  const format = intl.format as DateText;
  const step = stepOf(intl);
  // By the step's number, modulo their length: a new text takes the place of one from long before.
  const steps: number[] = [];
  const texts: string[] = [];
  // Only asked of a text that came twice: the first time, looking at it is not worth it.
  const cleans: (boolean | undefined)[] = [];
  let clean = false;
  const text: DateText = (time) => {
    clean = false;
    if (step === undefined || !(time >= WHOLE_MINUTES_SINCE)) return format(time);
    const number = Math.floor(time / step);
    const at = number % REMEMBERED;
    const kept = texts[at];
    if (kept !== undefined && steps[at] === number) {
      cleans[at] ??= isClean(kept);
      clean = cleans[at];
      return kept;
    }
    const made = format(time);
    steps[at] = number;
    texts[at] = made;
    cleans[at] = undefined;
    return made;
  };
  return { text, lastClean: () => clean };
});

/** The shared `Intl.DateTimeFormat`. @throws RangeError for options or a time zone that Intl refuses */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return sharedDateFormat(locale, options);
}

/**
 * What shows instants with these options, which name a time zone; built once for all messages that show them so.
 *
 * @throws RangeError for options or a time zone that Intl refuses
 */
export function dateFormatter(locale: string, options: Intl.DateTimeFormatOptions): DateFormatter {
  return sharedFormatter(locale, options);
}

/** Shows instants with these options, as {@link dateFormatter}. */
export function dateText(locale: string, options: Intl.DateTimeFormatOptions): DateText {
  return sharedFormatter(locale, options).text;
}
