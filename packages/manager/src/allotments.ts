import type { Clock, Scope, TenantId, UsageCounter } from '@localert/core';
import { errorCode } from './error-code.ts';
import { demand, emptyLease, type Lease, runsLow, usedUp } from './lease.ts';
import type { QuotaWindow } from './quota-window.ts';

/** A lease that nobody took from for so many milliseconds goes back to the others. */
export const IDLE_MS = 200;
/** Milliseconds that "used up" is believed: others may give back. */
const REFUSED_MS = 100;
/** Milliseconds that a counter which failed is not asked again. */
const RETRY_MS = 1_000;
/** Milliseconds that an alert waits for the counter. */
const PATIENCE_MS = 1_000;
/** What is left of a window that ended is given back where windows are this long: nobody takes from it, some read it. */
const WORTH_MS = 60_000;
/** Past this many tenants, those whose windows ended are forgotten. */
const MANY = 10_000;

/** What allotments are made of. */
export interface AllotmentOptions {
  readonly usage: UsageCounter;
  readonly scope: Scope;
  readonly clock: Clock;
  /** Is told that a counter does not answer. */
  readonly uncounted: (tenant: TenantId, quota: string, code: string) => void;
  /** Milliseconds that an alert waits for the counter. Default 1,000. */
  readonly patienceMs?: number;
}

/** Something taken from a quota; it can be given back once. */
export type Taken = Lease;

/** Takes from counters that all processes share, mostly without asking them. */
export interface Allotments {
  /**
   * Takes one from a quota: at once where this process has some of it, else as soon as the counter has answered.
   *
   * @throws LOCALERT_QUOTA_EXCEEDED with `retryAfterMs`; the promise rejects with it too
   */
  take(tenant: TenantId, window: QuotaWindow): Taken | Promise<Taken>;
  /** Gives one back that was not used after all. */
  giveBack(taken: Taken): void;
  /** How many are used in a window, over all processes; what others hold unused counts as used. */
  used(tenant: TenantId, window: QuotaWindow): Promise<number>;
  /** Gives back what nobody took from for a while; also done by a timer. */
  sweep(): void;
  /** Forgets a tenant that is gone. */
  forget(tenant: TenantId): void;
  /** Gives back everything. */
  close(): Promise<void>;
}

/**
 * Makes allotments. At most the limit is taken in a window over all processes: each takes parts of it from the counter (a
 * lease), single flight, and uses them up in memory. While the counter does not answer, each process goes on by itself up
 * to the whole limit, and pays what it used once the counter answers: an alert is worth more than a count.
 */
