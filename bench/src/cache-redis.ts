import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { redisCached } from '@localert/cache/redis';
import { anyRedis, redisMissing } from '@localert/servers/redis';
import { sqliteStore } from '@localert/store-sqlite';
import { Redis } from 'ioredis';
import { commitOf, scopeAt } from './core-store.ts';
import { figures, timeEach } from './measure.ts';
import { progress, type Row } from './report.ts';

const CHANGES = 300;

/** Starts the other process; answers its times as they come. */
async function otherProcess(given: readonly string[]) {
  const script = fileURLToPath(new URL('./cache-redis-hand.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=@localert/source', '--no-warnings', script, ...given],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const waiting = new Map<string, (at: bigint) => void>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = `${rest}${chunk.toString()}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [word = '', at = '0'] = line.split(' ');
      waiting.get(word)?.(BigInt(at));
    }
  });
  const next = (word: string): Promise<bigint> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing was heard: ${word}`)), 30_000);
      waiting.set(word, (at) => {
        clearTimeout(timer);
        waiting.delete(word);
        resolve(at);
      });
    });
  return { next, end: () => void child.kill() };
}

/** Redis as a second level: a read of it, and how soon another process hears of a write, beside Redis alone. */
export async function benchRedis(): Promise<readonly Row[]> {
  const missing = redisMissing();
  if (missing !== undefined) {
    progress(`Redis is passed over: ${missing}`);
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'localert-bench-'));
  const server = await anyRedis();
  const open = () => new Redis(server.url);
  const [client, subscriber, bare] = [open(), open(), open()];
  const key = randomBytes(32);
  const prefix = `bench:${randomBytes(6).toString('hex')}`;
  const path = join(folder, 'shared.db');
  const inner = sqliteStore({ path, followMs: 60_000 });
  const store = redisCached(inner, { client, subscriber, keys: [{ id: 'k1', key }], current: 'k1', prefix });
  const other = await otherProcess([path, server.url, key.toString('hex'), prefix]);
  try {
    await other.next('ready');
    const scope = scopeAt(1);
    const row = await store.commit(scope, commitOf('disk', 1));
    await store.get(scope, 'disk');
    const keys = Array.from({ length: 50 }, (_, index) => `${prefix}:bare:${index}`);
    for (const name of keys) await bare.set(name, JSON.stringify(row));
    const one = await timeEach(3_000, async () => JSON.parse((await bare.get(keys[0] ?? '')) ?? 'null'));
    const many = await timeEach(1_000, () => bare.mget(keys));
    const level = await timeEach(3_000, () => store.get(scope, 'disk'));
    const [hints, plain]: [number[], number[]] = [[], []];
    for (let change = 2; change < CHANGES + 2; change++) {
      const hint = other.next('hint');
      const begun = process.hrtime.bigint();
      await store.commit(scope, commitOf('disk', change));
      hints.push(Number((await hint) - begun));
      const heard = other.next('bare');
      const sent = process.hrtime.bigint();
      await bare.publish('bench:bare', 'x');
      plain.push(Number((await heard) - sent));
    }
    const [hinted, published] = [figures(hints), figures(plain)];
    const us = (nanoseconds: number) => nanoseconds / 1e3;
    return [
      {
        name: 'second level: get of a fixture, sealed, p50',
        value: us(level.p50),
        unit: 'µs',
        note: `p99 ${us(level.p99).toFixed(0)} µs; ${(level.p50 / one.p50).toFixed(2)} × bare GET + JSON.parse (${us(one.p50).toFixed(0)} µs)`,
      },
      {
        name: 'bare MGET of 50, p50',
        value: us(many.p50),
        unit: 'µs',
        note: `p99 ${us(many.p99).toFixed(0)} µs`,
      },
      {
        name: 'from the call of commit until another process has dropped it, p50',
        value: us(hinted.p50),
        unit: 'µs',
        note: `with the write of the store; bare publish ${us(published.p50).toFixed(0)} µs`,
      },
      {
        name: 'the same, p99',
        value: hinted.p99 / 1e6,
        unit: 'ms',
        target: { atMost: 1 },
        note: `bare publish ${(published.p99 / 1e6).toFixed(2)} ms`,
      },
    ];
  } finally {
    other.end();
    await store.close();
    for (const each of [client, subscriber, bare]) each.disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
