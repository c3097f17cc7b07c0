/**
 * What a durable alert costs: by the thread, by the main thread, and by bare node:sqlite with a wait for the disk for each.
 * All in one run, round by round: `npm run bench --workspace packages/store-sqlite -- --json`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { systemScope, tenantScope } from '@localert/core';
import { sampleAlert } from '@localert/testkit';
import { sqliteStore } from '../src/index.ts';

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string' }, alerts: { type: 'string' } },
});
const ROUNDS = Number(flags.rounds ?? 5);
const ALERTS = Number(flags.alerts ?? 20_000);
const CALLERS = 50;
const CHANNELS = 200;

const folder = mkdtempSync(join(tmpdir(), 'localert-bench-'));
const scope = tenantScope({ tenant: 'acme', actor: 'bench' });
let files = 0;
const newPath = () => join(folder, `bench-${++files}.db`);

const alertOf = (index: number) =>
  sampleAlert({ group: `T1/C${index % CHANNELS}`, payload: JSON.stringify({ text: 'x'.repeat(700) }) });

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Alerts a second that callers get who wait for each of theirs, and what the event loop noticed. */
async function storeRound(worker: boolean) {
  const store = sqliteStore({ path: newPath(), worker });
  await store.outbox.enqueue(scope, alertOf(0)).durable;
  const alerts = Array.from({ length: ALERTS }, (_, index) => alertOf(index));
  const receipts: number[] = [];
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  let next = 0;
  const caller = async () => {
    for (;;) {
      const alert = alerts[next++];
      if (alert === undefined) return;
      const begun = performance.now();
      const { durable } = store.outbox.enqueue(scope, alert);
      receipts.push(performance.now() - begun);
      await durable;
    }
  };
  const { user, system } = process.cpuUsage();
  const begun = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const seconds = (performance.now() - begun) / 1_000;
  const spent = process.cpuUsage({ user, system });
  loop.disable();

  const alone: number[] = [];
  for (let index = 0; index < 500; index++) {
    const at = performance.now();
    await store.outbox.enqueue(scope, alertOf(index)).durable;
    alone.push(performance.now() - at);
  }
  const { queued } = await store.outbox.depth(systemScope('bench'));
  if (queued !== ALERTS + 501) throw new Error(`${queued} alerts are there`);
  await store.close();
  return {
    perSecond: ALERTS / seconds,
    cpuUs: (spent.user + spent.system) / ALERTS,
    receiptP99Us: percentile(receipts, 0.99) * 1_000,
    loopP99Ms: loop.percentile(99) / 1e6,
    aloneP50Ms: percentile(alone, 0.5),
    aloneP99Ms: percentile(alone, 0.99),
  };
}

/** The same texts into one table, a transaction and a wait for the disk each. */
function bareRound() {
  const database = new DatabaseSync(newPath());
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE alert (id TEXT, body TEXT)',
  );
  const insert = database.prepare('INSERT INTO alert (id, body) VALUES (?, ?)');
  const count = Math.ceil(ALERTS / 10);
  const times: number[] = [];
  const begun = performance.now();
  for (let index = 0; index < count; index++) {
    const alert = alertOf(index);
    const at = performance.now();
    insert.run(alert.id, JSON.stringify(alert));
    times.push(performance.now() - at);
  }
  const seconds = (performance.now() - begun) / 1_000;
  database.close();
  return {
    perSecond: count / seconds,
    aloneP50Ms: percentile(times, 0.5),
    aloneP99Ms: percentile(times, 0.99),
  };
}

const median = (rows: readonly Readonly<Record<string, number>>[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((key) => [
      key,
      Number(
        percentile(
          rows.map((row) => row[key] ?? Number.NaN),
          0.5,
        ).toPrecision(4),
      ),
    ]),
  );

const load = loadavg()[0];
const rounds = { thread: [] as object[], mainThread: [] as object[], bare: [] as object[] };
try {
  for (let round = 0; round < ROUNDS; round++) {
    rounds.thread.push(await storeRound(true));
    rounds.mainThread.push(await storeRound(false));
    rounds.bare.push(bareRound());
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const report = {
  node: process.version,
  cores: cpus().length,
  loadBefore: load,
  ...{ rounds: ROUNDS, alerts: ALERTS, callers: CALLERS, channels: CHANNELS },
  thread: median(rounds.thread as Record<string, number>[]),
  mainThread: median(rounds.mainThread as Record<string, number>[]),
  bare: median(rounds.bare as Record<string, number>[]),
};
console.log(flags.json ? JSON.stringify(report) : report);
