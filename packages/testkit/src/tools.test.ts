import {
  assertSystemScope,
  assertTenantScope,
  slackFixtureSchema,
  tenantContextSchema,
} from '@localert/core';
import { describe, expect, it } from 'vitest';
import { fails, isTrue, present, refused, same } from './assertions.ts';
import { manualClock } from './manual-clock.ts';
import {
  SAMPLE_TIME,
  sampleAlert,
  sampleCreate,
  sampleSnapshot,
  sampleTenant,
  sampleTurn,
  sampleUpdate,
} from './samples.ts';
import { unsafeScope } from './unsafe-scope.ts';

describe('manualClock', () => {
  it('moves when it is told to', () => {
    const clock = manualClock(5);
    expect([clock.now(), clock.advance(10), clock.now()]).toEqual([5, 15, 15]);
    clock.set(3);
    expect(clock.now()).toBe(3);
    expect(manualClock().now()).toBe(SAMPLE_TIME);
  });
});

describe('unsafeScope', () => {
  it('passes for a tenant scope, and for nothing else', () => {
    const scope = unsafeScope('a:b/../%');
    expect(() => assertTenantScope(scope)).not.toThrow();
    expect(() => assertSystemScope(scope)).toThrow();
    expect(Object.isFrozen(scope)).toBe(true);
    expect(scope.tenant).toBe('a:b/../%');
  });
});

describe('samples', () => {
  it('are what core’s models take', () => {
    const row = { ...sampleSnapshot('disk'), revision: 1, createdAt: SAMPLE_TIME, updatedAt: SAMPLE_TIME };
    expect(slackFixtureSchema.parse(row)).toEqual(row);
    expect(tenantContextSchema.parse(sampleTenant('acme'))).toEqual(sampleTenant('acme'));
  });

  it('have ids of their own', () => {
    const ids = [sampleCreate('a'), sampleUpdate('a', 1), sampleTurn('a', 2, 'FixtureArchived')].map(
      ({ events }) => events[0]?.id,
    );
    expect(new Set([...ids, sampleAlert().id, sampleAlert().id]).size).toBe(5);
    expect(sampleCreate('a', { guards: { maxFixtures: 3 } }).guards).toEqual({ maxFixtures: 3 });
    expect(sampleUpdate('a', 1, { guards: { maxFixtures: 3 } }).guards).toEqual({ maxFixtures: 3 });
  });
});

describe('assertions', () => {
  it('compare data, and take an absent property for one that is undefined', () => {
    same({ a: undefined, b: [1, { c: 2 }] }, { b: [1, { c: 2 }] }, 'x');
    same(Number.NaN, Number.NaN, 'x');
    for (const [left, right] of [
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { b: 1 }],
      [{ a: 1 }, { a: 1, b: 1 }],
      [[1], { 0: 1 }],
      [
        [1, 2],
        [2, 1],
      ],
      [null, {}],
      [undefined, null],
      ['1', 1],
      [0, -0],
    ]) {
      expect(() => same(left, right, 'what')).toThrow(/^what: got/);
    }
    expect(() => same('x'.repeat(1_000), '', 'what')).toThrow(/…/);
    expect(() => same(() => 1, undefined, 'what')).toThrow(/expected undefined/);
  });

  it('say what is missing, what should have failed, and how', async () => {
    expect(() => isTrue(false, 'the reason')).toThrow('the reason');
    expect(() => present(undefined, 'it')).toThrow('it is missing');
    await expect(fails(() => 1, 'it')).rejects.toThrow('it: the call succeeded');
    await expect(refused(async () => 1, 'LOCALERT_X', 'it')).rejects.toThrow(
      'it: expected LOCALERT_X, but the call succeeded',
    );
    const typed = () => assertTenantScope(null);
    await expect(refused(typed, 'LOCALERT_X', 'it')).rejects.toThrow('got LOCALERT_INVALID_SCOPE');
    await expect(refused(typed, ['LOCALERT_X', 'LOCALERT_INVALID_SCOPE'], 'it')).resolves.toMatchObject({
      code: 'LOCALERT_INVALID_SCOPE',
    });
    const untyped = () => {
      throw new TypeError('quoted secret');
    };
    await expect(refused(untyped, 'LOCALERT_X', 'it')).rejects.toThrow(
      '"TypeError" came that is no error of core',
    );
  });
});
