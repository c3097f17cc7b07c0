import {
  type FixtureId,
  KeyDestroyedError,
  NotFoundError,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { errorCode } from './error-code.ts';
import { entryKey, type FixtureEntry, fixtureEntry } from './fixture-entry.ts';
import type { House } from './house.ts';

/** What the store knows of a fixture now. */
export interface Resolved {
  readonly entry: FixtureEntry;
  /** The store is down; this is the last good state. */
  readonly stale: boolean;
}

/** Reads a fixture. What was shredded must not live on as its last good state. */
async function stored(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  key: string,
): Promise<SlackFixture | undefined> {
  try {
    return await house.store.get(scope, fixture);
  } catch (error) {
    if (KeyDestroyedError.is(error)) house.entries.delete(scope, key);
    throw error;
  }
}

/**
 * Finds a fixture: in code, else in the cache, else in the store; concurrent misses make one read.
 *
 * @throws LOCALERT_NOT_FOUND, and the store's errors when there is no last good state
 */
export async function resolve(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: FixtureId,
): Promise<Resolved> {
  const key = entryKey(tenant, fixture);
  const hit = await house.entries.load(scope, key, async () => {
    const found = house.inCode.get(fixture) ?? (await stored(house, scope, fixture, key));
    return found === undefined ? null : fixtureEntry(found, tenant, house.fallback, house.functions);
  });
  if (hit.value === null) throw new NotFoundError({ kind: 'fixture', id: fixture });
  return { entry: hit.value, stale: hit.stale };
}

/**
 * The same, for the path of an alert: a store that is down is no reason to drop it.
 *
 * @returns `undefined` when the store is down and nothing is known of the fixture
 * @throws LOCALERT_NOT_FOUND
 */
export async function resolveForSend(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: FixtureId,
): Promise<Resolved | undefined> {
  try {
    const resolved = await resolve(house, scope, tenant, fixture);
    if (resolved.stale) {
      house.observe({
        type: 'store.failed',
        tenant: scope.tenant,
        code: 'LOCALERT_STORE_UNAVAILABLE',
        served: 'stale',
      });
    }
    return resolved;
  } catch (error) {
    if (NotFoundError.is(error)) throw error;
    const code = errorCode(error);
    house.observe({ type: 'store.failed', tenant: scope.tenant, code, served: 'nothing' });
    return undefined;
  }
}

/**
 * Renders with a tenant's bundle within its budget of time, and weighs what was compiled for it.
 *
 * @throws LOCALERT_QUOTA_EXCEEDED when this second's time is used up
 */
export function renderWithin<Result>(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  entry: FixtureEntry | undefined,
  work: () => Result,
): Result {
  try {
    return house.quotas.renders.run(tenant, work);
  } finally {
    if (entry?.grew()) house.entries.reweigh(scope, entryKey(tenant, entry.fixture.id));
  }
}
