import { describePostgres } from '@localert/servers/postgres';
import { outboxConformance } from '@localert/testkit';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { outboxOn, partOptions, VERSIONS } from '../test/parts.ts';

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `outbox on ${version}`, { version }, (server) => {
    outboxConformance(
      { describe, it },
      { ...partOptions(server, `PostgreSQL ${version}`, outboxOn), subscribes: true },
    );
  });
}
