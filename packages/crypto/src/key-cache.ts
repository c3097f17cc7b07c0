import { type Clock, type InputIssue, InvalidInputError, type TenantId } from '@localert/core';
import type { DekKey } from './backend.ts';
import { holdKey } from './backends.ts';

/** How many keys are kept at hand, and how long. */
export interface KeyCacheOptions {
  /** Most keys of all tenants; 1 to 1,000. Default 1,000. */
  readonly max?: number | undefined;
  /** Milliseconds after which a key is asked for again; 1 to 300,000. Default 300,000. */
  readonly ttlMs?: number | undefined;
  /** Uses after which a key is asked for again; default 1,000,000. */
  readonly maxUses?: number | undefined;
}

/** A key at hand: where there is Node, a `KeyObject`, which prints and serialises to nothing. */
export interface CachedKey {
  readonly key: DekKey;
  /** 0 for a key that has a name and no number. */
  readonly dekId: number;
}

interface Entry extends CachedKey {
  readonly tenant: TenantId;
  readonly ring: Ring;
  readonly expires: number;
  /** Places that lead here: they go with the key. */
  readonly places: Place[];
  uses: number;
}

/** Where a key is looked for in its tenant: by number, as the current one of a scope, or by name. */
export interface Place {
  readonly kind: 'dek' | 'current' | 'name';
  readonly id: string | number;
}

type Ring = Readonly<Record<Place['kind'], Map<string | number, Entry>>>;

/** Keys at hand, a map of maps a tenant: no tenant's key can be spelled as another's. */
export interface KeyCache {
  /**
   * Gives the key at hand, or loads it: one load for all who wait. What began before a purge is not kept after it.
   *
   * @param load - answers the key's bytes, which are wiped, or a key that is at hand already
   */
  load(
    tenant: TenantId,
    place: Place,
    load: () => Promise<LoadedKey | CachedKey>,
  ): CachedKey | Promise<CachedKey>;
  purge(tenant: TenantId): void;
}

/** A key as it comes from its provider. */
export interface LoadedKey {
  readonly bytes: Uint8Array;
  readonly dekId: number;
}

const MAX_KEYS = 1_000;
const MAX_TTL_MS = 300_000;

function assertOptions({ max, ttlMs, maxUses }: Required<KeyCacheOptions>): void {
  const issues: InputIssue[] = [];
  const whole = (path: string, value: unknown, most: number) => {
    if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most) return;
    issues.push({ path: `cache.${path}`, message: `a whole number from 1 to ${most}` });
  };
  whole('max', max, MAX_KEYS);
  whole('ttlMs', ttlMs, MAX_TTL_MS);
  whole('maxUses', maxUses, Number.MAX_SAFE_INTEGER);
  if (issues.length > 0) throw new InvalidInputError({ what: 'keyring', issues });
}

const isLoaded = (key: LoadedKey | CachedKey): key is LoadedKey => 'bytes' in key;

/** Makes the handle that stays, and wipes the bytes: best effort, the runtime may hold copies of them. */
function handleOf(key: LoadedKey | CachedKey): DekKey {
  if (!isLoaded(key)) return key.key;
  const handle = holdKey(key.bytes);
  key.bytes.fill(0);
  return handle;
}

/** The bytes of a key, for the caller alone: the one at hand stays as it is. */
export const bytesIn = (key: DekKey): Uint8Array =>
  key instanceof Uint8Array ? Uint8Array.from(key) : new Uint8Array(key.export());

/** @throws LOCALERT_INVALID_INPUT */
export function createKeyCache(
  { max = MAX_KEYS, ttlMs = MAX_TTL_MS, maxUses = 1_000_000 }: KeyCacheOptions,
  clock: Clock,
): KeyCache {
  assertOptions({ max, ttlMs, maxUses });
  const rings = new Map<TenantId, Ring>();
  const flights = new Map<TenantId, Map<string, Promise<CachedKey>>>();
  // In order of use: the first is the one that goes.
  const order = new Set<Entry>();
  let purges = 0;

  function forget(entry: Entry): void {
    order.delete(entry);
    const { ring } = entry;
    for (const { kind, id } of entry.places) if (ring[kind].get(id) === entry) ring[kind].delete(id);
    if (ring.dek.size + ring.current.size + ring.name.size === 0) rings.delete(entry.tenant);
  }

  function get(tenant: TenantId, { kind, id }: Place): CachedKey | undefined {
    const entry = rings.get(tenant)?.[kind].get(id);
    if (entry === undefined) return undefined;
    if (clock.now() >= entry.expires || entry.uses >= maxUses) {
      forget(entry);
      return undefined;
    }
    entry.uses += 1;
    order.delete(entry);
    order.add(entry);
    return entry;
  }

  /** Keeps a key under places, which lead away from the keys that they led to before. */
  function keep(tenant: TenantId, loaded: LoadedKey | CachedKey, places: readonly Place[]): CachedKey {
    const ring: Ring = rings.get(tenant) ?? { dek: new Map(), current: new Map(), name: new Map() };
    rings.set(tenant, ring);
    const { dekId } = loaded;
    // The same key under another place stays one entry: its age and its uses are counted once.
    const entry: Entry = order.has(loaded as Entry)
      ? (loaded as Entry)
      : { tenant, ring, dekId, key: handleOf(loaded), expires: clock.now() + ttlMs, places: [], uses: 0 };
    for (const place of places) {
      if (ring[place.kind].get(place.id) === entry) continue;
      ring[place.kind].set(place.id, entry);
      entry.places.push(place);
    }
    order.add(entry);
    for (const oldest of order) {
      if (order.size <= max) break;
      forget(oldest);
    }
    return entry;
  }

  function start(tenant: TenantId, place: Place, load: () => Promise<LoadedKey | CachedKey>) {
    const begun = purges;
    return load().then((loaded) => {
      const numbered: Place[] = loaded.dekId === 0 ? [] : [{ kind: 'dek', id: loaded.dekId }];
      if (begun === purges) return keep(tenant, loaded, [place, ...numbered]);
      return { key: handleOf(loaded), dekId: loaded.dekId };
    });
  }

  return {
    load(tenant, place, load) {
      const found = get(tenant, place);
      if (found !== undefined) return found;
      const own = flights.get(tenant) ?? new Map<string, Promise<CachedKey>>();
      flights.set(tenant, own);
      const id = `${place.kind} ${place.id}`;
      const under = own.get(id);
      if (under !== undefined) return under;
      const flight = start(tenant, place, load).finally(() => {
        own.delete(id);
        if (own.size === 0 && flights.get(tenant) === own) flights.delete(tenant);
      });
      own.set(id, flight);
      return flight;
    },
    purge(tenant) {
      purges += 1;
      flights.delete(tenant);
      const ring = rings.get(tenant);
      rings.delete(tenant);
      if (ring === undefined) return;
      for (const entry of order) if (entry.tenant === tenant) order.delete(entry);
    },
  };
}
