import {
  type FixtureId,
  KeyDestroyedError,
  NotFoundError,
  type SlackFixture,
  StoreUnavailableError,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { errorCode } from './error-code.ts';
import { entryKey, type FixtureEntry, fixtureEntry } from './fixture-entry.ts';
import type { House } from './house.ts';
import { withPatience } from './patience.ts';
import type { FoundTenant } from './tenant-context.ts';

/** What the store knows of a fixture now. */
export interface Resolved {
  readonly entry: FixtureEntry;
  /** The store is down; this is the last good state. */
  readonly stale: boolean;
  /** Milliseconds since it was read, when it is stale. */
  readonly staleMs: number | undefined;
}

/** Reads a fixture. What was shredded must not live on as its last good state. */
async function stored(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  key: string,
): Promise<SlackFixture | undefined> {
  try {
    return await house.watch.read(scope.tenant, 'get', () => house.store.get(scope, fixture));
  } catch (error) {
    if (KeyDestroyedError.is(error)) house.entries.delete(scope, key);
    throw error;
  }
}

/** Milliseconds since an entry was read, when the store does not answer for what is past its time. */
function ageOf(house: House, scope: TenantScope, entry: FixtureEntry, stale: boolean): number | undefined {
  const troubled = stale || house.watch.trouble(scope.tenant) !== undefined;
  if (!troubled || house.inCode.has(entry.fixture.id)) return undefined;
  const age = Math.max(0, house.clock.now() - entry.readAt);
  // A read that hangs has not failed yet; the watch knows of it.
  return stale || age > house.limits.fixtureTtlMs ? age : undefined;
}

/**
 * Finds a fixture: in code, else in the cache, else in the store; concurrent misses make one read.
 *
 * @param patienceMs - how long to wait for the read, which goes on; default: until it answers
 * @throws LOCALERT_NOT_FOUND, and the store's errors when there is no last good state
 */
export async function resolve(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: FixtureId,
  patienceMs?: number,
): Promise<Resolved> {
  const key = entryKey(tenant, fixture);
  const loaded = house.entries.load(scope, key, async () => {
    const found = house.inCode.get(fixture) ?? (await stored(house, scope, fixture, key));
    if (found === undefined) return null;
    return fixtureEntry(found, tenant, house.fallback, house.functions, house.clock.now());
  });
  const late = () => house.watch.slow(scope.tenant);
  const hit = await (patienceMs === undefined ? loaded : withPatience('get', patienceMs, loaded, late));
  if (hit.value === null) throw new NotFoundError({ kind: 'fixture', id: fixture });
  const staleMs = ageOf(house, scope, hit.value, hit.stale);
  return { entry: hit.value, stale: staleMs !== undefined, staleMs };
}

/**
 * The same, for the path of an alert: a store that is down or slow is no reason to drop it.
 *
 * @returns `undefined` when the store is down and nothing is known of the fixture, or only what is too old
 * @throws LOCALERT_NOT_FOUND
 */
export async function resolveForSend(
  house: House,
  scope: TenantScope,
  { context, staleMs: tenantMs }: FoundTenant,
  fixture: FixtureId,
): Promise<Resolved | undefined> {
  const failed = (code: string, served: 'stale' | 'nothing', staleMs?: number) => {
    const since = house.watch.trouble(scope.tenant)?.since;
    house.observe({
      type: 'store.failed',
      tenant: scope.tenant,
      code,
      served,
      ...(staleMs === undefined ? {} : { staleMs }),
      ...(since === undefined ? {} : { since }),
    });
  };
  try {
    const resolved = await resolve(house, scope, context, fixture, house.limits.patienceMs);
    const oldest = olderOf(tenantMs, resolved.staleMs);
    if (oldest !== undefined)
      failed(house.watch.trouble(scope.tenant)?.code ?? StoreUnavailableError.code, 'stale', oldest);
    return resolved;
  } catch (error) {
    if (NotFoundError.is(error)) throw error;
    failed(errorCode(error), 'nothing', tenantMs);
    return undefined;
  }
}

/** The greater of two ages that may be none. */
export const olderOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

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
