import {
  type AuditLog,
  assertPort,
  type FixtureStore,
  type Outbox,
  type Page,
  type PageRequest,
  type Records,
  STORE_SPEC,
  type SystemScope,
  systemScope,
  type TenantDirectory,
  type TenantId,
  type TenantScope,
  tenantScope,
  type UsageCounter,
} from '@localert/core';
import { MoveRefusedError } from './errors.ts';

/** A store with the facets that a move needs. */
export interface MoveSide {
  readonly store: FixtureStore;
  readonly directory: TenantDirectory;
  readonly outbox: Outbox | undefined;
  readonly audit: AuditLog | undefined;
  readonly records: Records | undefined;
  readonly usage: UsageCounter | undefined;
}

/** Works across tenants. */
export const MOVER: SystemScope = systemScope('move');

/** The scope of one tenant's part of the work. */
export const moverIn = (tenant: TenantId): TenantScope => tenantScope({ tenant, actor: 'system:move' });

/** Refuses a store whose contents come in another form than they lie. */
function sideOf(store: FixtureStore, name: 'from' | 'to'): MoveSide {
  assertPort('store', store, STORE_SPEC);
  const { directory, outbox, audit, records, usage } = store;
  if (store.encryption !== undefined || outbox?.encryption !== undefined) {
    throw new MoveRefusedError({
      reason: `"${name}" is an encrypted store; hand in the store inside of it, so that what is sealed moves as it is and its keys with it`,
    });
  }
  if (directory === undefined) throw new MoveRefusedError({ reason: `"${name}" keeps no tenants` });
  return { store, directory, outbox, audit, records, usage };
}

/** Both stores. @throws LOCALERT_MOVE_REFUSED when the second has no place for something that the first has */
export function sidesOf(
  from: FixtureStore,
  to: FixtureStore,
): { readonly from: MoveSide; readonly to: MoveSide } {
  if (from === to) throw new MoveRefusedError({ reason: '"from" and "to" are one store' });
  const sides = { from: sideOf(from, 'from'), to: sideOf(to, 'to') };
  for (const part of ['outbox', 'audit', 'records'] as const) {
    if (sides.from[part] !== undefined && sides.to[part] === undefined) {
      throw new MoveRefusedError({ reason: `"to" has no ${part}, which "from" has` });
    }
  }
  return sides;
}

/** Everything of a list, a page at a time. */
export async function* pagesOf<Item>(
  read: (page: PageRequest) => Promise<Page<Item>>,
  limit: number = 200,
): AsyncGenerator<readonly Item[]> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit, cursor });
    if (page.items.length > 0) yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** Everything of a list that is short. */
export async function allOf<Item>(
  read: (page: PageRequest) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const items of pagesOf(read, 1_000)) all.push(...items);
  return all;
}
