import { guardedDirectory, type SystemScope, type TenantDirectory, type TenantId } from '@localert/core';

/** Tenants to work on, one after another. */
export type TenantList = Iterable<TenantId> | AsyncIterable<TenantId>;

/**
 * Every tenant of a directory, by id: for work that goes over all of them.
 *
 * @example
 * ```ts
 * import { systemScope } from '@localert/core';
 * import { type Keyring, tenantsOf } from '@localert/crypto';
 * import { memoryStore } from '@localert/store-memory';
 *
 * declare const keys: Keyring;
 *
 * const { directory } = memoryStore();
 * await keys.rewrapAll({ tenants: tenantsOf(systemScope('rotation'), directory) });
 * ```
 */
export async function* tenantsOf(scope: SystemScope, directory: TenantDirectory): AsyncGenerator<TenantId> {
  const { list } = guardedDirectory(directory);
  let cursor: string | undefined;
  do {
    const page = await list(scope, { limit: 1_000, cursor });
    for (const { id } of page.items) yield id;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
