import { systemScope, type TenantId, type UsageCounter, type UsageKey } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { type AllotmentOptions, createAllotments } from '../src/allotments.ts';
import { processUsage } from '../src/process-usage.ts';
import { dayWindow } from '../src/quota-window.ts';

export const system = systemScope('test');

/** Lets everything that is ready run. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

type Call = { readonly name: 'take' | 'giveBack' | 'read'; readonly count: number };

/** A counter that remembers how it was asked, and fails, throws or hangs when it is told to. */
export function counter() {
  const inner = processUsage();
  const calls: Call[] = [];
  const state = { mode: 'up' as 'up' | 'down' | 'throws' | 'hangs', hanging: [] as (() => void)[] };
  function pass<Value>(call: Call, work: () => Promise<Value>): Promise<Value> {
    calls.push(call);
    if (state.mode === 'throws') throw new Error('at once');
    if (state.mode === 'down') return Promise.reject(new Error('down'));
    if (state.mode === 'up') return work();
    return new Promise((resolve, reject) => state.hanging.push(() => work().then(resolve, reject)));
  }
  const usage: UsageCounter = {
    spec: inner.spec,
    take: (scope, tenant, key, want, limit) =>
      pass({ name: 'take', count: want }, () => inner.take(scope, tenant, key, want, limit)),
    giveBack: (scope, tenant, key, count) =>
      pass({ name: 'giveBack', count }, () => inner.giveBack(scope, tenant, key, count)),
    read: (scope, tenant, key) => pass({ name: 'read', count: 0 }, () => inner.read(scope, tenant, key)),
  };
  return {
    usage,
    calls,
    state,
    /** What is counted, past every fault. */
    counted: (tenant: TenantId, key: UsageKey) => inner.read(system, tenant, key),
    /** Answers what hangs. */
    answer: () => {
      for (const go of state.hanging.splice(0)) go();
    },
  };
}

/** Allotments of one process over a counter, on a clock that is set by hand. */
export function processOver(
  usage: UsageCounter,
  clock = manualClock(),
  options: Partial<AllotmentOptions> = {},
) {
  const told: string[] = [];
  const allotments = createAllotments({
    usage,
    scope: system,
    clock,
    uncounted: (tenant, quota, code) => told.push(`${tenant} ${quota} ${code}`),
    ...options,
  });
  const take = async (limit: number, tenant = 'acme') =>
    allotments.take(tenant, dayWindow('sendsPerDay', limit, clock.now()));
  /** How many of so many at once are taken. */
  const takeMany = async (count: number, limit: number, tenant = 'acme') => {
    const results = await Promise.allSettled(Array.from({ length: count }, () => take(limit, tenant)));
    return results.filter(({ status }) => status === 'fulfilled').length;
  };
  return { allotments, clock, told, take, takeMany };
}
