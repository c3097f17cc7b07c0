import { isLocalertError, StoreFullError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { isAnswer, isRepeatable, storeFault } from './faults.ts';

const fault = (code: string, message = 'secret text') => Object.assign(new Error(message), { code });

describe('storeFault', () => {
  it.each([
    ['53100', 'LOCALERT_STORE_FULL', true],
    ['57014', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['57P01', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['08006', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['ECONNREFUSED', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['40P01', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['42P01', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['42501', 'LOCALERT_STORE_UNAVAILABLE', true],
    ['22021', 'LOCALERT_INVALID_INPUT', false],
    ['54000', 'LOCALERT_INVALID_INPUT', false],
    ['XX001', 'LOCALERT_STORE_CORRUPT', false],
    ['', 'LOCALERT_STORE_UNAVAILABLE', true],
  ])('makes of %s %s', (code, expected, retryable) => {
    const error = storeFault('commit', fault(code));
    expect(error).toMatchObject({ code: expected, retryable });
    expect(JSON.stringify([error, error.message, error.cause])).not.toContain('secret');
  });

  it.each([
    ['42P01', 'run the migrations'],
    ['3F000', 'run the migrations'],
    ['22023', 'run the migrations'],
    ['42501', 'a member of the roles'],
    ['57014', 'statementTimeoutMs'],
    ['53300', 'max_connections'],
    ['28P01', 'password'],
    ['25006', 'standby'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another host name'],
  ])('says of %s what to look at', (code, hint) => {
    expect(storeFault('get', fault(code)).message).toContain(hint);
  });

  it('takes no member of an object for a code, and passes on what is ours', () => {
    expect(storeFault('get', fault('constructor')).message).toContain('busy, closed or unreachable');
    const own = new StoreFullError({ operation: 'x' });
    expect(storeFault('get', own)).toBe(own);
    expect(isLocalertError(storeFault('get', 'a string'))).toBe(true);
    expect(isLocalertError(storeFault('get', undefined))).toBe(true);
  });
});

describe('isAnswer', () => {
  it('tells an answer of the server from the end of a connection', () => {
    for (const code of ['23505', '42P01', '57014', '25P02', 'XX000', 'P0001'])
      expect(isAnswer(fault(code))).toBe(true);
    for (const code of ['08006', '57P01', '57P03', '25P03', 'EPIPE', 'ECONNRESET', 'ETIMEDOUT', ''])
      expect(isAnswer(fault(code))).toBe(false);
    expect(isAnswer(new Error('Connection terminated unexpectedly'))).toBe(false);
    expect(isAnswer(undefined)).toBe(false);
  });

  it('knows what may simply run again', () => {
    expect([
      isRepeatable(fault('40001')),
      isRepeatable(fault('40P01')),
      isRepeatable(fault('23505')),
    ]).toEqual([true, true, false]);
  });
});
