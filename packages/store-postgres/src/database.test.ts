import { describePostgres } from '@localert/servers/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appPool, migrated } from '../test/database.ts';
import { openDatabase } from './database.ts';
import { settingOf } from './setting.ts';

for (const version of [15, 17]) {
  describePostgres({ describe, beforeAll, afterAll }, `database on ${version}`, { version }, (server) => {
    it.each([true, false])('acts as a role, for a tenant (pipeline: %s)', async (pipeline) => {
      const pool = appPool(server(), await migrated(server()), { pipeline, max: 1 });
      const database = openDatabase({ ...settingOf({}), pool, statementTimeoutMs: 5_000 });
      const who = {
        name: 'who',
        text: "SELECT current_user AS role, current_setting('localert.tenant') AS tenant",
      };
      expect(await database.readTenant('get', 'a', who, [])).toEqual([
        { role: 'localert_tenant', tenant: 'a' },
      ]);
      expect(await database.readSystem('get', who, [])).toEqual([{ role: 'localert_system', tenant: '' }]);
      expect(await database.asTenant('get', 'b', (query) => query(who, []))).toEqual([
        { role: 'localert_tenant', tenant: 'b' },
      ]);
      await expect(
        database.asTenant('get', 'b', (query) => query({ name: 'bad', text: 'SELECT * FROM nowhere' }, [])),
      ).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
      expect(await database.asSystem('get', (query) => query(who, []))).toHaveLength(1);
      await database.close();
      await pool.end();
    });
  });
}
