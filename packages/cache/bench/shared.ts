/**
 * What the shared level costs, on this machine: a hit, a write, and how soon another process hears of a write. Starts a
 * Redis of its own.
 */
import { randomBytes } from 'node:crypto';
import { startRedis } from '@localert/servers/redis';
import { memoryStore } from '@localert/store-memory';
import { sampleCreate, sampleUpdate } from '@localert/testkit';
import { delays, hands } from '../test/hands.ts';
import { acme, clients, newPrefix, processOf, ready } from '../test/redis-house.ts';

const server = await startRedis();
const all = clients();

/** Microseconds a call, one after the other, at the median and the 99th percentile. */
async function timed(name: string, calls: number, call: (index: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let index = 0; index < calls; index++) {
    const begun = performance.now();
    await call(index);
    times.push((performance.now() - begun) * 1_000);
  }
  times.sort((left, right) => left - right);
  const at = (part: number) => Math.round(times[Math.floor(times.length * part)] ?? 0);
  console.log(`${name}: p50 ${at(0.5)} µs, p99 ${at(0.99)} µs`);
}

try {
  const [client, subscriber] = [all.make(server.url), all.make(server.url)];
  await Promise.all([ready(client), ready(subscriber)]);
  const { cached, events } = processOf(memoryStore(), client, subscriber, { prefix: newPrefix() });
  await cached.commit(acme, sampleCreate('disk'));
  await timed('PING', 2_000, () => client.ping());
  await timed('hit', 2_000, () => cached.get(acme, 'disk'));
  if (events.of('hit fixture') < 1_900) throw new Error('these were no hits');
  await timed('write', 1_000, (index) => cached.commit(acme, sampleUpdate('disk', index + 1)));
  await cached.close();
  const key = randomBytes(32).toString('base64');
  const [written = [], heard = []] = await hands(['write', 'hear'], server.url, newPrefix(), key);
  const took = delays(written, heard);
  console.log(`invalidation in another process: p50 ${took[200]} µs, p99 ${took[396]} µs`);
} finally {
  all.closeAll();
  await server.stop();
}
