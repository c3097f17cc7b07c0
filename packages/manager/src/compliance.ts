import {
  ComplianceUnmetError,
  complianceDefaults,
  type FixtureStore,
  regionAllows,
  type TenantContext,
  type Transport,
} from '@localert/core';

/** One thing that a tenant's level or region asks for. */
export interface ComplianceRequirement {
  readonly requirement: 'region' | 'encryption' | 'pii' | 'audit' | 'retention';
  /** What is asked for, for example `all` or `redact`. */
  readonly asked: string;
  /**
   * `enforced`: refused or done when it is not so · `unmet`: asked for, and nothing in this set-up does it ·
   * `not-asked`: nothing to do.
   */
  readonly status: 'enforced' | 'unmet' | 'not-asked';
}

/** What a tenant asks for, beside what this set-up does. */
export function complianceReport(tenant: TenantContext): readonly ComplianceRequirement[] {
  const asks = complianceDefaults(tenant.complianceLevel, tenant.region);
  const later = (asked: boolean): ComplianceRequirement['status'] => (asked ? 'unmet' : 'not-asked');
  return [
    {
      requirement: 'region',
      asked: asks.pinRegion ? tenant.region : 'any',
      status: asks.pinRegion ? 'enforced' : 'not-asked',
    },
    { requirement: 'encryption', asked: asks.encryption, status: later(asks.encryption !== 'off') },
    { requirement: 'pii', asked: asks.pii, status: later(asks.pii !== 'warn') },
    {
      requirement: 'audit',
      asked: asks.auditFrameworks.join(' ') || 'none',
      status: later(asks.auditFrameworks.length > 0),
    },
    { requirement: 'retention', asked: `${asks.alertRetentionDays} days`, status: 'enforced' },
  ];
}

/**
 * Refuses a tenant whose data may not leave its region when the store or the transport lies elsewhere, or does not say.
 *
 * @throws LOCALERT_COMPLIANCE_UNMET
 */
export function assertRegion(
  tenant: TenantContext,
  store: FixtureStore,
  transport: Transport | undefined,
): void {
  const { pinRegion } = complianceDefaults(tenant.complianceLevel, tenant.region);
  if (!pinRegion) return;
  for (const [what, place] of [
    ['store', store],
    ['transport', transport],
  ] as const) {
    if (place === undefined || regionAllows(tenant.region, place.region)) continue;
    const found = place.region === undefined ? 'declares none' : `is in "${place.region}"`;
    throw new ComplianceUnmetError({
      tenant: tenant.id,
      requirement: `its data to stay in region "${tenant.region}"`,
      needs: `the ${what} ${found}; use one with region: '${tenant.region}'`,
    });
  }
}
