/**
 * Another process: `node redis-hand.ts task url prefix key`. Says `ready`, begins when it is told, says what came of it.
 *
 * crowd: 1,000 ask for one fixture at once; says how many reads reached its store.
 * write: commits 400 fixtures, one after the other; says when the store had each, by the machine's monotonic clock.
 * hear: says when it was told of each.
 */
import { once } from 'node:events';
import { systemScope, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate } from '@localert/testkit';
import { Redis } from 'ioredis';
import { redisCached } from '../src/redis.ts';

const [task = '', url = '', prefix = '', key = ''] = process.argv.slice(2);
const acme = tenantScope({ tenant: 'acme', actor: 'svc:hand' });
const now = () => Number(process.hrtime.bigint() / 1_000n);

const memory = memoryStore();
const said: string[] = [];
let gets = 0;
const [client, subscriber] = [new Redis(url), new Redis(url)];
const store = redisCached(
  {
    ...memory,
    async get(scope, fixture) {
      gets += 1;
      // As long as a busy database takes.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return memory.get(scope, fixture);
    },
    async commit(scope, commit) {
      const row = await memory.commit(scope, commit);
      if (task === 'write') said.push(`${commit.fixture} ${now()}`);
      return row;
    },
  },
  {
    ...{ client, subscriber, prefix, keys: [{ id: 'k1', key: Buffer.from(key, 'base64') }], current: 'k1' },
    ...{ commandTimeoutMs: 5_000, waitMs: 10_000 },
  },
);

await Promise.all(
  [client, subscriber].map((one) => (one.status === 'ready' ? undefined : once(one, 'ready'))),
);
await memory.commit(acme, sampleCreate('disk'));
let heard = 0;
store.subscribe?.(systemScope('hand'), (hint) => {
  if (hint.kind !== 'fixture' || task !== 'hear') return;
  heard += 1;
  said.push(`${hint.fixture} ${now()}`);
});
await subscriber.ping('heard');
process.stdout.write('ready\n');
await once(process.stdin, 'data');
switch (task) {
  case 'crowd':
    await Promise.all(Array.from({ length: 1_000 }, () => store.get(acme, 'disk')));
    said.push(`gets ${gets}`);
    break;
  case 'write':
    for (let made = 0; made < 400; made++) {
      await store.commit(acme, sampleCreate(`f${made}`));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    break;
  default:
    while (heard < 400) await new Promise((resolve) => setTimeout(resolve, 10));
}
process.stdout.write(`${said.join('\n')}\ndone\n`);
await store.close();
client.disconnect();
subscriber.disconnect();
process.stdin.destroy();
