import { type Cache, type Clock, systemScope, type TenantScope } from '@localert/core';
import { anyScope } from './hostile.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import type { TestApi } from './test-api.ts';

/** How a cache is set up for a test. Times are milliseconds. */
export interface CacheSetup {
  readonly clock: Clock;
  /** Most entries over all tenants. */
  readonly max: number;
  /** How long a value is fresh. */
  readonly ttlMs: number;
  /** How long an absence is believed. */
  readonly negativeTtlMs: number;
  /** How long after its load a value may stand in for a loader that fails. */
  readonly maxStaleMs: number;
  /** How long a loader that failed is left alone. */
  readonly retryMs: number;
}

/** The cache under test. */
export interface CacheConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a new, empty cache; it is called once for each test. */
  readonly create: (setup: CacheSetup) => Cache<string> | Promise<Cache<string>>;
}

export const TIMES = { ttlMs: 1_000, negativeTtlMs: 100, maxStaleMs: 60_000, retryMs: 50 };

export const system = systemScope('test:suite');
export const acme = anyScope('acme');

/** A loader whose answers wait until the test gives them. */
export function gatedLoader() {
  const waiting: { resolve: (value: string | null) => void; reject: (error: Error) => void }[] = [];
  return {
    load: () => new Promise<string | null>((resolve, reject) => waiting.push({ resolve, reject })),
    calls: () => waiting.length,
    answer: (call: number, value: string | null) => waiting[call]?.resolve(value),
    fail: (call: number) => waiting[call]?.reject(new Error('the loader failed')),
  };
}

export const value = (text: string | null) => async () => text;

export const failing = async (): Promise<string | null> => {
  throw new Error('the loader failed');
};

/** Lets promises and timers that are ready run. */
export const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** What must be there without the loader; a cache that waits for it fails here and does not hang. */
export async function without<Answer>(loader: string, answer: Answer | Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the cache waited for ${loader}`)), 2_000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Loads and answers the value alone. */
export const loaded = async (cache: Cache<string>, scope: TenantScope, key: string, text: string | null) =>
  (await cache.load(scope, key, value(text))).value;

/** What the parts of the cache suite share. */
export interface CacheHarness {
  readonly it: TestApi['it'];
  /** Makes a test's body from one that gets a new cache. */
  readonly withCache: (
    body: (cache: Cache<string>, clock: ManualClock) => Promise<void>,
    max?: number,
  ) => () => Promise<void>;
}

export function cacheHarness({ it }: TestApi, { create }: CacheConformanceOptions): CacheHarness {
  return {
    it,
    withCache:
      (body, max = 1_000) =>
      async () => {
        const clock = manualClock();
        await body(await create({ clock, max, ...TIMES }), clock);
      },
  };
}
