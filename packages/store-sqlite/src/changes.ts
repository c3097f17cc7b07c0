import {
  assertSystemScope,
  type ChangeHint,
  type ChangePage,
  type ChangeRequest,
  changeCursors,
  type FixtureStore,
  mayReadTenant,
  pageLimit,
  type Scope,
} from '@localert/core';
import { lastPlace, readChanges } from './change-queries.ts';
import type { Database } from './database.ts';
import { createFollower } from './follower.ts';

/** The feed of one file, and who listens to it. */
export interface SqliteChanges {
  readonly changes: NonNullable<FixtureStore['changes']>;
  readonly subscribe: NonNullable<FixtureStore['subscribe']>;
  /** Tells those who listen to this store at once. */
  tell(hint: ChangeHint): void;
  end(): void;
}

/** @throws LOCALERT_INVALID_SCOPE */
function tenantOf(scope: Scope): string | undefined {
  // Proves the scope, whosever it is.
  mayReadTenant(scope, '');
  return scope.kind === 'tenant' ? scope.tenant : undefined;
}

/** @param followMs - how often it is looked whether another process has written, while somebody listens */
export function sqliteChanges(database: Database, followMs: number): SqliteChanges {
  const follower = createFollower(database, followMs);

  function pageAfter(tenant: string | undefined, after: number, limit: number): ChangePage {
    const places = database.use('changes', (main) => readChanges(main, tenant, after, limit));
    return {
      items: places.map(({ change }) => change),
      cursor: changeCursors.write([places.at(-1)?.seq ?? after]),
    };
  }

  return {
    async changes(scope, { cursor, limit }: ChangeRequest = {}) {
      const tenant = tenantOf(scope);
      if (cursor === 'now') {
        const place = database.use('changes', (main) => lastPlace(main, tenant));
        return { items: [], cursor: changeCursors.write([place]) };
      }
      const [after] = changeCursors.read(cursor) ?? [0];
      return pageAfter(tenant, after, pageLimit(limit));
    },

    subscribe(scope, listener) {
      assertSystemScope(scope);
      return follower.add(listener);
    },

    tell: follower.tell,
    end: follower.end,
  };
}
