import { describePostgres } from '@localert/servers/postgres';
import { directoryConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { partOptions, VERSIONS } from '../test/parts.ts';
import { postgresDirectory } from './directory.ts';

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `directory on ${version}`, { version }, (server) => {
    directoryConformance({ describe, it }, partOptions(server, `PostgreSQL ${version}`, postgresDirectory));
  });
}
