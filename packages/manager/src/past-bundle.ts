import {
  applyEvent,
  type FixtureId,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { compileBundle, type TenantBundle } from '@localert/slack';
import type { House } from './house.ts';
import { eventsOf } from './moments.ts';
import { resolve } from './resolve.ts';

/** A stored fixture at a revision; `undefined` when its log does not tell any more. */
async function atRevision(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  revision: number,
): Promise<SlackFixture | undefined> {
  let row: SlackFixture | undefined;
  for await (const event of eventsOf(house, scope, fixture)) {
    row = applyEvent(row, event);
    if (row.revision >= revision) break;
  }
  return row?.revision === revision ? row : undefined;
}

/**
 * The bundle that an alert was rendered with when it was queued: of the revision of then, or, where that is not kept, of
 * the fixture as it is now.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_KEY_DESTROYED, and the store's errors
 */
export async function pastBundle(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: FixtureId,
  revision: number,
): Promise<TenantBundle> {
  const { entry } = await resolve(house, scope, tenant, fixture, house.limits.patienceMs);
  const isCurrent = entry.fixture.revision === revision || house.inCode.has(fixture);
  const then = isCurrent ? undefined : await atRevision(house, scope, fixture, revision);
  return then === undefined
    ? entry.bundle(tenant)
    : compileBundle(then, tenant, house.fallback, house.functions);
}
