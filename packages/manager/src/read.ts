import {
  assertFixtureId,
  type FixtureEvent,
  type FixtureId,
  type FixtureQuery,
  matchesQuery,
  NotFoundError,
  type Page,
  type PageRequest,
  type SlackFixture,
  type TenantScope,
} from '@localert/core';
import { authorize, authorizeAhead, isAuthorized } from './authorize.ts';
import type { House } from './house.ts';
import { tenantOf } from './tenant-context.ts';

/** A fixture as it is stored now, or as it stands in code. @throws LOCALERT_NOT_FOUND */
export async function getFixture(house: House, scope: TenantScope, id: FixtureId): Promise<SlackFixture> {
  assertFixtureId(id);
  authorizeAhead(house, scope, 'fixture:read', { fixture: id });
  await tenantOf(house, scope);
  const fixture = house.inCode.get(id) ?? (await house.store.get(scope, id));
  if (fixture === undefined) throw new NotFoundError({ kind: 'fixture', id });
  authorize(house, scope, 'fixture:read', { fixture: id, severity: fixture.severity });
  return fixture;
}

/**
 * The tenant's fixtures. Those in code lead the first page, beyond its limit: they are few, and every tenant's. The
 * rest comes from the store, newest change first. What the actor may not read is left out, so that a page may be short,
 * or empty, and have a cursor.
 */
export async function listFixtures(
  house: House,
  scope: TenantScope,
  query: FixtureQuery,
): Promise<Page<SlackFixture>> {
  authorizeAhead(house, scope, 'fixture:read');
  await tenantOf(house, scope);
  const page = await house.store.list(scope, query);
  const inCode = query.cursor === undefined ? [...house.inCode.values()] : [];
  // What a tenant stored under an id that code took later is out of reach, here as everywhere.
  const stored = page.items.filter(({ id }) => !house.inCode.has(id));
  const items = [...inCode.filter((fixture) => matchesQuery(fixture, query)), ...stored];
  const readable = items.filter(({ id, severity }) =>
    isAuthorized(house, scope, 'fixture:read', { fixture: id, severity }),
  );
  return { ...page, items: readable };
}

/** A stored fixture's events, oldest first. A fixture in code has its history in version control: none here. */
export async function fixtureHistory(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  page: PageRequest,
): Promise<Page<FixtureEvent>> {
  await getFixture(house, scope, id);
  return house.inCode.has(id) ? { items: [] } : house.store.history(scope, id, page);
}
