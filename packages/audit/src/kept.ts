import type { Clock, TenantId } from '@localert/core';

/** How long, and how many. */
export interface KeptOptions {
  readonly ttlMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Most values of one tenant; the oldest goes first. */
  readonly max?: number;
}

/** Small secrets of tenants, remembered for a while: at once when at hand, loaded once for all who wait. */
export interface Kept {
  get(tenant: TenantId, name: string, load: () => Promise<Uint8Array>): Uint8Array | Promise<Uint8Array>;
  /** Forgets one value, or all of a tenant; what is being loaded is not remembered either. */
  forget(tenant: TenantId, name?: string): void;
}

interface Slot {
  readonly value: Uint8Array | Promise<Uint8Array>;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Makes an empty one. */
export function createKept({ ttlMs = 300_000, clock = { now: Date.now }, max = 10_000 }: KeptOptions): Kept {
  const tenants = new Map<TenantId, Map<string, Slot>>();

  function slotsOf(tenant: TenantId): Map<string, Slot> {
    const slots = tenants.get(tenant) ?? new Map<string, Slot>();
    tenants.set(tenant, slots);
    return slots;
  }

  return {
    get(tenant, name, load) {
      const slots = slotsOf(tenant);
      const now = clock.now();
      const found = slots.get(name);
      if (found !== undefined && now < found.until) return found.value;
      const until = now + ttlMs;
      const loading = { value: load(), until };
      slots.set(name, loading);
      // `forget` takes the slot away, or the whole map: then what comes later is not put back.
      const isCurrent = () => tenants.get(tenant) === slots && slots.get(name) === loading;
      loading.value.then(
        (value) => isCurrent() && slots.set(name, { value, until }),
        () => isCurrent() && slots.delete(name),
      );
      for (const oldest of slots.keys()) {
        if (slots.size <= max) break;
        slots.delete(oldest);
      }
      return loading.value;
    },
    forget(tenant, name) {
      if (name === undefined) tenants.delete(tenant);
      else tenants.get(tenant)?.delete(name);
    },
  };
}
