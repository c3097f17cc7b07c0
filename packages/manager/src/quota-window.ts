import type { UsageKey } from '@localert/core';

/** A quota of a tenant in the window of time that is open now. */
export interface QuotaWindow extends UsageKey {
  /** Most in the window; a whole number. */
  readonly most: number;
  /** The limit as the tenant's settings have it. */
  readonly limit: number;
}

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** Longest window of a rate: one alert in ten years. */
const LONGEST_MS = 3_650 * DAY_MS;
/** Most seconds of a window that makes a fractional rate whole: 2.5 a second are 5 in two. */
const MAX_SECONDS = 10;

const windowOf = (quota: string, limit: number, most: number, length: number, now: number): QuotaWindow => {
  const window = Math.floor(now / length) * length;
  return { quota, window, until: window + length, most, limit };
};

/**
 * The window of a rate by the second. Windows begin at whole multiples of their length since 1970, so that all processes
 * have the same. A rate below 1 has one alert in `1 / rate` seconds; a fractional one above has the shortest window of
 * up to ten seconds that makes it whole, and is rounded down over ten seconds where none does.
 *
 * @param now - epoch milliseconds
 */
export function secondWindow(quota: string, rate: number, now: number): QuotaWindow {
  if (Number.isInteger(rate)) return windowOf(quota, rate, rate, SECOND_MS, now);
  if (rate < 1) return windowOf(quota, rate, 1, Math.min(Math.ceil(SECOND_MS / rate), LONGEST_MS), now);
  let seconds = 1;
  while (seconds < MAX_SECONDS && Math.abs(rate * seconds - Math.round(rate * seconds)) > 1e-9) seconds += 1;
  return windowOf(quota, rate, Math.floor(rate * seconds + 1e-9), seconds * SECOND_MS, now);
}

/** The window of a day, UTC. @param now - epoch milliseconds */
export const dayWindow = (quota: string, limit: number, now: number): QuotaWindow =>
  windowOf(quota, limit, limit, DAY_MS, now);

/** Milliseconds until a window ends, for whoever waits for the next one; at least 1. */
export const untilNext = ({ until }: UsageKey, now: number): number => Math.max(1, Math.ceil(until - now));
