import { systemScope, tenantScope } from '@localert/core';
import type { PostgresServer } from '@localert/servers/postgres';
import type { Pool, PoolConfig } from 'pg';
import { type PostgresStore, type PostgresStoreOptions, postgresStore } from '../src/postgres-store.ts';
import { appPool, migrated } from './database.ts';

export const system = systemScope('test');
export const acme = tenantScope({ tenant: 'acme', actor: 'test' });

/** A store on a new database, and its pool. */
export interface Opened {
  readonly database: string;
  readonly pool: Pool;
  readonly store: PostgresStore;
  close(): Promise<void>;
}

export async function openStore(
  server: PostgresServer,
  options: Partial<PostgresStoreOptions> = {},
  config: PoolConfig = {},
): Promise<Opened> {
  const database = await migrated(server);
  const pool = appPool(server, database, config);
  const store = postgresStore({ pool, ...options });
  return {
    ...{ database, pool, store },
    async close() {
      await store.close();
      // The server may go before the last of its sockets has.
      pool.on('error', () => undefined);
      await pool.end();
    },
  };
}
