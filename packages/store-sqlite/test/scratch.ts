import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemScope, tenantScope } from '@localert/core';
import { afterAll } from 'vitest';
import { type SqliteStore, type SqliteStoreOptions, sqliteStore } from '../src/index.ts';

export const system = systemScope('test');
export const acme = tenantScope({ tenant: 'acme', actor: 'test' });

/** A folder for one test file; it goes when the file is done. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'localert-sqlite-'));
  const stores: SqliteStore[] = [];
  let files = 0;
  afterAll(async () => {
    for (const store of stores) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const newPath = () => join(folder, `store-${++files}.db`);
  return {
    folder,
    newPath,
    /** A store that is closed when the file is done. */
    open(options: Partial<SqliteStoreOptions> = {}): SqliteStore {
      const store = sqliteStore({ path: newPath(), ...options });
      stores.push(store);
      return store;
    },
    /** Does something to a database behind the store's back. */
    tamper<Result>(path: string, work: (database: DatabaseSync) => Result): Result {
      const database = new DatabaseSync(path);
      try {
        return work(database);
      } finally {
        database.close();
      }
    },
  };
}
