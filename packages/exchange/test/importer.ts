/** Imports a file into a tenant of a SQLite store and says each checkpoint: a test kills it while it works. */
import { createReadStream } from 'node:fs';
import { createFixtureManager } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import { importTenant } from '../src/index.ts';

const [, , path = '', file = '', resume] = process.argv;
const alerts = await createFixtureManager({
  store: sqliteStore({ path }),
  tenants: [{ id: 'acme', defaultLocale: 'en' }],
});
const acme = alerts.forTenant('acme', { actor: 'user:admin', roles: ['admin'] });
const { counts, complete, problemCount } = await importTenant(
  acme,
  createReadStream(file, { highWaterMark: 700 }),
  {
    mode: 'replace',
    concurrency: 3,
    onProgress: ({ checkpoint }) => process.stdout.write(`${checkpoint}\n`),
    ...(resume === undefined ? {} : { resume }),
  },
);
await alerts.close();
process.stdout.write(`done ${JSON.stringify({ counts, complete, problemCount })}\n`);
