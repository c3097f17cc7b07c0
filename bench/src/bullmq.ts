/**
 * What the outbox on BullMQ takes and hands out, beside BullMQ's own `add`, in one run: on a Redis of its own that
 * answers after its fsync. `npm run bench:bullmq`.
 */
import { systemScope, tenantScope } from '@localert/core';
import { bullmqOutbox } from '@localert/delivery/bullmq';
import { startRedis } from '@localert/servers/redis';
import { sampleAlert } from '@localert/testkit';
import { Queue } from 'bullmq';
import { nanoseconds } from './measure.ts';
import { spreadOf } from './race.ts';
import { progress, type Row, report } from './report.ts';

const CALLERS = 50;
const CALLS = 5_000;
const ROUNDS = 9;
const GROUPS = 500;
const SMALL = 3_000;
const LARGE = 100_000;

const acme = tenantScope({ tenant: 'acme', actor: 'bench' });
const system = systemScope('bench');
const redis = await startRedis({ config: ['appendonly yes', 'appendfsync always'] });
const connection = { url: redis.url };
const queueNamed = (name: string) =>
  new Queue(name, { connection, prefix: '{bench}', skipVersionCheck: true });
const [own, bare] = [queueNamed('outbox'), queueNamed('plain')];

let made = 0;
const nextAlert = () => sampleAlert({ createdAt: Date.now(), group: `T1/C${made++ % GROUPS}` });

/** Calls a second, by so many callers of whom each waits for its own. */
async function perSecond(calls: number, call: () => Promise<unknown>): Promise<number> {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await call();
  };
  const begun = nanoseconds();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return (calls * 1e9) / (nanoseconds() - begun);
}

/** Microseconds of claims of 50, each settled. */
async function claimTimes(outbox: Awaited<ReturnType<typeof bullmqOutbox>>, claims: number) {
  const [claimed, settled]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < claims; turn++) {
    const now = Date.now();
    const begun = nanoseconds();
    const batch = await outbox.claim(system, { now, leaseMs: 60_000, limit: 50 });
    claimed.push((nanoseconds() - begun) / 1e3);
    const ended = nanoseconds();
    await Promise.all(batch.map((claim) => outbox.settle(system, claim, { kind: 'delivered', at: now })));
    settled.push((batch.length * 1e9) / (nanoseconds() - ended));
  }
  return { claimed: spreadOf(claimed), settled: spreadOf(settled) };
}

try {
  const outbox = await bullmqOutbox({ queue: own });
  if (!outbox.durable) throw new Error('This Redis does not keep what it answers.');
  const enqueue = () => outbox.enqueue(acme, nextAlert()).durable;
  // The same texts: BullMQ writes its data as JSON, too.
  const add = () => {
    const alert = nextAlert();
    return bare.add(alert.fixture, alert);
  };
  const rates: [number[], number[]] = [[], []];
  for (let round = -2; round < ROUNDS; round++) {
    progress(`round ${round}`);
    for (const turn of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const rate = await perSecond(CALLS, turn === 0 ? enqueue : add);
      if (round >= 0) rates[turn]?.push(rate);
    }
  }
  const ratios = spreadOf(rates[0].map((rate, round) => rate / (rates[1][round] ?? Number.NaN)));
  await bare.obliterate({ force: true });

  progress('claims');
  await redis.command('CONFIG', 'SET', 'appendfsync', 'no');
  const fill = async (depth: number) => {
    const { queued } = await outbox.depth(system);
    await perSecond(Math.max(1, depth - queued), enqueue);
    await redis.command('CONFIG', 'SET', 'appendfsync', 'always');
    const times = await claimTimes(outbox, 40);
    await redis.command('CONFIG', 'SET', 'appendfsync', 'no');
    return times;
  };
  // What the rounds left is more than the small backlog: it goes first.
  for (let left = true; left; ) {
    const now = Date.now();
    const batch = await outbox.claim(system, { now, leaseMs: 60_000, limit: 200 });
    await Promise.all(
      batch.map((claim) => outbox.settle(system, claim, { kind: 'dropped', at: now, code: 'bench' })),
    );
    left = (await outbox.depth(system)).queued > 0;
  }
  await outbox.prune(system, 'acme', Date.now() + 1);
  const small = await fill(SMALL);
  const large = await fill(LARGE);

  const rows: readonly Row[] = [
    { name: `fsynced enqueues, ${CALLERS} callers`, value: spreadOf(rates[0]).median, unit: '/s' },
    { name: `fsynced BullMQ add, ${CALLERS} callers`, value: spreadOf(rates[1]).median, unit: '/s' },
    {
      name: 'enqueues for each add',
      value: ratios.median,
      unit: '×',
      note: `${ratios.low.toFixed(2)} to ${ratios.high.toFixed(2)} over ${ROUNDS} rounds`,
    },
    { name: `claim of 50 from ${SMALL}`, value: small.claimed.median, unit: 'µs' },
    { name: `claim of 50 from ${LARGE}`, value: large.claimed.median, unit: 'µs' },
    {
      name: 'the second for each of the first',
      value: large.claimed.median / small.claimed.median,
      unit: '×',
    },
    { name: 'fsynced settlements, 50 at once', value: large.settled.median, unit: '/s' },
  ];
  report('The outbox on BullMQ', rows);
  await outbox.close();
} finally {
  await own.close();
  await bare.close();
  await redis.stop();
}
