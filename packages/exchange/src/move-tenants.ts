import { MoveRefusedError } from './errors.ts';
import { isPruned } from './move-parts.ts';
import type { MoveRun } from './move-run.ts';
import { MOVER } from './move-side.ts';
import { everyTenant } from './verify-move.ts';

/** Reads who there is. A tenant that went meanwhile goes in "to", with all that it had. */
export async function refreshTenants(run: MoveRun): Promise<void> {
  const { tenants, trails } = await everyTenant(run.from, run.options.tenants);
  run.tenants = [...tenants].sort();
  run.trails = trails;
  const there = new Set(tenants);
  for (const tenant of run.met) {
    if (there.has(tenant)) continue;
    await run.to.store.purgeTenant(MOVER, tenant);
    run.met.delete(tenant);
  }
}

/** Refuses trails that cannot be copied, or leaves them behind, as the host wants it. */
export async function sortTrails(run: MoveRun): Promise<void> {
  for (const tenant of run.trails) {
    if (!(await isPruned(run.from, tenant))) continue;
    if (run.options.prunedTrails !== 'leave') {
      throw new MoveRefusedError({
        reason: `the beginning of the trail of "${tenant}" was removed when its days were over; export it, and leave it with prunedTrails`,
      });
    }
    run.left.add(tenant);
  }
}

/** A store that others' tenants lie in is no place to compare afterwards. */
export async function assertOwn({ options, to, tenants: own }: MoveRun): Promise<void> {
  if (options.tenants !== undefined) return;
  const { tenants } = await everyTenant(to, undefined);
  const foreign = tenants.filter((tenant) => !own.includes(tenant));
  if (foreign.length > 0) {
    throw new MoveRefusedError({
      reason: `"to" has ${foreign.length} tenants that "from" has not; name those to move`,
    });
  }
}
