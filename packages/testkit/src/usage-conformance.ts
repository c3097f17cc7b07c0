import { USAGE_SPEC, type UsageCounter } from '@localert/core';
import { same } from './assertions.ts';
import { watchPrototype } from './hostile.ts';
import { type PartConformanceOptions, partHarness } from './part-harness.ts';
import type { TestApi } from './test-api.ts';
import { usageTakes } from './usage-takes.ts';
import { usageTenants } from './usage-tenants.ts';

/** The counters under test. */
export type UsageConformanceOptions = PartConformanceOptions<UsageCounter>;

/**
 * Registers the tests that every `UsageCounter` has to pass: of all who take at once, none gets what another got.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { UsageCounter } from '@localert/core';
 * import { usageConformance } from '@localert/testkit';
 *
 * declare function redisUsage(): Promise<UsageCounter>;
 *
 * usageConformance({ describe, it }, { name: 'redis', create: redisUsage });
 * ```
 */
export function usageConformance(test: TestApi, options: UsageConformanceOptions): void {
  const harness = partHarness(test, options);
  test.describe(`${options.name}: usage`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${USAGE_SPEC}`,
      harness.withPart(async ({ spec }) => same(spec, USAGE_SPEC, 'the contract')),
    );
    usageTakes(harness);
    usageTenants(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
