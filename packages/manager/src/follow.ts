import { type ChangeHint, type TenantId, tenantScope } from '@localert/core';
import { entryKey } from './fixture-entry.ts';
import type { House } from './house.ts';

/** A scope for looks into caches, where only the tenant counts. */
const inside = (tenant: TenantId) => tenantScope({ tenant, actor: 'system:follow' });

/** Of a fixture whose tenant is not at hand, all of the tenant may be old. */
function fixtureChanged(house: House, tenant: TenantId, fixture: string): void {
  const known = house.tenants.peek(inside(tenant), 'context');
  house.entries.expire(house.system, tenant, known ? entryKey(known, fixture) : undefined);
}

/**
 * A tenant's settings changed, or it is gone. Only the directory knows: of one that is gone nothing may serve any more,
 * while of one that is there, or of which nothing can be told now, the last good state does.
 */
async function tenantChanged(house: House, tenant: TenantId): Promise<void> {
  house.tenants.expire(house.system, tenant);
  house.keys.forget(tenant);
  try {
    if ((await house.directory.get(house.system, tenant)) !== undefined) {
      house.entries.expire(house.system, tenant);
      return;
    }
  } catch {
    house.entries.expire(house.system, tenant);
    return;
  }
  house.tenants.purge(house.system, tenant);
  house.entries.purge(house.system, tenant);
}

/**
 * Lets what is kept at hand follow what others write. Nothing is forgotten that the store may still be asked for: it is
 * marked as old, so that the next who wants it waits for the store, and gets the last good state when that is down.
 *
 * @returns what ends it
 */
export function followStore(house: House): () => void {
  return house.hints.on((hint: ChangeHint) => {
    if (hint.kind === 'fixture') return fixtureChanged(house, hint.tenant, hint.fixture);
    if (hint.kind === 'tenant') return void tenantChanged(house, hint.tenant);
    house.tenants.expire(house.system);
    house.entries.expire(house.system);
  });
}