export function createAllotments(options: AllotmentOptions): Allotments {
  const { usage, scope, clock, uncounted, patienceMs = PATIENCE_MS } = options;
  const tenants = new Map<TenantId, Map<string, Lease>>();
  const holding = new Set<Lease>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pruneAt = MANY;
  let open = true;

  function watch(lease: Lease): void {
    if (lease.left === 0) return;
    holding.add(lease);
    if (timer !== undefined || !open) return;
    timer = setTimeout(() => {
      timer = undefined;
      sweep();
      for (const held of holding) watch(held);
    }, IDLE_MS);
    timer.unref();
  }

  async function release(lease: Lease): Promise<void> {
    holding.delete(lease);
    const count = lease.left;
    if (count === 0) return;
    lease.left = 0;
    lease.remaining += count;
    try {
      await usage.giveBack(scope, lease.tenant, lease.window, count);
    } catch {
      // Nobody has got them: they are still this process's, to be used or given back later.
      if (lease.closed) return;
      lease.left += count;
      lease.usedAt = clock.now() + RETRY_MS;
      watch(lease);
    }
  }

  /** Gives back what is left, unless nobody would look. */
  function drop(lease: Lease, now: number): void {
    const { window, until } = lease.window;
    if (until > now || until - window >= WORTH_MS) void release(lease);
    lease.left = 0;
    holding.delete(lease);
  }

  function retire(lease: Lease, now: number): void {
    lease.closed = true;
    drop(lease, now);
  }

  function prune(now: number): void {
    if (tenants.size < pruneAt) return;
    for (const [tenant, leases] of tenants) {
      for (const [quota, lease] of leases) {
        if (lease.window.until > now || lease.asking) continue;
        retire(lease, now);
        leases.delete(quota);
      }
      if (leases.size === 0) tenants.delete(tenant);
    }
    pruneAt = Math.max(MANY, tenants.size * 2);
  }

  function leaseOf(tenant: TenantId, window: QuotaWindow, now: number): Lease {
    let leases = tenants.get(tenant);
    const known = leases?.get(window.quota);
    if (known?.window.window === window.window && known.window.until === window.until) {
      if (known.window.most !== window.most) {
        // Under another limit what was fetched may be more than there is.
        void release(known);
        known.refusedUntil = Number.NEGATIVE_INFINITY;
        known.remaining = Math.max(0, known.remaining + window.most - known.window.most);
        known.window = window;
      }
      return known;
    }
    if (known !== undefined) retire(known, now);
    if (leases === undefined) {
      prune(now);
      leases = new Map();
      tenants.set(tenant, leases);
    }
    const lease = emptyLease(tenant, window, known);
    leases.set(window.quota, lease);
    return lease;
  }

  function use(lease: Lease, now: number): Lease {
    lease.left -= 1;
    lease.used += 1;
    lease.usedAt = now;
    return lease;
  }

  /** One more without the counter, as long as this process by itself stays within the limit. */
  function useAlone(lease: Lease, now: number): Lease {
    if (lease.used >= lease.window.most) throw usedUp(lease, now);
    lease.used += 1;
    lease.owed += 1;
    lease.usedAt = now;
    return lease;
  }

  function serve(lease: Lease, now: number): void {
    while (lease.left > 0 && lease.waiting.length > 0) lease.waiting.shift()?.resolve(use(lease, now));
  }

  function refuse(lease: Lease, now: number): void {
    lease.refusedUntil = Math.min(now + REFUSED_MS, lease.window.until);
    for (const { reject } of lease.waiting.splice(0)) reject(usedUp(lease, now));
  }

  function goAlone(lease: Lease, code: string): void {
    const now = clock.now();
    lease.alone = true;
    lease.probeAt = now + RETRY_MS;
    uncounted(lease.tenant, lease.window.quota, code);
    for (const { resolve, reject } of lease.waiting.splice(0)) {
      try {
        resolve(useAlone(lease, now));
      } catch (error) {
        reject(error);
      }
    }
  }

  function settle(lease: Lease, want: number, { granted, used }: { granted: number; used: number }): void {
    const now = clock.now();
    const paid = Math.min(lease.owed, granted);
    lease.owed -= paid;
    lease.left += granted - paid;
    lease.remaining = Math.max(0, lease.window.most - used);
    lease.alone = false;
    serve(lease, now);
    if (granted < want) refuse(lease, now);
    else if (lease.waiting.length > 0) void ask(lease);
    if (lease.closed) retire(lease, now);
    else watch(lease);
  }

  /** Asks the counter, once at a time: whoever comes meanwhile waits with the others. */
  async function ask(lease: Lease): Promise<void> {
    lease.asking = true;
    // All who come in this turn are asked for together.
    await Promise.resolve();
    const now = clock.now();
    const want = demand(lease, now);
    lease.askedAt = now;
    const timeout = setTimeout(() => goAlone(lease, 'LOCALERT_STORE_UNAVAILABLE'), patienceMs);
    try {
      const answer = await usage.take(scope, lease.tenant, lease.window, want, lease.window.most);
      lease.asking = false;
      settle(lease, want, answer);
    } catch (error) {
      lease.asking = false;
      goAlone(lease, errorCode(error));
    } finally {
      clearTimeout(timeout);
    }
  }

  function take(tenant: TenantId, window: QuotaWindow): Lease | Promise<Lease> {
    const now = clock.now();
    const lease = leaseOf(tenant, window, now);
    if (lease.left > 0) {
      use(lease, now);
      if (runsLow(lease, now)) void ask(lease);
      return lease;
    }
    if (window.most <= 0 || now < lease.refusedUntil) throw usedUp(lease, now);
    if (lease.alone) {
      if (!lease.asking && now >= lease.probeAt) void ask(lease);
      return useAlone(lease, now);
    }
    return new Promise((resolve, reject) => {
      lease.waiting.push({ resolve, reject });
      if (!lease.asking) void ask(lease);
    });
  }

  function giveBack(lease: Taken): void {
    lease.used -= 1;
    if (lease.owed > 0) lease.owed -= 1;
    else {
      lease.left += 1;
      if (lease.closed) retire(lease, clock.now());
      else watch(lease);
    }
  }

  function sweep(): void {
    const now = clock.now();
    for (const lease of holding) {
      if (lease.left === 0) holding.delete(lease);
      else if (now - lease.usedAt >= IDLE_MS || lease.window.until <= now) drop(lease, now);
    }
  }

  return {
    take,
    giveBack,
    sweep,

    async used(tenant, window) {
      const counted = await usage.read(scope, tenant, window);
      const lease = tenants.get(tenant)?.get(window.quota);
      if (lease?.window.window !== window.window) return counted;
      return Math.max(0, counted - lease.left + lease.owed);
    },

    forget(tenant) {
      for (const lease of tenants.get(tenant)?.values() ?? []) {
        lease.closed = true;
        lease.left = 0;
        holding.delete(lease);
      }
      tenants.delete(tenant);
    },

    async close() {
      open = false;
      clearTimeout(timer);
      timer = undefined;
      await Promise.all([...holding].map(release));
    },
  };
}
