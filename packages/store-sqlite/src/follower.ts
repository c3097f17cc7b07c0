import { type ChangeHint, type ChangeListener, changeListeners } from '@localert/core';
import { dataVersion, lastPlace, lastTenantChange, readNames, readTenants } from './change-queries.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';

/** Tells listeners of what this process and others write. */
export interface Follower {
  add(listener: ChangeListener): () => void;
  tell(hint: ChangeHint): void;
  end(): void;
}

/** More than these at once are not told one by one. */
const MOST_HINTS = 1_000;

/** How far somebody has followed. */
interface Seen {
  readonly version: number;
  readonly place: number;
  readonly tenants: number;
}

const seenNow = (main: Connection): Seen => ({
  // First: what is written between the two looks is looked at once more, and not missed.
  version: dataVersion(main),
  place: lastPlace(main),
  tenants: lastTenantChange(main),
});

/** What others wrote since; the driver has no news of it, so it is asked for: one number, a microsecond. */
function hintsSince(
  main: Connection,
  seen: Seen,
): { readonly hints: readonly ChangeHint[]; readonly seen: Seen } {
  const [place, ownTenants] = [lastPlace(main), lastTenantChange(main)];
  const version = dataVersion(main);
  // Nobody else has written, so all that is there up to now is this process's, which was told of at once.
  if (version === seen.version) return { hints: [], seen: { version, place, tenants: ownTenants } };
  const names = readNames(main, seen.place, MOST_HINTS + 1);
  const tenants = readTenants(main, seen.tenants, MOST_HINTS + 1);
  const isGap = tenants[0] !== undefined && tenants[0].seq !== seen.tenants + 1;
  if (isGap || names.length > MOST_HINTS || tenants.length > MOST_HINTS)
    return { hints: [{ kind: 'all' }], seen: { ...seenNow(main), version } };
  return {
    hints: [
      ...tenants.map(({ tenant }) => ({ kind: 'tenant' as const, tenant })),
      ...names.map(({ tenant, fixture }) => ({ kind: 'fixture' as const, tenant, fixture })),
    ],
    seen: {
      version,
      place: names.at(-1)?.seq ?? seen.place,
      tenants: tenants.at(-1)?.seq ?? seen.tenants,
    },
  };
}

/** Follows one file while somebody listens, with a timer that keeps no process alive. */
export function createFollower(database: Database, followMs: number): Follower {
  const listeners = changeListeners();
  let timer: ReturnType<typeof setInterval> | undefined;
  let seen: Seen | undefined;

  function look(): void {
    try {
      const before = seen;
      if (before === undefined) return;
      const found = database.use('subscribe', (main) => hintsSince(main, before));
      seen = found.seen;
      for (const hint of found.hints) listeners.tell(hint);
    } catch {
      // A file that does not answer now: the next look goes on from the same place, so nothing is missed.
    }
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(listener) {
      const now = database.use('subscribe', seenNow);
      const remove = listeners.add(listener);
      // Nobody else can write to a database in memory.
      if (timer === undefined && database.file !== undefined) {
        seen = now;
        timer = setInterval(look, followMs).unref();
      }
      return () => {
        remove();
        if (listeners.size === 0) stop();
      };
    },
    tell: listeners.tell,
    end() {
      stop();
      listeners.clear();
    },
  };
}
