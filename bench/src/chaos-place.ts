import type { FixtureStore } from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';

/** A store with every part, as the writers and the checks of a chaos run need it. */
export type WholeStore = FixtureStore &
  Required<{
    [Part in 'outbox' | 'audit' | 'records' | 'usage' | 'rebuild']: NonNullable<FixtureStore[Part]>;
  }>;

/** Opens the store of a run: a file's path. A writer and the checks do it alike. */
export function openPlace(place: string): WholeStore {
  return sqliteStore({ path: place, busyTimeoutMs: 60_000 });
}
