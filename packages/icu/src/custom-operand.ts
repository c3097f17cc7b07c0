import { type ArgumentItem, type ArgumentValue, isArgumentItem, MAX_LIST_ITEMS } from '@localert/core';
import type { TakenValues, Takes } from './custom-function.ts';
import { timeOf } from './date-program.ts';
import { numeric } from './number-program.ts';

const asText = (value: NonNullable<ArgumentValue>): string | undefined =>
  typeof value === 'object' ? undefined : String(value);

/** A list as it may be shown: bounded, and nothing in it but items. */
function asList(value: NonNullable<ArgumentValue>): readonly ArgumentItem[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value.slice(0, MAX_LIST_ITEMS);
  return items.every(isArgumentItem) ? items : undefined;
}

function asDate(value: NonNullable<ArgumentValue>, strings: boolean, timeZone: string): Date | undefined {
  const time = timeOf(value, strings, timeZone);
  return time === undefined ? undefined : new Date(time);
}

/**
 * A value as a function takes it, `undefined` when it cannot.
 *
 * @param strings - MessageFormat 2: numbers and dates may be written as strings
 */
export function takenValue(
  takes: Takes,
  value: NonNullable<ArgumentValue>,
  strings: boolean,
  timeZone: string,
): TakenValues[Takes] {
  if (takes === 'number') return numeric(value, strings);
  if (takes === 'date') return asDate(value, strings, timeZone);
  if (takes === 'list') return asList(value);
  return takes === 'text' ? asText(value) : undefined;
}
