import type { ChangeHint, TenantId } from '@localert/core';
import type { Pool } from 'pg';
import type { Statement } from './session.ts';

/** Reads that may be answered by a replica, as long as it has what this process knows to be written. */
export interface Replicas {
  /** Where to read next, and how far it has to be; nothing when the primary has to be asked. */
  pick(tenant: TenantId): { readonly pool: Pool; readonly floor: string } | undefined;
  /** A replica did not answer: it is passed over for a while. */
  failed(pool: Pool): void;
  /** Something was written, here or elsewhere: until the primary said how far it is, only it is asked. */
  note(hint: ChangeHint): void;
  /** To be called before the primary is asked how far it is; the function that is answered takes what it said. */
  asking(): (position: string | null | undefined) => void;
}

/** Milliseconds that a replica is passed over after it did not answer. */
const REST = 5_000;

/** More tenants than this are not told apart. */
const MOST_UNSURE = 10_000;

/** How far a replica is; a server that is no replica has everything. */
export const IS_FRESH: Statement = {
  name: 'fresh',
  text: 'SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, NOT pg_is_in_recovery()) AS fresh',
};

/** How far the primary is, with all that was committed before. */
export const POSITION: Statement = {
  name: 'position',
  text: 'SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_insert_lsn() END AS position',
};

/** `16/B374D848` as a number (https://www.postgresql.org/docs/current/datatype-pg-lsn.html). */
const numberOf = (position: string): bigint => {
  const [high = '0', low = '0'] = position.split('/');
  return BigInt(`0x${high}`) * 2n ** 32n + BigInt(`0x${low}`);
};

/**
 * Positions in the write-ahead log are those of the whole server: one that was asked for after a write covers all writes
 * before it. So there is one floor, and the tenants that were written to since it was set.
 */
export function createReplicas(pools: readonly Pool[], now: () => number = Date.now): Replicas {
  const resting = new Map<Pool, number>();
  let unsure = new Map<TenantId, number>();
  let allUnsure: number | undefined;
  let floor = '0/0';
  let count = 0;
  let turn = 0;

  return {
    pick(tenant) {
      if (allUnsure !== undefined || unsure.has(tenant)) return undefined;
      const time = now();
      for (let tried = 0; tried < pools.length; tried++) {
        const pool = pools[turn++ % pools.length] as Pool;
        if ((resting.get(pool) ?? 0) <= time) return { pool, floor };
      }
      return undefined;
    },
    failed(pool) {
      resting.set(pool, now() + REST);
    },
    note(hint) {
      if (pools.length === 0) return;
      count++;
      if (hint.kind === 'all' || unsure.size >= MOST_UNSURE) allUnsure = count;
      else unsure.set(hint.tenant, count);
    },
    asking() {
      const asked = count;
      return (position) => {
        if (typeof position !== 'string') return;
        if (numberOf(position) > numberOf(floor)) floor = position;
        unsure = new Map([...unsure].filter(([, noted]) => noted > asked));
        if (allUnsure !== undefined && allUnsure <= asked) allUnsure = undefined;
      };
    },
  };
}
