import { watchPrototype } from './hostile.ts';
import { type SharedCacheConformanceOptions, sharedHarness } from './shared-cache-harness.ts';
import { sharedCacheOutage } from './shared-cache-outage.ts';
import { sharedCachePoison } from './shared-cache-poison.ts';
import { sharedCacheReads } from './shared-cache-reads.ts';
import type { TestApi } from './test-api.ts';

/**
 * Registers the tests that every second level has to pass: a decorator of a `FixtureStore` that keeps what it reads where
 * several processes share it. Give it the store suite as well: decorated, a store must still be one.
 *
 * @param test - `describe` and `it` of your test runner: vitest, `node:test` or jest
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { memoryStore } from '@localert/store-memory';
 * import { type SharedCache, sharedCacheConformance } from '@localert/testkit';
 *
 * declare function memcached(): Promise<SharedCache>;
 *
 * sharedCacheConformance({ describe, it }, { name: 'memcached', open: memcached, store: memoryStore });
 * ```
 */
export function sharedCacheConformance(test: TestApi, options: SharedCacheConformanceOptions): void {
  const harness = sharedHarness(test, options);
  test.describe(`${options.name}: shared cache`, () => {
    const assertPrototype = watchPrototype();
    sharedCacheReads(harness);
    sharedCachePoison(harness);
    sharedCacheOutage(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
