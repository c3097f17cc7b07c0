import { describePostgres } from '@localert/servers/postgres';
import { directoryConformance, sampleTenant } from '@localert/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner, newHome, partOptions, system, VERSIONS } from '../test/parts.ts';
import { postgresDirectory } from './directory.ts';

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 120_000;

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `directory on ${version}`, { version }, (server) => {
    directoryConformance({ describe, it }, partOptions(server, `PostgreSQL ${version}`, postgresDirectory));

    it(
      'says so when a row is not what it wrote',
      async () => {
        const home = await newHome(server());
        const directory = postgresDirectory(home.database);
        await directory.create(system, sampleTenant('acme'));
        for (const body of ['torn {', '7', '{"id":7}', '{"id":"acme"}']) {
          await asOwner(server(), home.name, 'UPDATE tenant SET body = $1', [body]);
          const corrupt = { code: 'LOCALERT_STORE_CORRUPT' };
          await expect(directory.get(system, 'acme'), body).rejects.toMatchObject(corrupt);
          await expect(directory.list(system), body).rejects.toMatchObject(corrupt);
        }
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'tells other processes which tenant was changed, and only of changes that were made',
      async () => {
        const home = await newHome(server());
        const directory = postgresDirectory(home.database);
        const ear = new Client({ connectionString: server().url({ database: home.name }) });
        ear.on('error', () => undefined);
        await ear.connect();
        await ear.query('LISTEN localert_changes');
        const heard: (string | undefined)[] = [];
        ear.on('notification', ({ payload }) => heard.push(payload));
        await directory.create(system, sampleTenant('acme'));
        await expect(directory.create(system, sampleTenant('acme'))).rejects.toThrow();
        await directory.replace(system, sampleTenant('acme', { revision: 2 }));
        await expect(directory.replace(system, sampleTenant('acme', { revision: 2 }))).rejects.toThrow();
        await directory.delete(system, 'acme');
        await directory.delete(system, 'acme');
        await ear.query('SELECT 1');
        expect(heard).toEqual(Array.from({ length: 3 }, () => '{"tenant":"acme"}'));
        await ear.end();
        await home.close();
      },
      TIMEOUT_MS,
    );
  });
}
