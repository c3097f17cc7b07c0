import { type OutboxDepth, type SharedCache, StoreUnavailableError } from '@localert/core';
import { errorCode } from './error-code.ts';
import type { House } from './house.ts';
import { withPatience } from './patience.ts';

/** How a manager's store and queue are now. Times are epoch milliseconds. */
export interface Health {
  /** `ok`: everything answers and nothing waits to be caught up. `degraded`: alerts go out, but read the rest. */
  readonly status: 'ok' | 'degraded';
  readonly store: {
    /** Whether the tenant directory answered now. */
    readonly answers: boolean;
    /** Why not. */
    readonly code?: string;
    /** Tenants whose latest read for an alert failed or took too long. */
    readonly failingTenants: number;
    /** Since when the earliest of them fails. */
    readonly since?: number;
  };
  /** Absent when the host only renders. */
  readonly queue?: {
    readonly answers: boolean;
    readonly code?: string;
    /** Whether an alert that was accepted survives a crash of the process. */
    readonly durable: boolean;
    readonly depth?: OutboxDepth;
    /** Whether this process delivers. */
    readonly delivers: boolean;
  };
  readonly cache: {
    /** Fixtures kept compiled, about. */
    readonly fixtures: number;
    /** How long the last good state serves, in milliseconds. */
    readonly maxStaleMs: number;
    /** The cache that processes share, where the store has one before it. */
    readonly shared?: {
      /** For example `redis`. */
      readonly name: string;
      readonly answers: boolean;
      /** Why not: a word such as `away` or `timeout`. */
      readonly reason?: string;
    };
  };
  /** Tenants in code that are not brought in yet (`start: 'degraded'`). */
  readonly tenantsBehind: number;
}

/** An answer, or the code of why there is none. */
type Answer<Result> = { readonly result: Result } | { readonly code: string };

async function ask<Result>(
  operation: string,
  timeoutMs: number,
  work: () => Promise<Result>,
): Promise<Answer<Result>> {
  try {
    return { result: await withPatience(operation, timeoutMs, work()) };
  } catch (error) {
    return { code: errorCode(error) };
  }
}

async function sharedHealth(
  cache: SharedCache,
  timeoutMs: number,
): Promise<NonNullable<Health['cache']['shared']>> {
  const { name } = cache;
  const answer = await ask('cache.health', timeoutMs, () => cache.health());
  if ('code' in answer) return { name, answers: false, reason: 'timeout' };
  const { ok, reason } = answer.result;
  return { name, answers: ok, ...(reason !== undefined && { reason }) };
}

/** Asks store, queue and shared cache, each at most so long. */
export async function healthOf(house: House, timeoutMs: number): Promise<Health> {
  const { delivery, system } = house;
  const closed = { code: StoreUnavailableError.code };
  const { sharedCache } = house.store;
  const [directory, depth, shared] = await Promise.all([
    ask('directory.list', timeoutMs, () => house.directory.list(system, { limit: 1 })),
    delivery === undefined ? closed : ask('outbox.depth', timeoutMs, () => delivery.outbox.depth(system)),
    sharedCache && sharedHealth(sharedCache, timeoutMs),
  ]);
  const { tenants: failingTenants, first } = house.watch.troubles();
  const tenantsBehind = house.behind.count();
  const queueFails = delivery !== undefined && 'code' in depth;
  const fails = 'code' in directory || queueFails || shared?.answers === false;
  const fine = !fails && failingTenants === 0 && tenantsBehind === 0;
  return {
    status: fine ? 'ok' : 'degraded',
    store: {
      answers: !('code' in directory),
      ...('code' in directory ? { code: directory.code } : {}),
      failingTenants,
      ...(first === undefined ? {} : { since: first.since }),
    },
    ...(delivery === undefined
      ? {}
      : {
          queue: {
            answers: !queueFails,
            ...('code' in depth ? { code: depth.code } : { depth: depth.result }),
            durable: delivery.outbox.durable,
            delivers: delivery.dispatcher !== undefined,
          },
        }),
    cache: {
      fixtures: house.entries.size(),
      maxStaleMs: house.limits.maxStaleMs,
      ...(shared && { shared }),
    },
    tenantsBehind,
  };
}
