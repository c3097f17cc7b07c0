// Kills whoever writes, again and again, and looks whether anything acknowledged is lost.
// `npm run chaos -- --store sqlite --kills 200`, `--seed`, `--json`. Ends with 1 when something is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chaosOnPostgres } from './chaos-postgres.ts';
import type { ChaosResult } from './chaos-run.ts';
import { chaosOnSqlite } from './chaos-sqlite.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
const runs = { sqlite: chaosOnSqlite, postgres: chaosOnPostgres } as const;
const run = Object.hasOwn(runs, values.store) ? runs[values.store as keyof typeof runs] : undefined;
if (run === undefined || !Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('npm run chaos -- --store sqlite|postgres --kills 200 [--seed 7] [--json]');
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'localert-chaos-'));
let result: ChaosResult;
const begun = performance.now();
try {
  result = await run({
    folder,
    kills,
    seed,
    onProgress(done, { facts }) {
      if (values.json) return;
      const { commit, alert, settle, link } = facts;
      console.error(
        `… ${done} of ${kills} kills: ${commit} commits, ${alert} alerts, ${settle} ends, ${link} links kept`,
      );
    },
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

const seconds = (performance.now() - begun) / 1_000;
const { facts } = result.ledger;
if (values.json) {
  const report = {
    store: values.store,
    seed,
    kills: result.kills,
    seconds,
    acknowledged: facts,
    faults: result.faults,
  };
  console.log(JSON.stringify(report, null, 2));
} else {
  const counts = Object.entries(facts).map(([kind, count]) => `${count} × ${kind}`);
  for (const fault of result.faults.slice(0, 20)) console.error(fault);
  console.log(
    `${values.store}: ${result.kills} kills in ${seconds.toFixed(0)} s, seed ${seed}; acknowledged: ${counts.join(', ')}; ` +
      `lost, doubled or torn: ${result.faults.length}`,
  );
}
process.exitCode = result.faults.length === 0 ? 0 : 1;
