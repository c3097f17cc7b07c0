import type { ArgumentValues, Locale } from '@localert/core';
import type { Instant } from './slot-reader.ts';

/** Formatters are costly to make; there are as many as locales in time zones. */
const MAX_FORMATS = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  let format = formats.get(key);
  if (format === undefined) {
    if (formats.size >= MAX_FORMATS) formats.clear();
    format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    formats.set(key, format);
  }
  return format;
}

/** Farthest from 1970, in milliseconds: the bound of ECMAScript's dates (ECMA-262, section "Time Values and Time Range"). */
const MAX_TIME = 8.64e15;

/**
 * An argument that is a moment: a `Date` or epoch milliseconds.
 *
 * @param locale - of the fallback's words
 * @param timeZone - of the fallback: the tenant's
 */
export function argumentInstant(
  values: ArgumentValues,
  name: string,
  locale: Locale,
  timeZone: string,
): Instant | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const time = value instanceof Date ? value.getTime() : typeof value === 'number' ? value : Number.NaN;
  return Math.abs(time) <= MAX_TIME ? instantAt(time, locale, timeZone) : undefined;
}

/** A time in epoch milliseconds, with its words in a locale and zone. */
export function instantAt(time: number, locale: Locale, timeZone: string): Instant {
  return { seconds: Math.floor(time / 1_000), fallback: formatOf(locale, timeZone).format(time) };
}
