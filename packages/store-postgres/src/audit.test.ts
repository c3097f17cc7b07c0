import { describePostgres } from '@localert/servers/postgres';
import { auditLogConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { partOptions, VERSIONS } from '../test/parts.ts';
import { postgresAudit } from './audit.ts';

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `audit on ${version}`, { version }, (server) => {
    auditLogConformance({ describe, it }, partOptions(server, `PostgreSQL ${version}`, postgresAudit));
  });
}
