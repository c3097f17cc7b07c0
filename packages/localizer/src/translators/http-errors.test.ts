import { describe, expect, it } from 'vitest';
import { retryAfterOf, statusError } from './http-errors.ts';

describe('retryAfterOf', () => {
  const now = Date.UTC(2026, 0, 1);
  it.each([
    ['7', 7_000],
    [' 1.5 ', 1_500],
    ['0', 0],
    ['999999999', 3_600_000],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['2026-01-01', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %j as %j', (header, wait) => {
    expect(retryAfterOf(header, now)).toBe(wait);
  });
});

describe('statusError', () => {
  it.each([408, 409, 425, 429, 500, 502, 503, 504, 529])('%i may pass', (status) => {
    expect(statusError('x', status, 5)).toMatchObject({
      code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
      details: { translator: 'x', status, retryAfterMs: 5 },
    });
    expect(statusError('x', status).details).not.toHaveProperty('retryAfterMs');
  });

  it.each([0, 301, 400, 401, 402, 403, 404, 413, 418, 422, 456, 501, 505])('%i does not', (status) => {
    expect(statusError('x', status)).toMatchObject({
      code: 'LOCALERT_TRANSLATOR_REFUSED',
      retryable: false,
      details: { status },
    });
  });
});
