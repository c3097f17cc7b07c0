import type { FloodPolicy } from '@localert/core';
import { expect, it } from 'vitest';
import { createFloods } from './flood.ts';

const rule = (more: Partial<FloodPolicy> = {}): FloodPolicy => ({
  ...{ per: 'fixture', most: 2, withinMs: 1_000, passes: ['critical'] },
  ...more,
});
const alert = { fixture: 'disk', severity: 'low', group: 'g' } as const;

it('counts each window anew, and apart by what the rule counts', () => {
  const floods = createFloods();
  const count = (at: number, more: object = {}) =>
    floods.count('acme', [rule()], { ...alert, ...more }, at).flood;
  expect([count(0), count(500), count(999)?.until]).toEqual([undefined, undefined, 1_000]);
  expect(count(999, { fixture: 'other' })).toBeUndefined();
  expect(count(999, { severity: 'critical' })).toBeUndefined();
  expect(count(1_000)).toBeUndefined();
  expect(floods.count('beta', [rule()], alert, 999).flood).toBeUndefined();
  floods.forget('acme');
  expect(count(1_001)).toBeUndefined();
});

it('takes nothing of other rules for what one gathers, and gives back what was not sent', () => {
  const floods = createFloods();
  const rules = [rule({ per: 'tenant', most: 3 }), rule({ per: 'channel', most: 1 })];
  const first = floods.count('acme', rules, alert, 0);
  for (let n = 0; n < 5; n++)
    expect(floods.count('acme', rules, alert, 0).flood).toMatchObject({ per: 'channel', windowMs: 1_000 });
  expect(floods.count('acme', rules, { ...alert, group: 'h' }, 0).flood).toBeUndefined();
  first.giveBack();
  first.giveBack();
  expect(floods.count('acme', rules, alert, 0).flood).toBeUndefined();
  expect(floods.count('acme', rules, { ...alert, group: 'i' }, 0).flood).toBeUndefined();
  expect(floods.count('acme', rules, { ...alert, group: 'j' }, 0).flood).toMatchObject({ per: 'tenant' });
});

it('keeps no more windows than it has room for', () => {
  const floods = createFloods();
  const one = (group: string, at: number) =>
    floods.count('acme', [rule({ per: 'channel', most: 1, withinMs: 1e6 })], { ...alert, group }, at).flood;
  one('first', 0);
  for (let n = 0; n < 40_001; n++) one(`g${n}`, 0);
  // The oldest was forgotten: it may pass once more, which is better than no bound.
  expect(one('first', 0)).toBeUndefined();
  expect(one('g40000', 0)).toBeDefined();
  one('later', 1e6);
  expect(one('g40000', 1e6)).toBeUndefined();
});
