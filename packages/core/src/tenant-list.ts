import type { TenantDirectory } from './directory.ts';
import type { TenantId } from './ids.ts';
import type { SystemScope } from './scope.ts';

/** Names tenants, in any order. */
export type TenantLister = () => AsyncIterable<TenantId> | Iterable<TenantId>;

/** Every tenant of a directory, page by page. */
export async function* tenantsIn(
  directory: TenantDirectory | undefined,
  scope: SystemScope,
): AsyncGenerator<TenantId> {
  let cursor: string | undefined;
  do {
    const page = await directory?.list(scope, { limit: 1_000, cursor });
    for (const { id } of page?.items ?? []) yield id;
    cursor = page?.cursor;
  } while (cursor !== undefined);
}

/** The names once each, by name. */
export async function named(...lists: (AsyncIterable<TenantId> | Iterable<TenantId>)[]): Promise<TenantId[]> {
  const names = new Set<TenantId>();
  for (const list of lists) for await (const tenant of list) names.add(tenant);
  return [...names].sort();
}
