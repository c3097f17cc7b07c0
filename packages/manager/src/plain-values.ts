import type { ArgumentValue, ArgumentValues } from '@localert/core';

/**
 * The caller's values as a plain object: own properties alone, each read once. A getter that throws leaves its value
 * missing; an alert is not lost for it.
 */
export function plainValues(values: unknown): ArgumentValues {
  if (typeof values !== 'object' || values === null) return {};
  const entries: [string, ArgumentValue][] = [];
  for (const name of Object.keys(values)) {
    try {
      entries.push([name, (values as Record<string, ArgumentValue>)[name]]);
    } catch {
      // Missing, then: the text shows a marker and the result lists it.
    }
  }
  return Object.fromEntries(entries);
}
