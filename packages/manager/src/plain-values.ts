import type { ArgumentValue, ArgumentValues } from '@localert/core';

/** Longest text of one value, in UTF-16 code units: no message can show more, so the queue need not keep more. */
const MAX_TEXT = 65_536;
/** Most values of one alert: more than any message can name. */
const MAX_VALUES = 1_000;

const bounded = (value: ArgumentValue): ArgumentValue =>
  typeof value === 'string' && value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;

/**
 * The caller's values as a plain object: own properties alone, each read once, none larger than can be shown. A getter
 * that throws leaves its value missing; an alert is not lost for it.
 */
export function plainValues(values: unknown): ArgumentValues {
  if (typeof values !== 'object' || values === null) return {};
  const entries: [string, ArgumentValue][] = [];
  for (const name of Object.keys(values).slice(0, MAX_VALUES)) {
    try {
      entries.push([name, bounded((values as Record<string, ArgumentValue>)[name])]);
    } catch {
      // Missing, then: the text shows a marker and the result lists it.
    }
  }
  return Object.fromEntries(entries);
}
