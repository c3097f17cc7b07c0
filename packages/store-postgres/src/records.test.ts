import { describePostgres } from '@localert/servers/postgres';
import { recordsConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { partOptions, VERSIONS } from '../test/parts.ts';
import { postgresRecords } from './records.ts';

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `records on ${version}`, { version }, (server) => {
    recordsConformance({ describe, it }, partOptions(server, `PostgreSQL ${version}`, postgresRecords));
  });
}
