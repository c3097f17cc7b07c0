import { describePostgres } from '@localert/servers/postgres';
import { usageConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { partOptions, VERSIONS } from '../test/parts.ts';
import { postgresUsage } from './usage.ts';

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `usage on ${version}`, { version }, (server) => {
    usageConformance({ describe, it }, partOptions(server, `PostgreSQL ${version}`, postgresUsage));
  });
}
