import { createFixtureManager, type TenantClient } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import type { Project } from './project.ts';

/** Texts by locale; the base is English. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Opens the project's store as its host does, for a moment. */
export async function inHouse<Result>(
  host: Project,
  work: (client: TenantClient) => Promise<Result>,
  tenant = 'acme',
): Promise<Result> {
  const manager = await createFixtureManager({
    store: sqliteStore({ path: host.at('localert.db') }),
    tenants: [{ id: tenant, defaultLocale: 'en' }],
  });
  try {
    return await work(manager.forTenant(tenant, { actor: 'svc:host', roles: ['admin'] }).untyped);
  } finally {
    await manager.close();
  }
}

/** Puts fixtures into the project's store. */
export async function filled(host: Project, fixtures: Readonly<Record<string, Texts>>): Promise<void> {
  await inHouse(host, async (client) => {
    for (const [id, locales] of Object.entries(fixtures))
      await client.create(id, { baseLocale: 'en', locales });
  });
}
