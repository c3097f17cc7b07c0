import { MAX_HOLD_MS, type Pace, type Settlement, type TenantId, takeTurn } from '@localert/core';

/** A group of a tenant: its alerts go one after the other. */
interface Lane {
  /** Of the pace: see core's `takeTurn`. */
  next?: number | undefined;
  /** Nothing of it is claimed before. Epoch milliseconds. */
  freeAt: number;
}

/** When each group may go on. Times are epoch milliseconds. */
export interface Lanes {
  /** @param dueBy - what is held up to then is not held for whoever asks */
  isHeld(tenant: TenantId, group: string, now: number, dueBy: number): boolean;
  /** An alert of it is claimed. */
  begin(tenant: TenantId, group: string, pace: Pace | undefined, now: number): void;
  /** A claim of it ends. */
  hold(tenant: TenantId, group: string, settlement: Settlement): void;
  /** From when on it may go on, as far as is known. */
  freeAt(tenant: TenantId, group: string): number;
  forget(tenant: TenantId): void;
}

const FREE = Number.NEGATIVE_INFINITY;

/** No group is held. A map of its own for each tenant: no two names read alike. */
export function createLanes(): Lanes {
  const tenants = new Map<TenantId, Map<string, Lane>>();
  const of = (tenant: TenantId, group: string): Lane | undefined => tenants.get(tenant)?.get(group);

  function put(tenant: TenantId, group: string, lane: Lane): void {
    const lanes = tenants.get(tenant) ?? new Map<string, Lane>();
    tenants.set(tenant, lanes.set(group, lane));
  }

  const freeAt = (tenant: TenantId, group: string): number => of(tenant, group)?.freeAt ?? FREE;

  return {
    freeAt,
    isHeld(tenant, group, now, dueBy) {
      const until = freeAt(tenant, group);
      // What lies further ahead was written by a clock that was set back since, and holds nothing.
      return until > dueBy && until <= now + MAX_HOLD_MS;
    },
    begin(tenant, group, pace, now) {
      // A group without a pace or a hold is not remembered.
      if (pace !== undefined) put(tenant, group, takeTurn(pace, of(tenant, group)?.next, now));
    },
    hold(tenant, group, { at, holdUntil }) {
      if (holdUntil === undefined) return;
      const before = freeAt(tenant, group);
      // Nor does it hide what is to hold now.
      const known = before > at + MAX_HOLD_MS ? FREE : before;
      put(tenant, group, { ...of(tenant, group), freeAt: Math.max(known, holdUntil) });
    },
    forget: (tenant) => void tenants.delete(tenant),
  };
}
