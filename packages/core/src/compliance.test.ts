import { describe, expect, it } from 'vitest';
import { type ComplianceLevel, complianceDefaults, protectionOf, regionAllows } from './compliance.ts';

const row = (level: ComplianceLevel, region: string) => {
  const { encryption, alertRetentionDays, auditRetentionDays, pii, auditFrameworks, pinRegion } =
    complianceDefaults(level, region);
  return [encryption, alertRetentionDays, auditRetentionDays, pii, auditFrameworks.join('+'), pinRegion].join(
    ' ',
  );
};

describe('complianceDefaults', () => {
  it.each([
    ['standard', 'us', 'off 30 90 warn  false'],
    ['standard', 'eu', 'off 30 90 redact GDPR false'],
    ['standard', 'eu-west-1', 'off 30 90 redact GDPR false'],
    ['soc2', 'us', 'sensitive 30 365 warn SOC2 false'],
    ['soc2', 'uk', 'sensitive 30 365 redact SOC2+GDPR false'],
    ['gdpr', 'us', 'sensitive 7 365 redact GDPR true'],
    ['gdpr', 'eu', 'sensitive 7 365 redact GDPR true'],
    ['hipaa', 'us', 'all 7 2190 block HIPAA true'],
    ['hipaa', 'eu', 'all 7 2190 block HIPAA+GDPR true'],
  ] as const)('%s in %s: %s', (level, region, expected) => {
    expect(row(level, region)).toBe(expected);
  });

  it('takes a region as data', () => {
    expect(row('standard', 'constructor')).toBe('off 30 90 warn  false');
  });
});

describe('regionAllows', () => {
  it.each([
    ['eu', 'eu', true],
    ['eu', 'eu-west-1', true],
    ['eu-west-1', 'eu-west-1', true],
    ['eu-west-1', 'eu', false],
    ['eu', 'us', false],
    ['eu', undefined, false],
    ['eu', 'europe', false],
  ] as const)('data of %s at %s: %s', (tenant, place, allowed) => {
    expect(regionAllows(tenant, place)).toBe(allowed);
  });
});

describe('protectionOf', () => {
  const base = { complianceLevel: 'soc2', region: 'us' } as const;

  it('takes the stricter of what the level asks for and what the tenant chose', () => {
    expect(protectionOf(base)).toEqual(complianceDefaults('soc2', 'us'));
    expect(protectionOf({ ...base, encryption: 'all', pii: 'redact' })).toMatchObject({
      encryption: 'all',
      pii: 'redact',
    });
    expect(
      protectionOf({ complianceLevel: 'hipaa', region: 'us', encryption: 'off', pii: 'warn' }),
    ).toMatchObject({
      encryption: 'all',
      pii: 'block',
    });
  });
});
