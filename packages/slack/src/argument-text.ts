import { type ArgumentValues, isArgumentItem, MAX_LIST_ITEMS } from '@localert/core';

/** An argument's value as text for a slot that shows it raw; what is no plain value is missing. */
export function argumentText(values: ArgumentValues, name: string): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return typeof value === 'object' ? undefined : String(value);
}

/** An argument's list as texts; `undefined` for what is none. Items that are no plain values are left out. */
export function argumentList(values: ArgumentValues, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value.slice(0, MAX_LIST_ITEMS);
  return items.filter(isArgumentItem).map(String);
}
