import {
  type FixtureStore,
  type Outbox,
  type PageRequest,
  RECORD_KINDS,
  type RecordKind,
  type Records,
  type SystemScope,
  type TenantDirectory,
  type TenantId,
  tenantScope,
} from '@localert/core';

/** A wrapped key as a tenant's records had it: never its material. */
export interface KeyName {
  readonly kind: 'dek' | 'tenant-key';
  readonly id: string;
  readonly version: number;
}

/** What there is of a tenant, counted through the ports. */
export interface TenantInventory {
  /** 1 for a tenant that has settings. */
  readonly settings: number;
  readonly fixtures: number;
  /** Writes of them, as their revisions count them. */
  readonly events: number;
  /** Bytes of their rows, where the store counts them. */
  readonly storedBytes: number;
  /** Alerts that were given up. The port lists no others of one tenant; they go with these. */
  readonly deadLetters: number;
  /** Small records by kind; kinds without any are left out. */
  readonly records: Readonly<Partial<Record<RecordKind, number>>>;
}

/** Where a tenant's things lie. */
export interface TenantPlaces {
  readonly store: FixtureStore;
  readonly directory: TenantDirectory | undefined;
  readonly outbox: Outbox | undefined;
  readonly records: Records | undefined;
  readonly system: SystemScope;
}

const LIMIT = 500;

async function eachPage<Item>(
  read: (page: PageRequest) => Promise<{ readonly items: readonly Item[]; readonly cursor?: string }>,
  take: (items: readonly Item[]) => void,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) });
    take(page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** Counts what there is of a tenant. */
export async function inventoryOf(places: TenantPlaces, tenant: TenantId): Promise<TenantInventory> {
  const { store, directory, outbox, records, system } = places;
  const scope = tenantScope({ tenant, actor: 'system:manager' });
  let events = 0;
  await eachPage(
    (page) => store.list(scope, page),
    (rows) => {
      for (const { revision } of rows) events += revision;
    },
  );
  let deadLetters = 0;
  if (outbox !== undefined) {
    await eachPage(
      (page) => outbox.dead(scope, page),
      (items) => {
        deadLetters += items.length;
      },
    );
  }
  const counted: [RecordKind, number][] = [];
  for (const kind of records === undefined ? [] : RECORD_KINDS) {
    let count = 0;
    await eachPage(
      async (page) => (await records?.list(system, tenant, kind, page)) ?? { items: [] },
      (items) => {
        count += items.length;
      },
    );
    if (count > 0) counted.push([kind, count]);
  }
  return {
    settings: (await directory?.get(system, tenant)) === undefined ? 0 : 1,
    fixtures: await store.count(scope),
    events,
    storedBytes: (await store.storedBytes?.(scope)) ?? 0,
    deadLetters,
    records: Object.fromEntries(counted),
  };
}

/** The names of a tenant's wrapped keys. */
export async function keyNamesOf(
  { records, system }: TenantPlaces,
  tenant: TenantId,
): Promise<readonly KeyName[]> {
  const names: KeyName[] = [];
  for (const kind of ['dek', 'tenant-key'] as const) {
    await eachPage(
      async (page) => (await records?.list(system, tenant, kind, page)) ?? { items: [] },
      (items) => {
        for (const { id, version } of items) names.push({ kind, id, version });
      },
    );
  }
  return names;
}

/** How many things an inventory has. */
export const sizeOf = (inventory: TenantInventory): number => {
  const { settings, fixtures, events, storedBytes, deadLetters, records } = inventory;
  const counted = Object.values(records).reduce((sum, count) => sum + count, 0);
  return settings + fixtures + events + storedBytes + deadLetters + counted;
};
