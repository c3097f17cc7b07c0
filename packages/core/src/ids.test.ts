import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertFixtureId, assertTenantId, isReservedId } from './ids.ts';
import { tenantScope } from './scope.ts';

// Attacks 2, 3 and 4 of the threat list: nothing is normalised or mapped.
const HOSTILE = [
  '../x',
  'a/b',
  "';--",
  'a\0b',
  '',
  'x'.repeat(10_240),
  'ａｃｍｅ',
  'аcme',
  'acme.',
  'e\u0301',
  'a b',
  'A',
  '-a',
  '_a',
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'a\r\nb',
  'a*',
  'a%',
  'a:b',
];

describe('tenant ids', () => {
  it.each(HOSTILE)('refuses %j', (id) => {
    expect(() => assertTenantId(id)).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_TENANT_ID' }),
    );
    expect(() => tenantScope({ tenant: id, actor: 'a' })).toThrowError(/tenant id/);
  });

  it.each([undefined, null, 7, {}, ['acme']])('refuses what is no string: %j', (id) => {
    expect(() => assertTenantId(id)).toThrowError(/not a string/);
  });

  it.each(['a', 'a-2', 'a_2', 'a2', '0', 'x'.repeat(63)])('takes %j', (id) => {
    expect(() => assertTenantId(id)).not.toThrow();
  });

  it('keeps reserved ids for itself, in any case', () => {
    for (const id of ['locales', 'fixtures', 'admin', 'constructor']) {
      expect(isReservedId(id)).toBe(true);
      expect(isReservedId(id.toUpperCase())).toBe(true);
      expect(() => assertTenantId(id)).toThrowError(/reserved/);
    }
  });

  it('takes exactly what the rule says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (id) => {
        const fits = /^[a-z0-9][a-z0-9_-]{0,62}$/.test(id) && !isReservedId(id);
        let taken = true;
        try {
          assertTenantId(id);
        } catch {
          taken = false;
        }
        expect(taken).toBe(fits);
      }),
    );
  });
});

describe('fixture ids', () => {
  it.each(['playback_failure', 'playbackFailure', 'a', 'A-1'])('takes %j', (id) => {
    expect(() => assertFixtureId(id)).not.toThrow();
  });

  it.each(['', '1a', 'a.b', 'a/b', '__proto__', 'constructor', 'hasOwnProperty', 'x'.repeat(129), 5])(
    'refuses %j',
    (id) => {
      expect(() => assertFixtureId(id)).toThrowError(
        expect.objectContaining({ code: 'LOCALERT_INVALID_FIXTURE_ID' }),
      );
    },
  );
});
