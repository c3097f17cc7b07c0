import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { defineError, isLocalertError } from './error.ts';

const SampleError = defineError<'LOCALERT_SAMPLE', { where: string; at?: number; list?: readonly string[] }>(
  'LOCALERT_SAMPLE',
  { retryable: true, message: ({ where }) => `It broke in ${where}.` },
);

describe('defineError', () => {
  it('makes errors with a literal code, details and a retry hint', () => {
    const error = new SampleError({ where: 'here', at: 3 });
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe('It broke in here.');
    expect([error.code, error.retryable, error.details]).toEqual([
      'LOCALERT_SAMPLE',
      true,
      { where: 'here', at: 3 },
    ]);
    expect(SampleError.is(error)).toBe(true);
    expect(SampleError.is(new Error('x'))).toBe(false);
    expect(error.cause).toBeUndefined();
    expect('cause' in error).toBe(false);
  });

  it('is not retryable unless it says so', () => {
    const Final = defineError<'LOCALERT_FINAL', Record<string, never>>('LOCALERT_FINAL', {
      message: () => 'No.',
    });
    expect(new Final({}).retryable).toBe(false);
  });

  it('keeps control characters and bidi controls out of a line, at every depth', () => {
    const hostile = 'a\r\nb\u001b[31m\u202e\ud800';
    const error = new SampleError({ where: hostile, list: [hostile] });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    const forbidden = /[\r\n\u001b\u202e\ud800]/u;
    expect(error.message).not.toMatch(forbidden);
    expect(JSON.stringify(error)).not.toMatch(/\\[rn]|\\u001b|\u202e|\\ud800/);
    expect(error.details.list?.[0]).not.toMatch(forbidden);
  });

  it('reduces a foreign cause to its class and code, so that nothing leaks', () => {
    const canary = 'xoxb-canary-secret';
    const cause = Object.assign(new TypeError(`failed for https://hooks/${canary}`), {
      code: 'ECONNRESET',
      url: canary,
    });
    const error = new SampleError({ where: 'here' }, { cause });
    expect(error.cause).toEqual({ name: 'TypeError', code: 'ECONNRESET' });
    for (const text of [
      error.message,
      String(error.stack),
      inspect(error, { depth: 9 }),
      JSON.stringify(error),
    ]) {
      expect(text).not.toContain(canary);
    }
    expect(new SampleError({ where: 'x' }, { cause: canary }).cause).toEqual({ name: 'string' });
    expect(new SampleError({ where: 'x' }, { cause: new Error('y') }).cause).toEqual({ name: 'Error' });
  });

  it('drops a foreign name or code that could quote something', () => {
    const name = 'Error of xoxb-1';
    for (const odd of [name, 7, undefined]) {
      const cause = Object.assign(new Error('y'), { name: odd, code: odd });
      expect(new SampleError({ where: 'x' }, { cause }).cause).toEqual({ name: 'Error' });
    }
    const coded = Object.assign(new Error('y'), { code: '23505' });
    expect(new SampleError({ where: 'x' }, { cause: coded }).cause).toEqual({ name: 'Error', code: '23505' });
  });

  it('keeps one of our own errors as cause', () => {
    const inner = new SampleError({ where: 'inside' });
    expect(new SampleError({ where: 'outside' }, { cause: inner }).cause).toBe(inner);
  });

  it('recognises errors of another copy of core', () => {
    const foreign = Object.assign(new Error('x'), {
      code: 'LOCALERT_SAMPLE',
      [Symbol.for('localert.error')]: true,
    });
    expect(isLocalertError(foreign)).toBe(true);
    expect(SampleError.is(foreign)).toBe(true);
    expect(isLocalertError({ code: 'LOCALERT_SAMPLE' })).toBe(false);
  });

  it('cannot be changed afterwards', () => {
    const error = new SampleError({ where: 'here', list: ['a'] });
    expect(Object.isFrozen(error.details)).toBe(true);
    expect(Object.isFrozen(error.details.list)).toBe(true);
  });
});
