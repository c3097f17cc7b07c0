import { moveAlerts } from './move-alerts.ts';
import { catchUp, rescan } from './move-changes.ts';
import { mendAll, moveFixtures } from './move-copy.ts';
import { copyUnlinked, copyUsage, dayKeys } from './move-parts.ts';
import { type MoveEnd, type MoveRun, tell } from './move-run.ts';
import { type MoveVerdict, verifyMove } from './verify-move.ts';

/** Milliseconds that others' claims are waited for. */
const CLAIM_WAIT_MS = 120_000;

/** Brings over the rest, under the pause, and compares everything. */
export async function cutOver(run: MoveRun, verify: boolean): Promise<MoveEnd> {
  const { clock } = run;
  const since = clock.now();
  run.phase = 'cut-over';
  tell(run);
  while ((await catchUp(run)) > 0) tell(run);
  // A feed may hold back what is behind somebody's long transaction; lists do not.
  for (const tenant of run.tenants) await moveFixtures(run, tenant, 'recent');
  const alerts = await moveWaiting(run);
  const verdict = verify ? await compare(run) : undefined;
  run.phase = 'done';
  tell(run);
  return { complete: verdict?.ok ?? true, alerts, pausedMs: clock.now() - since, verdict };
}

/** What is moved under the pause only: audit records that wait to be linked, the day's counters, alerts. */
async function moveWaiting(run: MoveRun): Promise<MoveEnd['alerts']> {
  const { options, from, to, clock } = run;
  for (const tenant of run.trails) if (!run.left.has(tenant)) await copyUnlinked(from, to, tenant);
  const keys = dayKeys(clock.now());
  for (const tenant of run.tenants) await copyUsage(from, to, tenant, keys);
  const wanted = options.tenants === undefined ? undefined : new Set(options.tenants);
  const { claimWaitMs: waitMs = CLAIM_WAIT_MS, signal } = options;
  return moveAlerts(from, to, wanted, { clock, waitMs, signal });
}

async function compare(run: MoveRun): Promise<MoveVerdict> {
  run.phase = 'verify';
  tell(run);
  const verdict = await verdictOf(run);
  if (verdict.ok) return verdict;
  // What was sealed anew between the last look and the pause, or changed by a clock that is behind.
  await rescan(run);
  await mendAll(run);
  return verdictOf(run);
}

/** A trail that was left behind on purpose is no difference. */
async function verdictOf({ options, left }: MoveRun): Promise<MoveVerdict> {
  const { from, to, tenants, signal } = options;
  const verdict = await verifyMove({ from, to, tenants, signal });
  if (left.size === 0) return verdict;
  const isLeft = ({ what, tenant }: MoveVerdict['differences'][number]) =>
    (what === 'trail' || what === 'chain' || what === 'unlinked') && left.has(tenant);
  const differences = verdict.differences.filter((one) => !isLeft(one));
  // Of a longer list than is shown nothing can be said but that there is one.
  const isShown = verdict.differenceCount === verdict.differences.length;
  return {
    ...verdict,
    differences,
    differenceCount: isShown ? differences.length : verdict.differenceCount,
    ok: isShown && differences.length === 0,
  };
}
