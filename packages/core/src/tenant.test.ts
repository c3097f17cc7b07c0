import { describe, expect, it } from 'vitest';
import { newTenant, parseTenantInput, patchTenant, tenantContextSchema } from './tenant.ts';

const acme = newTenant({ id: 'acme', defaultLocale: 'en-us', timeZone: 'Europe/Madrid' }, 100);

describe('tenants', () => {
  it('start active, with every default in place', () => {
    expect(acme).toMatchObject({
      defaultLocale: 'en-US',
      region: 'global',
      environment: 'production',
      complianceLevel: 'standard',
      status: 'active',
      revision: 1,
      createdAt: 100,
      updatedAt: 100,
      localeConfiguration: { fallbackChain: [], formality: 'neutral', overrides: {} },
      quotas: {},
    });
    expect(tenantContextSchema.parse(acme)).toEqual(acme);
  });

  it('change by revisions; what a patch leaves out stays', () => {
    const next = patchTenant(
      { ...acme, status: 'suspended' },
      { timeZone: 'UTC', quotas: { fixtures: 5 } },
      200,
    );
    expect(next).toMatchObject({
      id: 'acme',
      defaultLocale: 'en-US',
      timeZone: 'UTC',
      quotas: { fixtures: 5 },
      status: 'suspended',
      revision: 2,
      createdAt: 100,
      updatedAt: 200,
    });
  });

  it('cannot change their id', () => {
    expect(patchTenant(acme, { id: 'other' } as never, 1).id).toBe('acme');
  });

  it.each([
    ['an id outside the rule', { id: 'A/b', defaultLocale: 'en' }, 'id'],
    ['a reserved id', { id: 'locales', defaultLocale: 'en' }, 'id'],
    [
      'a time zone that does not exist',
      { id: 'a', defaultLocale: 'en', timeZone: 'Mars/Olympus' },
      'timeZone',
    ],
    ['a locale that is not BCP 47', { id: 'a', defaultLocale: 'en_US' }, 'defaultLocale'],
    ['a negative quota', { id: 'a', defaultLocale: 'en', quotas: { fixtures: -1 } }, 'quotas.fixtures'],
    ['a region that could be a path', { id: 'a', defaultLocale: 'en', region: '../eu' }, 'region'],
    [
      'an override of a reserved fixture',
      {
        id: 'a',
        defaultLocale: 'en',
        localeConfiguration: { overrides: { constructor: { en: { title: 'x' } } } },
      },
      'localeConfiguration.overrides.constructor',
    ],
  ])('refuse %s', (_, input, path) => {
    expect(() => parseTenantInput(input)).toThrowError(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({
          issues: expect.arrayContaining([expect.objectContaining({ path })]),
        }),
      }),
    );
  });
});
