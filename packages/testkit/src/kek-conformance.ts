import { KEK_SPEC } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { watchPrototype } from './hostile.ts';
import { kekFaults } from './kek-faults.ts';
import { type KekConformanceOptions, kekHarness } from './kek-harness.ts';
import { kekRotation } from './kek-rotation.ts';
import { kekWrapping } from './kek-wrapping.ts';
import type { TestApi } from './test-api.ts';

/**
 * Registers the tests that every `KekProvider` has to pass: keys bound to their tenant and purpose, versions that come
 * and go, and faults that say nothing.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { KekProvider } from '@localert/core';
 * import { kekConformance } from '@localert/testkit';
 *
 * declare function myKms(): Promise<KekProvider>;
 *
 * kekConformance({ describe, it }, { name: 'my kms', create: myKms, canaries: ['the-token'] });
 * ```
 */
export function kekConformance(test: TestApi, options: KekConformanceOptions): void {
  const harness = kekHarness(test, options);
  test.describe(`${options.name}: key provider`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${KEK_SPEC}`,
      harness.withKek(async ({ spec, name }) => {
        same(spec, KEK_SPEC, 'the contract');
        isTrue(/^[a-z][a-z0-9-]*$/.test(name), 'the name is a word');
      }),
    );
    kekWrapping(harness);
    kekRotation(harness);
    kekFaults(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
