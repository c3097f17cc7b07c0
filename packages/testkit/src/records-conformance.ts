import { RECORDS_SPEC, type Records } from '@localert/core';
import { same } from './assertions.ts';
import { watchPrototype } from './hostile.ts';
import { type PartConformanceOptions, partHarness } from './part-harness.ts';
import { recordsTenants } from './records-tenants.ts';
import { recordsWrites } from './records-writes.ts';
import type { TestApi } from './test-api.ts';

/** The small records under test. */
export type RecordsConformanceOptions = PartConformanceOptions<Records>;

/**
 * Registers the tests that every `Records` has to pass: versions compared, tenants and kinds apart, limits held. That what
 * is deleted cannot be read on the medium is tested with each store: a suite does not know the medium.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Records } from '@localert/core';
 * import { recordsConformance } from '@localert/testkit';
 *
 * declare function etcdRecords(): Promise<Records>;
 *
 * recordsConformance({ describe, it }, { name: 'etcd', create: etcdRecords });
 * ```
 */
export function recordsConformance(test: TestApi, options: RecordsConformanceOptions): void {
  const harness = partHarness(test, options);
  test.describe(`${options.name}: records`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${RECORDS_SPEC}`,
      harness.withPart(async ({ spec }) => same(spec, RECORDS_SPEC, 'the contract')),
    );
    recordsWrites(harness);
    recordsTenants(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
