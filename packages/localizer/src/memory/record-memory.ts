import {
  MEMORY_SPEC,
  type MemoryUnit,
  type Records,
  type StoredRecord,
  systemScope,
  type TenantId,
  type TranslationMemory,
} from '@localert/core';
import { digestOf } from '../pipeline/digest.ts';
import { findUnits, type IndexedUnit, indexed } from './find-units.ts';

const SCOPE = systemScope('translation memory');
const KIND = 'memory';
const PAGE = 1_000;

/** How a memory over records works. */
export interface RecordMemoryOptions {
  /** The store's small records: `store.records`. Those of an encrypted store are sealed. */
  readonly records: Records;
  /** Most units a tenant; the oldest that no person answers for goes first. Default 20,000. */
  readonly maxUnits?: number | undefined;
  /** Milliseconds until what another process has remembered is noticed. Default 60,000. */
  readonly ttlMs?: number | undefined;
  /** Most tenants whose units are kept at hand. Default 100. */
  readonly maxTenants?: number | undefined;
  readonly now?: (() => number) | undefined;
}

interface Shelf {
  readonly units: Map<string, IndexedUnit>;
  readonly until: number;
}

const idOf = ({ source, sourceLocale, targetLocale, syntax }: MemoryUnit): Promise<string> =>
  digestOf({ source, sourceLocale, targetLocale, syntax });

/** Longest unit that is kept, in bytes: sealed it still has to fit a record. */
const MAX_BYTES = 40_000;
const utf8 = new TextEncoder();

/** Whether a unit may take another's place: a person's word is taken back by a person. */
const mayReplace = (next: MemoryUnit, before: MemoryUnit): boolean =>
  before.origin !== 'human' || next.origin === 'human';

const unitIn = ({ body }: StoredRecord): MemoryUnit => JSON.parse(body) as MemoryUnit;

/**
 * A memory that keeps its units among a store's small records, a tenant's apart from every other's, and gone with it.
 *
 * @example
 * ```ts
 * import { recordMemory } from '@localert/localizer';
 * import { sqliteStore } from '@localert/store-sqlite';
 *
 * const store = sqliteStore({ path: 'alerts.db' });
 * const memory = recordMemory({ records: store.records });
 * console.log(memory.spec);
 * ```
 */
export function recordMemory(options: RecordMemoryOptions): TranslationMemory {
  const { records, maxUnits = 20_000, ttlMs = 60_000, maxTenants = 100, now = Date.now } = options;
  const shelves = new Map<TenantId, Promise<Shelf>>();

  async function load(tenant: TenantId): Promise<Shelf> {
    const units = new Map<string, IndexedUnit>();
    let cursor: string | undefined;
    do {
      const page = await records.list(SCOPE, tenant, KIND, { cursor, limit: PAGE });
      for (const record of page.items) units.set(record.id, indexed(unitIn(record)));
      cursor = page.cursor;
    } while (cursor !== undefined);
    return { units, until: now() + ttlMs };
  }

  async function shelfOf(tenant: TenantId): Promise<Shelf> {
    const known = shelves.get(tenant);
    const shelf = await known;
    if (shelf !== undefined && now() < shelf.until) return shelf;
    // Whoever comes meanwhile waits for the same look.
    if (known !== shelves.get(tenant)) return shelfOf(tenant);
    const loading = load(tenant);
    shelves.delete(tenant);
    shelves.set(tenant, loading);
    const [oldest] = shelves.keys();
    if (shelves.size > maxTenants) shelves.delete(oldest as TenantId);
    // A look that failed is not believed.
    loading.catch(() => shelves.get(tenant) === loading && shelves.delete(tenant));
    return loading;
  }

  async function remember(tenant: TenantId, unit: MemoryUnit, { units }: Shelf): Promise<void> {
    const body = JSON.stringify(unit);
    // Longer messages are rare, and none the worse for not being remembered.
    if (utf8.encode(body).length > MAX_BYTES) return;
    const id = await idOf(unit);
    for (;;) {
      const before = await records.get(SCOPE, tenant, KIND, id);
      if (before !== undefined && !mayReplace(unit, unitIn(before))) return;
      const version = (before?.version ?? 0) + 1;
      if (await records.put(SCOPE, tenant, { kind: KIND, id, version, body })) break;
    }
    units.set(id, indexed(unit));
  }

  /** Makes room: first what no person answers for, the oldest of it first. */
  async function trim(tenant: TenantId, { units }: Shelf): Promise<void> {
    const tooMany = units.size - maxUnits;
    if (tooMany <= 0) return;
    const isHuman = ({ unit }: IndexedUnit) => Number(unit.origin === 'human');
    const going = [...units]
      .sort(([, left], [, right]) => isHuman(left) - isHuman(right) || left.unit.at - right.unit.at)
      .slice(0, tooMany);
    for (const [id] of going) {
      await records.delete(SCOPE, tenant, KIND, id);
      units.delete(id);
    }
  }

  return {
    spec: MEMORY_SPEC,

    async find({ tenant }, query) {
      const { units } = await shelfOf(tenant);
      return findUnits(units.values(), query);
    },

    async remember({ tenant }, units) {
      const shelf = await shelfOf(tenant);
      for (const unit of units) await remember(tenant, unit, shelf);
      await trim(tenant, shelf);
    },

    async forget({ tenant }, what) {
      const { units } = await shelfOf(tenant);
      let gone = 0;
      for (const [id, { unit }] of units) {
        if (what !== 'all' && !(unit.source === what.source && unit.targetLocale === what.targetLocale))
          continue;
        if (await records.delete(SCOPE, tenant, KIND, id)) gone += 1;
        units.delete(id);
      }
      return gone;
    },

    purge: (tenant) => void shelves.delete(tenant),
  };
}
