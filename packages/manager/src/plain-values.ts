import {
  type ArgumentItem,
  type ArgumentValue,
  type ArgumentValues,
  isArgumentItem,
  MAX_LIST_ITEMS,
} from '@localert/core';

/** Longest text of one value, in UTF-16 code units: no message can show more, so the queue need not keep more. */
const MAX_TEXT = 65_536;
/** Most values of one alert: more than any message can name. */
const MAX_VALUES = 1_000;

const boundedText = <Value>(value: Value, most: number): Value | string =>
  typeof value === 'string' && value.length > most ? value.slice(0, most) : value;

/** A list as plain data, its items read once; together they are no longer than one text may be. */
function boundedList(list: readonly unknown[]): readonly ArgumentItem[] {
  const items: unknown[] = [];
  let left = MAX_TEXT;
  for (let index = 0; index < Math.min(list.length, MAX_LIST_ITEMS) && left > 0; index += 1) {
    const item = boundedText(list[index], left);
    left -= typeof item === 'string' ? item.length : 1;
    // An object could change before it is shown. As `null` it is as wrong as it was.
    items.push(isArgumentItem(item) ? item : null);
  }
  return items as ArgumentItem[];
}

const bounded = (value: ArgumentValue): ArgumentValue =>
  Array.isArray(value) ? boundedList(value) : boundedText(value, MAX_TEXT);

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
