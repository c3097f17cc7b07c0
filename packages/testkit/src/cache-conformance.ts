import { cacheAges } from './cache-ages.ts';
import { type CacheConformanceOptions, cacheHarness } from './cache-harness.ts';
import { cacheValues } from './cache-values.ts';
import { watchPrototype } from './hostile.ts';
import type { TestApi } from './test-api.ts';

export type { CacheConformanceOptions, CacheSetup } from './cache-harness.ts';

/**
 * Registers the tests that every in-process `Cache` has to pass.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Cache } from '@localert/core';
 * import { cacheConformance, type CacheSetup } from '@localert/testkit';
 *
 * declare function tinyCache(setup: CacheSetup): Cache<string>;
 *
 * cacheConformance({ describe, it }, { name: 'tiny', create: tinyCache });
 * ```
 */
export function cacheConformance(test: TestApi, options: CacheConformanceOptions): void {
  const harness = cacheHarness(test, options);
  test.describe(`${options.name}: cache`, () => {
    const assertPrototype = watchPrototype();
    cacheValues(harness);
    cacheAges(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
