import { AUDIT_SPEC } from '@localert/core';
import { same } from './assertions.ts';
import { auditLogAppends } from './audit-log-appends.ts';
import { auditLogChains } from './audit-log-chains.ts';
import type { AuditLogConformanceOptions } from './audit-log-harness.ts';
import { watchPrototype } from './hostile.ts';
import { partHarness } from './part-harness.ts';
import type { TestApi } from './test-api.ts';

/**
 * Registers the tests that every `AuditLog` has to pass: nothing twice, in order of arrival, one chain a tenant.
 * That records are kept in the transaction of their change is tested with the store: see `storeConformance`.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { AuditLog } from '@localert/core';
 * import { auditLogConformance } from '@localert/testkit';
 *
 * declare function ledgerAudit(): Promise<AuditLog>;
 *
 * auditLogConformance({ describe, it }, { name: 'ledger', create: ledgerAudit });
 * ```
 */
export function auditLogConformance(test: TestApi, options: AuditLogConformanceOptions): void {
  const harness = partHarness(test, options);
  test.describe(`${options.name}: audit log`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${AUDIT_SPEC}`,
      harness.withPart(async ({ spec }) => same(spec, AUDIT_SPEC, 'the contract')),
    );
    auditLogAppends(harness);
    auditLogChains(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
