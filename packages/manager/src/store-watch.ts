import { type Clock, type Observer, StoreUnavailableError, type TenantId } from '@localert/core';
import { errorCode } from './error-code.ts';
import { isOutage } from './outage.ts';

/** A read that has not answered for so many times the patience is given up: another may try. */
const GIVE_UP = 30;

/** What reads of a tenant have shown of a store that does not answer. */
export interface Trouble {
  /** Epoch milliseconds of the first read that failed, or took too long. */
  readonly since: number;
  /** Of the latest fault. */
  readonly code: string;
}

/** The state of the store, as the reads for alerts have found it. */
export interface StoreTroubles {
  /** Tenants whose reads fail now. */
  readonly tenants: number;
  /** The earliest `since` of them, and its code. */
  readonly first: Trouble | undefined;
}

/**
 * Stands before the reads on the path of an alert. While a tenant's store fails, one read in `retryMs` asks it, one at a
 * time, and the others fail at once: nobody waits for what is known to be down, and what comes back is not run over.
 * Tenants are watched apart, for each may have a store of its own.
 */
export interface StoreWatch {
  /**
   * @throws LOCALERT_STORE_UNAVAILABLE without asking, while the tenant's store fails and it is not time to ask again;
   *   and what the read throws
   */
  read<Result>(tenant: TenantId, operation: string, work: () => Promise<Result>): Promise<Result>;
  /** Somebody waited in vain for a read that is under way: who comes next shall know. */
  slow(tenant: TenantId): void;
  /** What is wrong for a tenant; `undefined` while all is well. */
  trouble(tenant: TenantId): Trouble | undefined;
  troubles(): StoreTroubles;
  /** Forgets a tenant that is gone. */
  forget(tenant: TenantId): void;
}

/** What a watch is made of. */
export interface WatchOptions {
  readonly clock: Clock;
  readonly observe: Observer;
  /** Milliseconds after which a read that has not answered counts as failed, though it goes on. */
  readonly patienceMs: number;
  /** Milliseconds between two reads that ask a store which fails; spread by a quarter, so that processes do not ask together. */
  readonly retryMs: number;
}

interface State {
  since: number;
  code: string;
  /** By the monotonic clock. */
  askAt: number;
  /** A read is under way that was sent to see whether it answers again. */
  asking: boolean;
}

/** All is well until a read fails. */
export function createStoreWatch({ clock, observe, patienceMs, retryMs }: WatchOptions): StoreWatch {
  const states = new Map<TenantId, State>();

  const nextAsk = () => performance.now() + retryMs * (0.75 + Math.random() / 2);

  function failed(tenant: TenantId, code: string): void {
    const known = states.get(tenant);
    if (known === undefined)
      states.set(tenant, { since: clock.now(), code, askAt: nextAsk(), asking: false });
    else Object.assign(known, { code, askAt: nextAsk() });
  }

  function answered(tenant: TenantId): void {
    const known = states.get(tenant);
    if (known === undefined) return;
    states.delete(tenant);
    const downMs = Math.max(0, clock.now() - known.since);
    observe({ type: 'store.recovered', tenant, downMs });
  }

  /** Watches one read: told of once when it is slow, and again when it ends, however late. */
  async function watched<Result>(
    tenant: TenantId,
    operation: string,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const late = setTimeout(() => failed(tenant, StoreUnavailableError.code), patienceMs);
    let giveUp: ReturnType<typeof setTimeout> | undefined;
    const hopeless = new Promise<never>((_, reject) => {
      giveUp = setTimeout(
        () => reject(new StoreUnavailableError({ operation, hint: 'it has not answered at all' })),
        patienceMs * GIVE_UP,
      );
      // No reason for a process that is done to go on.
      giveUp.unref?.();
    });
    try {
      const result = await Promise.race([work(), hopeless]);
      answered(tenant);
      return result;
    } catch (error) {
      // It answered, if only that this one thing cannot be had.
      if (isOutage(error)) failed(tenant, errorCode(error));
      else answered(tenant);
      throw error;
    } finally {
      clearTimeout(late);
      clearTimeout(giveUp);
    }
  }

  return {
    async read(tenant, operation, work) {
      const known = states.get(tenant);
      if (known === undefined) return watched(tenant, operation, work);
      if (known.asking || performance.now() < known.askAt) {
        throw new StoreUnavailableError({ operation, hint: 'it did not answer a moment ago' });
      }
      known.asking = true;
      try {
        return await watched(tenant, operation, work);
      } finally {
        known.asking = false;
      }
    },
    slow: (tenant) => failed(tenant, StoreUnavailableError.code),
    trouble: (tenant) => states.get(tenant),
    troubles() {
      let first: State | undefined;
      for (const state of states.values())
        if (first === undefined || state.since < first.since) first = state;
      return {
        tenants: states.size,
        first: first && { since: first.since, code: first.code },
      };
    },
    forget: (tenant) => void states.delete(tenant),
  };
}
