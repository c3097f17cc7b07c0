import * as z from 'zod';

export const complianceLevelSchema = z.enum(['standard', 'soc2', 'gdpr', 'hipaa']);

/** What a tenant has promised to whom. */
export type ComplianceLevel = z.infer<typeof complianceLevelSchema>;

/** A framework that an audit entry is kept for. */
export type AuditFramework = 'SOC2' | 'GDPR' | 'HIPAA';

/** What is on for a tenant unless the host asks for more. */
export interface ComplianceDefaults {
  /** What is sealed at rest: nothing, fixtures marked `sensitive`, or everything. */
  readonly encryption: 'off' | 'sensitive' | 'all';
  /** Days that delivered alerts stay in the outbox. */
  readonly alertRetentionDays: number;
  /** Days that audit entries stay. */
  readonly auditRetentionDays: number;
  /** What happens when personal data is found in values. */
  readonly pii: 'warn' | 'redact' | 'block';
  /** Frameworks that audit entries are tagged with. */
  readonly auditFrameworks: readonly AuditFramework[];
  /** Stores and transports must declare the tenant's own region. */
  readonly pinRegion: boolean;
}

const LEVELS: Readonly<Record<ComplianceLevel, ComplianceDefaults>> = {
  standard: {
    encryption: 'off',
    alertRetentionDays: 30,
    auditRetentionDays: 90,
    pii: 'warn',
    auditFrameworks: [],
    pinRegion: false,
  },
  // SOC 2 CC7.2 and CC7.3 ask for evidence over the audit period, in practice a year.
  soc2: {
    encryption: 'sensitive',
    alertRetentionDays: 30,
    auditRetentionDays: 365,
    pii: 'warn',
    auditFrameworks: ['SOC2'],
    pinRegion: false,
  },
  // GDPR Art. 5(1)(c) and (e): little, and not for long. Art. 44: not to another region.
  gdpr: {
    encryption: 'sensitive',
    alertRetentionDays: 7,
    auditRetentionDays: 365,
    pii: 'redact',
    auditFrameworks: ['GDPR'],
    pinRegion: true,
  },
  // HIPAA 45 CFR 164.316(b)(2)(i): documentation for six years; 164.312(a)(2)(iv): encryption at rest.
  hipaa: {
    encryption: 'all',
    alertRetentionDays: 7,
    auditRetentionDays: 2190,
    pii: 'block',
    auditFrameworks: ['HIPAA'],
    pinRegion: true,
  },
};

/** Regions whose law applies whatever level the tenant has. */
const REGIONS: Readonly<Record<string, Partial<ComplianceDefaults>>> = {
  eu: { pii: 'redact', auditFrameworks: ['GDPR'] },
  uk: { pii: 'redact', auditFrameworks: ['GDPR'] },
};

const PII_STRICTNESS = ['warn', 'redact', 'block'] as const;

/** The region's own name, without a zone: `eu-west-1` is in `eu`. */
export const regionGroup = (region: string): string => region.split('-', 1)[0] ?? region;

/**
 * What a compliance level turns on in a region: the level's row, made stricter by the region's.
 *
 * @example
 * ```ts
 * import { complianceDefaults } from '@localert/core';
 *
 * complianceDefaults('hipaa', 'us').encryption; // 'all'
 * complianceDefaults('standard', 'eu-west-1').pii; // 'redact'
 * ```
 */
export function complianceDefaults(level: ComplianceLevel, region: string): ComplianceDefaults {
  const row = LEVELS[level];
  const law = Object.hasOwn(REGIONS, regionGroup(region)) ? REGIONS[regionGroup(region)] : undefined;
  if (law === undefined) return row;
  const stricter = Math.max(PII_STRICTNESS.indexOf(row.pii), PII_STRICTNESS.indexOf(law.pii ?? 'warn'));
  return {
    ...row,
    pii: PII_STRICTNESS[stricter] ?? row.pii,
    auditFrameworks: [...new Set([...row.auditFrameworks, ...(law.auditFrameworks ?? [])])],
  };
}

const ENCRYPTION_STRICTNESS = ['off', 'sensitive', 'all'] as const;

const stricterOf = <Step extends string>(
  steps: readonly Step[],
  asked: Step,
  wanted: Step | undefined,
): Step => steps[Math.max(steps.indexOf(asked), wanted === undefined ? -1 : steps.indexOf(wanted))] ?? asked;

/** What of a tenant decides how its data is protected. */
export interface Protected {
  readonly complianceLevel: ComplianceLevel;
  readonly region: string;
  readonly encryption?: ComplianceDefaults['encryption'] | undefined;
  readonly pii?: ComplianceDefaults['pii'] | undefined;
}

/**
 * What is on for a tenant: what its level and region ask for, made stricter, never laxer, by its own settings.
 *
 * @example
 * ```ts
 * import { protectionOf } from '@localert/core';
 *
 * protectionOf({ complianceLevel: 'soc2', region: 'us', encryption: 'all' }).encryption; // 'all'
 * protectionOf({ complianceLevel: 'hipaa', region: 'us', pii: 'warn' }).pii; // 'block'
 * ```
 */
export function protectionOf(tenant: Protected): ComplianceDefaults {
  const row = complianceDefaults(tenant.complianceLevel, tenant.region);
  return {
    ...row,
    encryption: stricterOf(ENCRYPTION_STRICTNESS, row.encryption, tenant.encryption),
    pii: stricterOf(PII_STRICTNESS, row.pii, tenant.pii),
  };
}

/**
 * Whether data of a pinned region may go to a place: `eu` and `eu-west-1` may go to `eu-west-1`'s place only if the
 * place is the same region, or the tenant asked for the whole group (`eu`) and the place lies in it.
 */
export function regionAllows(tenantRegion: string, placeRegion: string | undefined): boolean {
  return (
    placeRegion !== undefined && (placeRegion === tenantRegion || regionGroup(placeRegion) === tenantRegion)
  );
}
