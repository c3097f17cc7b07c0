import { DELIVERY_PLACES } from './chaos-delivery-places.ts';
import { chaosOnDelivery } from './chaos-delivery-run.ts';

/** What the command line asks for. */
export interface DeliveryChaosRequest {
  readonly store: keyof typeof DELIVERY_PLACES;
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly history: boolean;
  readonly json: boolean;
}

/** Makes a run and prints it; answers whether all is well. */
export async function runDeliveryChaos(request: DeliveryChaosRequest): Promise<boolean> {
  const { store, folder, kills, seed, history, json } = request;
  const begun = performance.now();
  const place = await DELIVERY_PLACES[store](folder);
  try {
    const result = await chaosOnDelivery({
      ...{ place, kills, seed, history },
      onProgress(done, alerts) {
        if (!json) console.error(`… ${done} of ${kills} kills: ${alerts} alerts acknowledged`);
      },
    });
    const seconds = (performance.now() - begun) / 1_000;
    const { doubled, faults } = result;
    if (json) console.log(JSON.stringify({ store, seed, history, seconds, ...result }, null, 2));
    else {
      for (const fault of faults.slice(0, 20)) console.error(fault);
      console.log(
        `${store}, delivery: ${result.kills} kills and ${result.strikes} strikes at the server in ${seconds.toFixed(0)} s, ` +
          `seed ${seed}; ${result.alerts} alerts acknowledged, ${result.lost.length} lost; ${result.requests} requests, ` +
          `${result.spoilt} spoilt on order, ${result.tooFast} too fast; ${result.posts} posts, doubled: ` +
          `${doubled.ambiguous} after an ambiguous answer, ${doubled.unrecorded} not recorded before a kill; ` +
          `${result.found} found instead of doubled; faults: ${faults.length}`,
      );
    }
    return faults.length === 0;
  } finally {
    await place.stop();
  }
}
