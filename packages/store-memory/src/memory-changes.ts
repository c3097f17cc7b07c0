import {
  assertSystemScope,
  type ChangeHint,
  changeCursors,
  changeListeners,
  changeOf,
  type FixtureChange,
  type FixtureEvent,
  type FixtureStore,
  type Gate,
  mayReadTenant,
  pageLimit,
  type TenantId,
} from '@localert/core';

interface Place {
  readonly sequence: number;
  readonly change: FixtureChange;
}

/** The feed of one store, and who listens to it. */
export interface MemoryChanges {
  readonly changes: NonNullable<FixtureStore['changes']>;
  readonly subscribe: NonNullable<FixtureStore['subscribe']>;
  append(tenant: TenantId, events: readonly FixtureEvent[]): void;
  /** Puts an event in the place of the last of those that it stands for. */
  compact(tenant: TenantId, event: FixtureEvent, replaces: readonly string[]): void;
  forget(tenant: TenantId): void;
  tell(hint: ChangeHint): void;
  end(): void;
}

/** The first place after a sequence; places are in order of theirs. */
function indexAfter(places: readonly Place[], sequence: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as Place).sequence > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The changes of one store in memory. */
export function memoryChanges(gate: Gate): MemoryChanges {
  let places: Place[] = [];
  let last = 0;
  const listeners = changeListeners();

  return {
    async changes(scope, { cursor, limit } = {}) {
      const sees = (tenant: TenantId) => mayReadTenant(scope, tenant);
      sees('');
      gate.enter('changes');
      if (cursor === 'now') {
        // The last place of its own: how much others write is none of a tenant's business.
        const place = places.findLast(({ change }) => sees(change.tenant))?.sequence ?? 0;
        return { items: [], cursor: changeCursors.write([place]) };
      }
      const [after] = changeCursors.read(cursor) ?? [0];
      const own: Place[] = [];
      for (let index = indexAfter(places, after); index < places.length; index++) {
        const place = places[index] as Place;
        if (sees(place.change.tenant)) own.push(place);
        if (own.length === pageLimit(limit)) break;
      }
      return {
        items: own.map(({ change }) => change),
        cursor: changeCursors.write([own.at(-1)?.sequence ?? after]),
      };
    },

    subscribe(scope, listener) {
      assertSystemScope(scope);
      gate.enter('subscribe');
      return listeners.add(listener);
    },

    append(tenant, events) {
      for (const event of events)
        places.push({ sequence: ++last, change: Object.freeze(changeOf(tenant, event)) });
    },

    compact(tenant, event, replaces) {
      const gone = new Set(replaces);
      const change = Object.freeze(changeOf(tenant, event));
      places = places.flatMap((place) => {
        const isOfIt = place.change.tenant === tenant && place.change.fixture === event.fixture;
        if (!isOfIt || !gone.has(place.change.event)) return [place];
        return place.change.event === event.id ? [{ ...place, change }] : [];
      });
    },

    forget(tenant) {
      places = places.filter(({ change }) => change.tenant !== tenant);
    },

    tell: listeners.tell,
    end: listeners.clear,
  };
}
