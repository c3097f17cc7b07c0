import { describePostgres } from '@localert/servers/postgres';
import { anyRedis, type RedisServer, redisMissing } from '@localert/servers/redis';
import { afterAll, beforeAll, describe } from 'vitest';
import { attacks } from '../test/attacks.ts';
import { isolationProperty } from '../test/isolation-property.ts';
import { postgresStacks, redisLevels } from '../test/server-stacks.ts';
import { sealed } from '../test/stacks.ts';

const api = { describe, beforeAll, afterAll };
const missing = redisMissing();

describePostgres(api, 'on PostgreSQL 17', { version: 17 }, (server) => {
  const { open, stacks, end } = postgresStacks(server);
  afterAll(end);
  for (const [name, create] of Object.entries(stacks)) attacks(name, create);
  isolationProperty('postgres', stacks.postgres, 5);

  describe.skipIf(missing)(`behind Redis${missing ? ` (${missing})` : ''}`, () => {
    let redis: RedisServer | undefined;
    const level = redisLevels(() => redis?.url ?? '');
    beforeAll(async () => {
      redis = await anyRedis();
    });
    afterAll(async () => {
      level.end();
      await redis?.stop();
    });
    attacks('encrypted redis before postgres', async () => sealed(level.before(await open())));
    attacks('redis before sqlite', level.sqlite);
    isolationProperty('redis before sqlite', level.sqlite, 5);
  });
});
