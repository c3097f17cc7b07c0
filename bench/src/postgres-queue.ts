/** The queue in PostgreSQL: how many alerts a second are on the disk, and what a claim costs with much behind it. */
import { type Outbox, systemScope, tenantScope } from '@localert/core';
import type { PostgresServer } from '@localert/servers/postgres';
import { postgresMigrations, postgresStore } from '@localert/store-postgres';
import { sampleAlert } from '@localert/testkit';
import { Pool } from 'pg';

const CALLERS = 50;
const LIMIT = 50;
const BACKLOGS = [1_000, 100_000];
const NOW = Date.UTC(2026, 0, 2);
const LEASE_MS = 30_000;

const system = systemScope('bench');
const scopes = Array.from({ length: 20 }, (_, index) => tenantScope({ tenant: `t${index}`, actor: 'bench' }));
const scopeAt = (index: number) => scopes[index % scopes.length] as (typeof scopes)[number];

/** What a backlog of alerts is made of. */
const SHAPES: Readonly<Record<string, (index: number) => object>> = {
  'in one lane': () => ({ group: 'T1/C1' }),
  'in 1,000 lanes': (index) => ({ group: `T1/C${index % 1_000}` }),
  'that wait for their time': (index) => ({ group: `T1/C${index % 1_000}`, notBefore: NOW + 86_400_000 }),
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((left, right) => left - right)[numbers.length >> 1] ?? Number.NaN;

async function withOutbox(
  server: PostgresServer,
  work: (outbox: Outbox, owner: Pool) => Promise<void>,
): Promise<void> {
  const database = await server.createDatabase();
  const owner = new Pool({ connectionString: server.url({ database }), max: 2 });
  await owner.query(
    "DO $$ BEGIN CREATE ROLE app LOGIN PASSWORD 'app'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
  );
  await postgresMigrations({ pool: owner, logins: ['app'] }).up();
  const pool = new Pool({
    connectionString: server.url({ database, user: 'app', password: 'app' }),
    pipeline: true,
    max: 10,
  });
  const store = postgresStore({ pool });
  try {
    await work(store.outbox, owner);
  } finally {
    await store.close();
    await Promise.all([pool.end(), owner.end()]);
  }
}

/** Alerts a second, each awaited until it is on the disk. */
async function enqueueRate(outbox: Outbox, ms: number, change: (index: number) => object): Promise<number> {
  let sent = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() - begin < ms) {
        const index = sent++;
        await outbox.enqueue(scopeAt(index), sampleAlert(change(index))).durable;
      }
    }),
  );
  return (sent / (performance.now() - begin)) * 1_000;
}

async function fill(outbox: Outbox, count: number, shape: (index: number) => object): Promise<void> {
  for (let done = 0; done < count; done += 1_000)
    await Promise.all(
      Array.from(
        { length: Math.min(1_000, count - done) },
        (_, index) => outbox.enqueue(scopeAt(done + index), sampleAlert(shape(done + index))).durable,
      ),
    );
}

/** Milliseconds of a claim of 50, and of the ends of what it got. */
async function claims(
  outbox: Outbox,
  rounds: number,
): Promise<{ claim: number; settle: number; got: number }> {
  const [claim, settle, got]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const found = await outbox.claim(system, { now: NOW, leaseMs: LEASE_MS, limit: LIMIT });
    claim.push(performance.now() - begin);
    got.push(found.length);
    const ending = performance.now();
    await Promise.all(found.map((one) => outbox.settle(system, one, { kind: 'delivered', at: NOW })));
    settle.push((performance.now() - ending) / Math.max(1, found.length));
  }
  return { claim: median(claim), settle: median(settle), got: median(got) };
}

/** Prints what it finds. */
export async function benchQueue(server: PostgresServer): Promise<void> {
  await withOutbox(server, async (outbox) => {
    await enqueueRate(outbox, 1_000, () => ({}));
    for (const [name, change] of [
      ['a group each', () => ({})],
      ['1,000 groups', (index: number) => ({ group: `T1/C${index % 1_000}` })],
      ['one group', () => ({ group: 'T1/C1' })],
      ['a dedupe key each', (index: number) => ({ dedupe: { key: `k${index}`, windowMs: 60_000 } })],
    ] as const) {
      const rates: number[] = [];
      for (let round = 0; round < 3; round++) rates.push(await enqueueRate(outbox, 2_000, change));
      const shown = rates.map((rate) => Math.round(rate).toLocaleString('en-US')).join(' · ');
      console.log(`alerts on the disk a second, ${CALLERS} callers, ${name}: ${shown}`);
    }
  });
  for (const [name, shape] of Object.entries(SHAPES)) {
    for (const backlog of BACKLOGS) {
      await withOutbox(server, async (outbox, owner) => {
        await fill(outbox, backlog, shape);
        await owner.query('VACUUM ANALYZE');
        // Alerts that can be claimed beside those that wait.
        if (name.includes('wait')) await fill(outbox, 1_000, () => ({}));
        const first = await claims(outbox, 3);
        const { claim, settle, got } = await claims(outbox, 15);
        console.log(
          `a claim of ${LIMIT} with ${backlog.toLocaleString('en-US')} ${name}: ${claim.toFixed(2)} ms (the first ${first.claim.toFixed(2)}), ${got} claimed; an end ${settle.toFixed(2)} ms`,
        );
      });
    }
  }
}
