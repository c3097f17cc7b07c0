import {
  assertPort,
  type Clock,
  guardedUsage,
  type Observer,
  type SystemScope,
  type TenantContext,
  type TenantId,
  USAGE_SPEC,
  type UsageCounter,
} from '@localert/core';
import { type Allotments, createAllotments, type Taken } from './allotments.ts';
import { processUsage } from './process-usage.ts';
import { dayWindow, secondWindow } from './quota-window.ts';
import { createRenderBudget, type RenderBudget } from './render-budget.ts';

/** What holds tenants to their quotas. */
export interface Quotas {
  /** Counters, shared by all processes where the host has such; their errors are typed. */
  readonly usage: UsageCounter;
  /** Whether other processes count in the same counters. */
  readonly shared: boolean;
  readonly allotments: Allotments;
  readonly renders: RenderBudget;
  /** Forgets a tenant that is gone. */
  forget(tenant: TenantId): void;
  close(): Promise<void>;
}

/** @param usage - counters that all processes share; without them this process counts by itself */
export function createQuotas(
  usage: UsageCounter | undefined,
  { scope, clock, observe }: { scope: SystemScope; clock: Clock; observe: Observer },
): Quotas {
  if (usage !== undefined) assertPort('usage counter', usage, USAGE_SPEC);
  const own = processUsage();
  const guarded = guardedUsage(usage ?? own);
  const allotments = createAllotments({
    usage: guarded,
    scope,
    clock,
    uncounted: (tenant, quota, code) => observe({ type: 'quota.uncounted', tenant, quota, code }),
  });
  const renders = createRenderBudget(clock);
  return {
    usage: guarded,
    shared: usage !== undefined,
    allotments,
    renders,
    forget(tenant) {
      allotments.forget(tenant);
      renders.forget(tenant);
      own.forget(tenant);
    },
    close: () => allotments.close(),
  };
}

/** What one alert takes of its tenant's quotas. */
export interface SendCount {
  /**
   * Takes one of the second's and one of the day's alerts.
   *
   * @throws LOCALERT_QUOTA_EXCEEDED
   */
  take(tenant: TenantContext, now: number): Promise<void>;
  /**
   * Ends the alert: when it was refused or is a duplicate, the day gets its alert back. The second does not: it bounds
   * work, and that was done.
   */
  settle<Result extends { readonly status: string }>(work: Promise<Result>): Promise<Result>;
}

/** Makes the count of one alert. */
export function sendCount({ allotments }: Quotas): SendCount {
  let day: Taken | undefined;
  const giveBack = () => {
    if (day !== undefined) allotments.giveBack(day);
    day = undefined;
  };
  return {
    async take({ id, quotas: { sendsPerSecond, sendsPerDay } }, now) {
      const second =
        sendsPerSecond === undefined
          ? undefined
          : await allotments.take(id, secondWindow('sendsPerSecond', sendsPerSecond, now));
      if (sendsPerDay === undefined) return;
      try {
        day = await allotments.take(id, dayWindow('sendsPerDay', sendsPerDay, now));
      } catch (error) {
        if (second !== undefined) allotments.giveBack(second);
        throw error;
      }
    },
    async settle(work) {
      try {
        const result = await work;
        if (result.status === 'duplicate') giveBack();
        return result;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
  };
}
