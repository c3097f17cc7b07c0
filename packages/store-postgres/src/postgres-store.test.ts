import type { FixtureStore } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { storeConformance } from '@localert/testkit';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { appPool, emptied } from '../test/database.ts';
import { postgresStore } from './postgres-store.ts';

/** What ANALYZE runs for holds back the feed of changes for a moment, and a suite wants to see everything at once. */
const settings = { autovacuum: 'off' };

for (const version of [15, 17]) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `PostgreSQL ${version}`,
    { version, settings },
    (server) => {
      let pool: Pool | undefined;
      afterAll(async () => pool?.end());

      /** All stores of the suite share a pool, as parts of one host may. */
      function open(database: string): FixtureStore {
        pool ??= appPool(server(), database, { max: 10 });
        return postgresStore({ pool });
      }

      storeConformance(
        { describe, it },
        {
          name: `postgres ${version}`,
          create: async () => open(await emptied(server())),
          reopen: async () => postgresStore({ pool: pool! }),
          lacks: ['backup'],
          outboxSubscribes: true,
        },
      );
    },
  );
}
