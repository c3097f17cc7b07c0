import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres } from '@localert/servers/postgres';
import { checkStore } from './chaos-check.ts';
import { startHand } from './chaos-hand.ts';
import { createLedger } from './chaos-ledger.ts';
import { openPlace } from './chaos-place.ts';
import { seeded } from './chaos-random.ts';
import {
  CHAOS_TENANTS,
  type ChaosOptions,
  type ChaosResult,
  LONGEST_MS,
  REBUILD_EVERY,
} from './chaos-run.ts';
import { postgresPlace } from './store-place.ts';

/** As in production: what is acknowledged is on the disk. */
const SAFE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

/**
 * Kills a PostgreSQL of our own, all its processes at once, under two writers, starts it again on the same data, and
 * looks whether everything that was acknowledged is there, whole.
 */
export async function chaosOnPostgres({ kills, seed, onProgress }: ChaosOptions): Promise<ChaosResult> {
  const random = seeded(seed);
  const server = await startPostgres({ own: true, settings: SAFE });
  const { ledger, note } = createLedger();
  const faults: string[] = [];
  let done = 0;
  try {
    const place = (await postgresPlace(server)).app;
    while (done < kills && faults.length === 0) {
      const hands = ['one', 'two'].map((name, index) =>
        startHand('./chaos-writer.ts', [place, String(seed * 100_003 + done * 2 + index), name], note),
      );
      await Promise.all(hands.map(({ ready }) => ready));
      await pause(5 + random() * LONGEST_MS);
      await server.kill();
      // A writer ends by itself when the server is gone; one that hangs is ended.
      const patience = setTimeout(() => {
        for (const hand of hands) hand.kill();
      }, 15_000);
      for (const errors of await Promise.all(hands.map(({ gone }) => gone)))
        if (errors !== '') faults.push(`a writer ended: ${errors.slice(0, 2_000)}`);
      clearTimeout(patience);
      done += 1;
      await server.restart();
      const store = openPlace(place);
      const rebuild = done % REBUILD_EVERY === 0 || done >= kills;
      faults.push(...(await checkStore(store, ledger, { tenants: CHAOS_TENANTS, rebuild })));
      await store.close();
      onProgress(done, ledger);
    }
  } finally {
    await server.stop();
  }
  return { kills: done, ledger, faults };
}
