import { describe, expect, it } from 'vitest';
import * as errors from './errors.ts';
import { TranslatorRefusedError, TranslatorUnavailableError } from './translator.ts';

describe('the catalogue of errors', () => {
  it('says what, where and what to do', () => {
    const samples = [
      new errors.InvalidTenantIdError({ reason: 'it is empty' }),
      new errors.InvalidFixtureIdError({ reason: 'it is reserved' }),
      new errors.InvalidLocaleError({ locale: 'es_ES' }),
      new errors.InvalidLocaleError({ locale: 'es_ES', where: 'locales' }),
      new errors.InvalidInputError({
        what: 'fixture',
        issues: [1, 2, 3, 4, 5].map((n) => ({ path: n === 1 ? '' : `p${n}`, message: 'a string' })),
      }),
      new errors.InvalidScopeError({ expected: 'tenant' }),
      new errors.InvalidScopeError({ expected: 'system' }),
      new errors.NotFoundError({ kind: 'fixture', id: 'x' }),
      new errors.AlreadyExistsError({ kind: 'fixture', id: 'x' }),
      new errors.RevisionConflictError({ kind: 'fixture', id: 'x', expected: 1, actual: 2 }),
      new errors.QuotaExceededError({ quota: 'fixtures', limit: 100 }),
      new errors.QuotaExceededError({ quota: 'sendsPerSecond', limit: 10, retryAfterMs: 90 }),
      new errors.ForbiddenError({ permission: 'alert:send', actor: 'a' }),
      new errors.TenantSuspendedError({ tenant: 'acme' }),
      new errors.ComplianceUnmetError({
        tenant: 'acme',
        requirement: 'a pinned region',
        needs: 'a store in eu',
      }),
      new errors.StoreUnavailableError({ operation: 'get' }),
      new errors.StoreFullError({ operation: 'commit' }),
      new errors.StoreCorruptError({ what: 'a row' }),
      new errors.StoreNewerError({ found: 9, known: 1 }),
      new errors.PortMismatchError({ port: 'store', expected: 'a/1', found: 'a/2' }),
      new errors.PortMismatchError({ port: 'store', expected: 'a/1', found: errors.NO_SPEC }),
      new errors.DecryptFailedError({ what: 'fixture "x"' }),
      new errors.DecryptFailedError({ what: 'fixture "x"', hint: 'its data key does not open' }),
      new errors.KeyUnavailableError({ provider: 'vault', reason: 'sealed' }),
      new errors.KeyUnavailableError({ provider: 'local', reason: 'x', hint: 'hand in the key "k1"' }),
      ...[1, 5].map(
        (count) =>
          new errors.PiiBlockedError({
            what: 'alert',
            findings: Array.from({ length: count }, (_, index) => ({ place: `v${index}`, kind: 'email' })),
          }),
      ),
      new TranslatorUnavailableError({ translator: 'mt' }),
      new TranslatorUnavailableError({ translator: 'mt', status: 429, retryAfterMs: 50 }),
      new TranslatorRefusedError({ translator: 'mt', reason: 'no such model' }),
      new TranslatorRefusedError({ translator: 'mt', status: 400, reason: 'no such model' }),
    ];
    expect(samples.map((error) => `${error.code}: ${error.message}`)).toMatchSnapshot();
    expect(samples.filter((error) => error.retryable).map((error) => error.code)).toEqual([
      'LOCALERT_QUOTA_EXCEEDED',
      'LOCALERT_QUOTA_EXCEEDED',
      'LOCALERT_STORE_UNAVAILABLE',
      'LOCALERT_STORE_FULL',
      'LOCALERT_KEY_UNAVAILABLE',
      'LOCALERT_KEY_UNAVAILABLE',
      'LOCALERT_TRANSLATOR_UNAVAILABLE',
      'LOCALERT_TRANSLATOR_UNAVAILABLE',
    ]);
  });
});
