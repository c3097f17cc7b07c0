// Kills whoever writes, or delivers, again and again, and looks whether anything acknowledged is lost.
// `npm run chaos -- --store sqlite --kills 200`, `--seed`, `--json`; `--delivery` for deliveries to a fake Slack, `--soak
// --minutes N` for a steady load without kills. Ends with 1 when something is lost, doubled without a reason, or late.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDeliveryChaos } from './chaos-delivery.ts';
import { DELIVERY_PLACES } from './chaos-delivery-places.ts';
import { chaosOnPostgres } from './chaos-postgres.ts';
import { runSoak } from './chaos-soak.ts';
import { chaosOnSqlite } from './chaos-sqlite.ts';
import { type Chaos, runStoreChaos } from './chaos-store.ts';

const USAGE = `npm run chaos -- --store sqlite|postgres --kills 200 [--seed 7] [--json]
npm run chaos -- --delivery --store ${Object.keys(DELIVERY_PLACES).join('|')} --kills 100 [--blind]
npm run chaos -- --soak --minutes 10 [--rate 500] [--within 5000]`;

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    kills: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
    delivery: { type: 'boolean', default: false },
    blind: { type: 'boolean', default: false },
    soak: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '500' },
    within: { type: 'string', default: '5000' },
  },
});
const { store, json } = values;
const kills = Number(values.kills ?? (values.delivery ? 100 : 200));
const seed = Number(values.seed);
const stores: Readonly<Record<string, Chaos>> = { sqlite: chaosOnSqlite, postgres: chaosOnPostgres };

const isPlace = (name: string): name is keyof typeof DELIVERY_PLACES => Object.hasOwn(DELIVERY_PLACES, name);

/** The run that was asked for; `undefined` for one that is none. */
function runOf(folder: string): (() => Promise<boolean>) | undefined {
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) return undefined;
  if (values.soak) {
    const [minutes, rate, withinMs] = [Number(values.minutes), Number(values.rate), Number(values.within)];
    if (!(minutes > 0 && rate > 0 && withinMs > 0)) return undefined;
    return () => runSoak({ folder, minutes, rate, withinMs, json });
  }
  if (values.delivery) {
    if (!isPlace(store)) return undefined;
    return () => runDeliveryChaos({ store, folder, kills, seed, history: !values.blind, json });
  }
  const run = Object.hasOwn(stores, store) ? stores[store] : undefined;
  return run && (() => runStoreChaos({ name: store, run, folder, kills, seed, json }));
}

const folder = await mkdtemp(join(tmpdir(), 'localert-chaos-'));
try {
  const run = runOf(folder);
  if (run === undefined) {
    console.error(USAGE);
    process.exitCode = 2;
  } else {
    process.exitCode = (await run()) ? 0 : 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
