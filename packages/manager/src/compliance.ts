import {
  type ComplianceDefaults,
  ComplianceUnmetError,
  complianceDefaults,
  protectionOf,
  regionAllows,
  type TenantContext,
} from '@localert/core';
import type { House } from './house.ts';

/** One thing that a tenant's level, region or own settings ask for. */
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

/** What of a house decides what it can do for a tenant. */
export type ComplianceSetup = Pick<House, 'store' | 'delivery' | 'audit' | 'pii' | 'compliance'>;

interface Ability {
  readonly requirement: 'encryption' | 'pii' | 'audit';
  readonly asked: (asks: ComplianceDefaults) => string;
  readonly nothing: string;
  readonly isMet: (setup: ComplianceSetup) => boolean;
  /** For the error: what would meet it. */
  readonly needs: string;
}

const ABILITIES: readonly Ability[] = [
  {
    requirement: 'encryption',
    asked: ({ encryption }) => encryption,
    nothing: 'off',
    isMet: ({ store, delivery }) =>
      store.encryption === 'by-policy' &&
      (delivery === undefined || delivery.outbox.encryption === 'by-policy'),
    needs: 'store and queue from encrypted() of @localert/crypto',
  },
  {
    requirement: 'pii',
    asked: ({ pii }) => pii,
    nothing: 'warn',
    isMet: ({ pii }) => pii !== undefined,
    needs: 'createPiiDetector() of @localert/pii as "pii"',
  },
  {
    requirement: 'audit',
    asked: ({ auditFrameworks }) => auditFrameworks.join(' ') || 'none',
    nothing: 'none',
    isMet: ({ audit }) => audit !== undefined,
    needs: 'createAudit() of @localert/audit as "audit"',
  },
];

/** What a tenant asks for, beside what this set-up does. */
export function complianceReport(
  setup: ComplianceSetup,
  tenant: TenantContext,
): readonly ComplianceRequirement[] {
  const asks = protectionOf(tenant);
  const abilities = ABILITIES.map(({ requirement, asked, nothing, isMet }): ComplianceRequirement => {
    const wanted = asked(asks);
    if (wanted === nothing) return { requirement, asked: wanted, status: 'not-asked' };
    return { requirement, asked: wanted, status: isMet(setup) ? 'enforced' : 'unmet' };
  });
  return [
    {
      requirement: 'region',
      asked: asks.pinRegion ? tenant.region : 'any',
      status: asks.pinRegion ? 'enforced' : 'not-asked',
    },
    ...abilities,
    { requirement: 'retention', asked: `${asks.alertRetentionDays} days`, status: 'enforced' },
  ];
}

/**
 * What the tenant has declared: by its level, or, at level `standard`, by its own settings. There what the law of its
 * region asks for is not among it: many hosts put tenants into `eu` long before they say "GDPR".
 */
function declared(tenant: TenantContext): ComplianceDefaults {
  if (tenant.complianceLevel !== 'standard') return protectionOf(tenant);
  const own = complianceDefaults('standard', 'global');
  return { ...own, encryption: tenant.encryption ?? own.encryption, pii: tenant.pii ?? own.pii };
}

/**
 * Refuses a tenant that this set-up may not serve: one whose data may not leave its region, when the store or the transport
 * lies elsewhere or does not say; and, unless the house only reports, one that has declared what nothing here does.
 *
 * @throws LOCALERT_COMPLIANCE_UNMET
 */
export function assertCompliance(setup: ComplianceSetup, tenant: TenantContext): void {
  assertRegion(setup, tenant);
  if (setup.compliance === 'report') return;
  const asks = declared(tenant);
  for (const { requirement, asked, nothing, isMet, needs } of ABILITIES) {
    const wanted = asked(asks);
    if (wanted === nothing || isMet(setup)) continue;
    throw new ComplianceUnmetError({
      tenant: tenant.id,
      requirement: `${requirement} "${wanted}"`,
      needs: `nothing here does it; hand in ${needs}, or run with compliance: 'report'`,
    });
  }
}

function assertRegion({ store, delivery }: ComplianceSetup, tenant: TenantContext): void {
  if (!protectionOf(tenant).pinRegion) return;
  for (const [what, place] of [
    ['store', store],
    ['transport', delivery?.transport],
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
