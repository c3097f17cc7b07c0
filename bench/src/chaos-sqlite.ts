import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemScope, tenantScope } from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { sampleCreate } from '@localert/testkit';
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
  strike,
} from './chaos-run.ts';

/** Kills whoever makes the tables of a new file, and opens what was left. */
async function killOpeners(folder: string, kills: number, random: () => number): Promise<string[]> {
  await mkdir(folder);
  const faults: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const hand = startHand('./chaos-opener.ts', [folder, `${kill}`], () => undefined);
    await strike(hand, random() * 60);
    await hand.gone;
  }
  const files = (await readdir(folder)).filter((name) => name.endsWith('.db'));
  const scope = tenantScope({ tenant: 'acme', actor: 'chaos' });
  for (const file of files) {
    try {
      const store = sqliteStore({ path: join(folder, file) });
      await store.commit(scope, sampleCreate('disk'));
      const { done } = await store.rebuild(systemScope('chaos'));
      if (done !== 1) faults.push(`a new file keeps nothing: ${file}`);
      await store.close();
    } catch (error) {
      faults.push(`a new file does not open: ${file}: ${(error as { code?: string }).code}`);
    }
  }
  await rm(folder, { recursive: true, force: true });
  return faults;
}

/**
 * Kills processes that write to one SQLite file, two at a time, one after the other, until there were so many kills, and
 * looks after each pair whether everything that was acknowledged is there, whole.
 */
export async function chaosOnSqlite(options: ChaosOptions): Promise<ChaosResult> {
  const { folder, kills, seed, onProgress } = options;
  const random = seeded(seed);
  const path = join(folder, 'chaos.db');
  const { ledger, note } = createLedger();
  const faults: string[] = [];
  const openers = Math.max(1, Math.floor(kills / 10));
  faults.push(...(await killOpeners(join(folder, 'new'), openers, random)));
  let done = openers;
  let sinceRebuild = 0;
  while (done < kills && faults.length === 0) {
    const names = ['one', 'two'].slice(0, Math.min(2, kills - done));
    const hands = names.map((name, index) =>
      startHand('./chaos-writer.ts', [path, String(seed * 100_003 + done + index), name], note),
    );
    await Promise.all(hands.map((hand) => strike(hand, 5 + random() * LONGEST_MS)));
    // A writer does not end by itself: what it said then is a fault of the store, or of the writer.
    for (const errors of await Promise.all(hands.map(({ gone }) => gone)))
      if (errors !== '') faults.push(`a writer ended: ${errors.slice(0, 2_000)}`);
    done += hands.length;
    sinceRebuild += hands.length;
    const rebuild = sinceRebuild >= REBUILD_EVERY || done >= kills;
    if (rebuild) sinceRebuild = 0;
    const store = openPlace(path);
    faults.push(...(await checkStore(store, ledger, { tenants: CHAOS_TENANTS, rebuild })));
    await store.close();
    onProgress(done, ledger);
  }
  return { kills: done, ledger, faults };
}
