import type { FixtureStore } from '@localert/core';
import { postgresStore } from '@localert/store-postgres';
import { sqliteStore } from '@localert/store-sqlite';
import { Pool } from 'pg';

/** A store with every part, as the writers and the checks of a chaos run need it. */
export type WholeStore = FixtureStore &
  Required<{
    [Part in 'outbox' | 'audit' | 'records' | 'usage' | 'rebuild']: NonNullable<FixtureStore[Part]>;
  }>;

/** Opens the store of a run: an address of PostgreSQL, or a file's path. A writer and the checks do it alike. */
export function openPlace(place: string): WholeStore {
  if (!place.startsWith('postgres://')) return sqliteStore({ path: place, busyTimeoutMs: 60_000 });
  const pool = new Pool({ connectionString: place, pipeline: true, max: 4, connectionTimeoutMillis: 10_000 });
  // A connection that the server drops while nobody uses it must not end the process.
  pool.on('error', () => undefined);
  return postgresStore({ pool, endPools: true });
}
