import { NotFoundError } from '@localert/core';
import { expect, it } from 'vitest';
import { errorCode } from './error-code.ts';

it('names our errors, and no others', () => {
  expect(errorCode(new NotFoundError({ kind: 'fixture', id: 'x' }))).toBe('LOCALERT_NOT_FOUND');
  expect(errorCode(Object.assign(new Error('x'), { code: 'E_OTHER' }))).toBe('unknown');
});
