import { join } from 'node:path';
import { type Outbox, tenantScope } from '@localert/core';
import { bullmqOutbox } from '@localert/delivery/bullmq';
import { postgresMissing, startPostgres } from '@localert/servers/postgres';
import { redisMissing, startRedis } from '@localert/servers/redis';
import { postgresStore } from '@localert/store-postgres';
import { sqliteStore } from '@localert/store-sqlite';
import { sampleAlert } from '@localert/testkit';
import { Queue } from 'bullmq';
import { makeWorkerUtils } from 'graphile-worker';
import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { barePostgresQueue, bareSqliteQueue } from './bare-queues.ts';
import { figures, nanoseconds } from './measure.ts';
import { progress, type Row } from './report.ts';
import { postgresPlace } from './store-place.ts';

/** A queue that keeps what it has answered, and how one alert is put into it. */
interface Contender {
  readonly name: string;
  put(index: number): Promise<unknown>;
}

const CALLERS = 50;
const acme = tenantScope({ tenant: 'acme', actor: 'bench' });

const alertAt = (index: number) => sampleAlert({ createdAt: Date.now(), group: `T1/C${index % 500}` });

const ours = (name: string, outbox: Outbox): Contender => ({
  name,
  put: (index) => outbox.enqueue(acme, alertAt(index)).durable,
});

/** Enqueues a second by fifty callers, of whom each waits for its own; the contenders in turn, round by round. */
async function race(contenders: readonly Contender[], { rounds = 5, calls = 1_000 } = {}) {
  const rates = contenders.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [at, { put }] of contenders.entries()) {
      let next = 0;
      const caller = async (): Promise<void> => {
        while (next < calls) await put(next++);
      };
      const begun = nanoseconds();
      await Promise.all(Array.from({ length: CALLERS }, caller));
      if (round >= 0) rates[at]?.push((calls * 1e9) / (nanoseconds() - begun));
    }
  }
  return contenders.map(({ name }, at): Row => {
    const [first = [], own = []] = [rates[0], rates[at]];
    const ratios = first.map((rate, round) => rate / (own[round] ?? Number.NaN));
    const note =
      at === 0
        ? {}
        : { note: `ours takes ${figures(ratios).p50.toFixed(2)} × as many, the median of the rounds` };
    return { name: `fsynced enqueues, 50 callers: ${name}`, value: figures(own).p50, unit: '/s', ...note };
  });
}

async function onSqlite(folder: string, calls: number): Promise<readonly Row[]> {
  const store = sqliteStore({ path: join(folder, 'queue.db') });
  const bare = bareSqliteQueue(join(folder, 'bare.db'));
  try {
    return await race(
      [
        ours('SQLite', store.outbox),
        { name: 'bare group commits of node:sqlite in a thread', put: (index) => bare.put(alertAt(index)) },
      ],
      { calls },
    );
  } finally {
    await Promise.all([store.close(), bare.close()]);
  }
}

/** As in production: what is acknowledged is on the disk. */
const SAFE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

async function onPostgres(calls: number): Promise<readonly Row[]> {
  const missing = postgresMissing({ own: true });
  if (missing !== undefined) {
    progress(`PostgreSQL is passed over: ${missing}`);
    return [];
  }
  const server = await startPostgres({ own: true, settings: SAFE });
  try {
    const { app, owner } = await postgresPlace(server);
    const pool = new Pool({ connectionString: app, pipeline: true, max: 4 });
    const store = postgresStore({ pool, endPools: true });
    const peers = new Pool({ connectionString: owner, max: 10 });
    for (const one of [pool, peers]) one.on('error', () => undefined);
    const boss = new PgBoss({ connectionString: owner, supervise: false, schedule: false, max: 10 });
    boss.on('error', () => undefined);
    await boss.start();
    await boss.createQueue('alerts');
    const graphile = await makeWorkerUtils({ pgPool: peers });
    await graphile.migrate();
    try {
      const bare = await barePostgresQueue(peers);
      return await race(
        [
          ours('PostgreSQL', store.outbox),
          { name: 'bare group commits of pg', put: (index) => bare.put(alertAt(index)) },
          { name: 'pg-boss', put: (index) => boss.send('alerts', alertAt(index)) },
          { name: 'graphile-worker', put: (index) => graphile.addJob('alert', alertAt(index)) },
        ],
        { calls },
      );
    } finally {
      await Promise.all([store.close(), boss.stop({ graceful: false }), graphile.release()]);
      await peers.end();
    }
  } finally {
    await server.stop();
  }
}

async function onRedis(calls: number): Promise<readonly Row[]> {
  const missing = redisMissing(true);
  if (missing !== undefined) {
    progress(`Redis is passed over: ${missing}`);
    return [];
  }
  const redis = await startRedis({ config: ['appendonly yes', 'appendfsync always'] });
  const connection = { url: redis.url };
  const [own, plain] = ['outbox', 'plain'].map(
    (name) => new Queue(name, { connection, prefix: '{bench}', skipVersionCheck: true }),
  );
  try {
    if (own === undefined || plain === undefined) throw new Error('two queues');
    const outbox = await bullmqOutbox({ queue: own });
    const rows = await race(
      [
        ours('BullMQ outbox', outbox),
        { name: 'plain BullMQ queue.add', put: (index) => plain.add('alert', alertAt(index)) },
      ],
      { calls },
    );
    await outbox.close();
    return rows;
  } finally {
    await Promise.all([own?.close(), plain?.close()]);
    await redis.stop();
  }
}

/** What each queue takes; within one server ours beside the others, with the same alerts. @param calls - in a round */
export async function benchQueues(folder: string, calls: number): Promise<readonly Row[]> {
  return [...(await onSqlite(folder, calls)), ...(await onPostgres(calls)), ...(await onRedis(calls))];
}
