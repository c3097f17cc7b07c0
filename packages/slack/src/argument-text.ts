import type { ArgumentValues } from '@localert/core';

/** An argument's value as text for a slot that shows it raw; what is no plain value is missing. */
export function argumentText(values: ArgumentValues, name: string): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return typeof value === 'object' ? undefined : String(value);
}
