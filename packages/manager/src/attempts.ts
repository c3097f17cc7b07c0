import type { TenantId } from '@localert/core';

/** Most failed attempts of a tenant that get an entry of their own in a minute: whoever guesses cannot fill the trail. */
const MAX_A_MINUTE = 60;

const MINUTE_MS = 60_000;

/** Counts failed attempts, and waits for what is being written of them. */
export interface Attempts {
  /**
   * Whether this attempt gets an entry; with it, how many since the last entry got none.
   *
   * @param now - epoch milliseconds
   */
  admit(tenant: TenantId, now: number): { readonly passedOver: number } | undefined;
  /** Notes work that nobody waits for. It must not reject. */
  note(work: Promise<void>): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** Past this many tenants the counts begin anew. */
const MAX_TENANTS = 10_000;

/** Makes an empty count. */
export function createAttempts(): Attempts {
  const counts = new Map<TenantId, { begun: number; count: number; passedOver: number }>();
  const underWay = new Set<Promise<void>>();
  return {
    admit(tenant, now) {
      let entry = counts.get(tenant);
      if (entry === undefined || now < entry.begun || now - entry.begun >= MINUTE_MS) {
        if (counts.size >= MAX_TENANTS) counts.clear();
        entry = { begun: now, count: 0, passedOver: entry?.passedOver ?? 0 };
        counts.set(tenant, entry);
      }
      entry.count += 1;
      if (entry.count > MAX_A_MINUTE) {
        entry.passedOver += 1;
        return undefined;
      }
      const { passedOver } = entry;
      entry.passedOver = 0;
      return { passedOver };
    },
    note(work) {
      underWay.add(work);
      void work.then(() => underWay.delete(work));
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
