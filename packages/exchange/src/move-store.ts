import { catchUp, endOfFeed } from './move-changes.ts';
import { countAll, mendAll, moveAll } from './move-copy.ts';
import { cutOver } from './move-cut-over.ts';
import type { MoveOptions, MoveReport } from './move-options.ts';
import { moveRun, placeOf, reportOf } from './move-run.ts';
import { assertOwn, refreshTenants, sortTrails } from './move-tenants.ts';

/** Rounds of catching up before the pause: who writes faster than that has to pause anyway. */
const ROUNDS = 20;
/** So few changes in a round are left to the pause. */
const FEW = 50;

/**
 * Moves everything from one store into another while the first is in use: settings, fixtures event by event, records
 * (wrapped keys, API keys, credentials, the translation memory), the audit trail entry by entry. What is sealed moves as
 * it lies, with its keys. Then it follows the changes until few are left, asks the host to pause, brings over the rest
 * with the day's counters and the alerts that are not delivered, and compares everything. Both stores stay as they are
 * afterwards; the host goes on with the second.
 *
 * It can be broken off at any time, by a crash too, and begun again: with the last checkpoint, or without one, for it
 * copies only what is not there.
 *
 * @throws LOCALERT_MOVE_REFUSED, LOCALERT_CHECKPOINT_MISMATCH, what the stores and `pause` throw; the signal's reason
 *
 * @example
 * ```ts
 * import type { FixtureStore } from '@localert/core';
 * import { moveStore } from '@localert/exchange';
 *
 * export async function move(from: FixtureStore, to: FixtureStore, stopAll: () => Promise<void>): Promise<void> {
 *   const { complete, pausedMs, verdict } = await moveStore({ from, to, pause: stopAll });
 *   console.log(complete, pausedMs, verdict?.digest);
 * }
 * ```
 */
export async function moveStore(options: MoveOptions): Promise<MoveReport> {
  const { pause, frozen = false, dryRun = false, verify = true, resume } = options;
  const run = moveRun(options);
  await refreshTenants(run);
  await sortTrails(run);
  if (dryRun) {
    await countAll(run);
    return reportOf(run);
  }
  const place = placeOf(resume);
  // Before anything is read: what is changed from here on is told later.
  run.feed = place?.feed ?? (await endOfFeed(run.from));
  if (place === undefined) await assertOwn(run);
  await moveAll(run, place?.after ?? '');
  run.phase = 'catch-up';
  for (let round = 0; round < ROUNDS; round++) if ((await catchUp(run)) <= FEW) break;
  // Contents that were sealed anew meanwhile are told by no feed: they are looked for while there is time.
  await mendAll(run);
  if (pause === undefined && !frozen) return reportOf(run);
  await pause?.();
  return reportOf(run, await cutOver(run, verify));
}
