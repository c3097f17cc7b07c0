import type { Clock } from '@localert/core';
import { LRUCache } from 'lru-cache';
import type { Place } from './redis-names.ts';

/** The least that this process may take for true, from what it wrote and was told. */
export interface Floors {
  /** A revision is known: no lower one may be served. */
  raise(place: Place, revision: number): void;
  /** Something changed by a way that may have missed Redis: nothing may be served that was sealed before now. */
  distrust(place: Place): void;
  /** The same for everything of a tenant. */
  distrustTenant(place: Place): void;
  /** The tenant was purged: its revisions begin anew. */
  forget(place: Place): void;
  /** Whether something sealed at that time, of that revision, may be served. Absence has revision 0. */
  admits(place: Place, revision: number, sealedAt: number): boolean;
  /** The least revision that is known. */
  least(place: Place): number;
}

interface Floor {
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly since: number;
  /** When it was made, among all floors: a purge undoes those before it. */
  readonly order: number;
  /** Epoch milliseconds after which whatever it forbids is gone from Redis by itself. */
  readonly until: number;
}

const MAX = 10_000;

const NONE: Floor = { revision: 0, since: 0, order: 0, until: 0 };

/** @param lastsMs - how long the oldest value in Redis can live */
export function createFloors(clock: Clock, lastsMs: number): Floors {
  const floors = new LRUCache<string, Floor>({ max: MAX });
  const tenants = new LRUCache<string, Floor>({ max: MAX });
  let order = 0;

  const valid = (floor: Floor | undefined): Floor =>
    floor !== undefined && clock.now() < floor.until ? floor : NONE;

  /** A floor from before a purge holds no more. */
  const floorOf = ({ value, generation }: Place): Floor => {
    const floor = valid(floors.get(value));
    return floor.order > (tenants.get(generation)?.order ?? 0) ? floor : NONE;
  };

  const made = (revision: number, since: number): Floor => {
    order += 1;
    return { revision, since, order, until: clock.now() + lastsMs };
  };

  return {
    raise(place, revision) {
      const { revision: known, since } = floorOf(place);
      floors.set(place.value, made(Math.max(known, revision), since));
    },
    distrust(place) {
      floors.set(place.value, made(floorOf(place).revision, clock.now()));
    },
    distrustTenant({ generation }) {
      const { order: purged } = tenants.get(generation) ?? NONE;
      tenants.set(generation, { ...made(0, clock.now()), order: purged });
    },
    forget({ generation }) {
      // What was sealed before is of the tenant that is gone, whatever its revision.
      tenants.set(generation, made(0, clock.now()));
    },
    admits(place, revision, sealedAt) {
      const floor = floorOf(place);
      const since = Math.max(floor.since, valid(tenants.get(place.generation)).since);
      return revision >= floor.revision && sealedAt >= since;
    },
    least: (place) => floorOf(place).revision,
  };
}
