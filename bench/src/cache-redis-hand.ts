// The other process of `cache-redis.ts`: hears of changes, through the second level and through Redis alone, and says at
// which nanosecond. The monotonic clock is one for all processes of a machine.
import { writeSync } from 'node:fs';
import { redisCached } from '@localert/cache/redis';
import { systemScope } from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { Redis } from 'ioredis';

const [path = '', url = '', key = '', prefix = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const bare = new Redis(url);
await bare.subscribe('bench:bare');
bare.on('message', () => say(`bare ${process.hrtime.bigint()}`));

const store = redisCached(sqliteStore({ path, followMs: 60_000 }), {
  client: new Redis(url),
  subscriber: new Redis(url),
  keys: [{ id: 'k1', key: Buffer.from(key, 'hex') }],
  current: 'k1',
  prefix,
});
store.subscribe?.(systemScope('bench'), (hint) => {
  if (hint.kind === 'fixture') say(`hint ${process.hrtime.bigint()}`);
});
// Once it has proved that it hears, it says so.
setTimeout(() => say('ready'), 1_000);
