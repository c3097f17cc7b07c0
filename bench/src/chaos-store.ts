import type { ChaosOptions, ChaosResult } from './chaos-run.ts';

/** A run against a store. */
export type Chaos = (options: ChaosOptions) => Promise<ChaosResult>;

/** What the command line asks for. */
export interface StoreChaosRequest extends Omit<ChaosOptions, 'onProgress'> {
  readonly name: string;
  readonly run: Chaos;
  readonly json: boolean;
}

/** Makes a run and prints it; answers whether all is well. */
export async function runStoreChaos(request: StoreChaosRequest): Promise<boolean> {
  const { name, run, folder, kills, seed, json } = request;
  const begun = performance.now();
  const result = await run({
    folder,
    kills,
    seed,
    onProgress(done, { facts }) {
      if (json) return;
      const { commit, alert, settle, link } = facts;
      console.error(
        `… ${done} of ${kills} kills: ${commit} commits, ${alert} alerts, ${settle} ends, ${link} links kept`,
      );
    },
  });
  const seconds = (performance.now() - begun) / 1_000;
  const { faults } = result;
  const { facts } = result.ledger;
  if (json) {
    const report = { store: name, seed, kills: result.kills, seconds, acknowledged: facts, faults };
    console.log(JSON.stringify(report, null, 2));
  } else {
    const counts = Object.entries(facts).map(([kind, count]) => `${count} × ${kind}`);
    for (const fault of faults.slice(0, 20)) console.error(fault);
    console.log(
      `${name}: ${result.kills} kills in ${seconds.toFixed(0)} s, seed ${seed}; acknowledged: ${counts.join(', ')}; ` +
        `lost, doubled or torn: ${faults.length}`,
    );
  }
  return faults.length === 0;
}
