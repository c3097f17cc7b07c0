import type {
  AuditResource,
  FixtureDiff,
  FixtureId,
  FixtureMoment,
  SlackFixture,
  TenantScope,
} from '@localert/core';
import { type ACTIONS, theFixture } from './actions.ts';
import type { Act } from './audited.ts';
import type { House } from './house.ts';
import { type DiffOptions, diffRevisions, fixtureAtMoment } from './moments.ts';
import { type RollbackOptions, rollBack } from './rollback.ts';
import type { Saved } from './save.ts';
import { type WatchedChange, type WatchOptions, watchFixtures } from './watch.ts';

/** What one actor can do with the history of a tenant's fixtures. */
export interface HistoryOperations {
  /**
   * The fixture as it was: at a revision, or at a time in epoch milliseconds. Of a compacted log, what was before is
   * gone. Permission `fixture:read`.
   *
   * @throws LOCALERT_NOT_FOUND for a revision that is not there, LOCALERT_INVALID_INPUT
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * export const yesterday = (acme: TenantClient) => acme.at('disk_full', { time: Date.now() - 86_400_000 });
   * ```
   */
  at(id: FixtureId, moment: FixtureMoment): Promise<SlackFixture>;
  /**
   * What is another between two revisions: by locale and message, and what else. Permission `fixture:read`.
   *
   * @throws LOCALERT_NOT_FOUND for a revision that is not there, LOCALERT_INVALID_INPUT
   */
  diff(id: FixtureId, options: DiffOptions): Promise<FixtureDiff>;
  /**
   * Makes the content of an earlier revision the newest one, as another revision. It asks for what the same change by
   * `update` would, and has to pass the rules of today. Drafts that wait stay. Permission `fixture:write`, and those for
   * texts and reviews that change with it.
   *
   * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_FIXTURE_IN_CODE, LOCALERT_FIXTURE_NOT_ACTIVE,
   *   LOCALERT_REVISION_CONFLICT, LOCALERT_NOT_FOUND, LOCALERT_INVALID_INPUT
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * export const undo = (acme: TenantClient) => acme.rollback('disk_full', { to: 3, expectedRevision: 4 });
   * ```
   */
  rollback(id: FixtureId, options: RollbackOptions): Promise<Saved>;
  /**
   * Tells of every change of the tenant's fixtures that the actor may read, each at least once, those of a fixture in
   * their order; by whichever process. It has no end of its own: stop it by the signal, or leave the loop. A store that
   * does not answer for a while is waited for. Permission `fixture:read`, asked again for each change.
   *
   * @throws LOCALERT_SETUP where the store keeps no feed, LOCALERT_INVALID_INPUT for a cursor that is none,
   *   LOCALERT_MANAGER_CLOSED when the manager is closed meanwhile
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * declare function readCursor(): string | undefined;
   * declare function keepCursor(cursor: string): Promise<void>;
   *
   * export async function follow(acme: TenantClient, signal: AbortSignal): Promise<void> {
   *   for await (const { fixture, revision, type, cursor } of acme.watch({ from: readCursor(), signal })) {
   *     console.log(`${fixture} is at ${revision}: ${type}`);
   *     await keepCursor(cursor); // after the work: what was not finished comes again
   *   }
   * }
   * ```
   */
  watch(options?: WatchOptions): AsyncIterable<WatchedChange>;
}

/** Binds the operations to a scope. */
export function historyOperations(
  house: House,
  scope: TenantScope,
  act: <Result>(
    operation: keyof typeof ACTIONS,
    resource: AuditResource,
    work: (acting: Act) => Promise<Result>,
  ) => Promise<Result>,
): HistoryOperations {
  return {
    at: (id, moment) => act('at', theFixture(id), () => fixtureAtMoment(house, scope, id, moment)),
    diff: (id, options) => act('diff', theFixture(id), () => diffRevisions(house, scope, id, options)),
    rollback: (id, options) =>
      act('rollback', theFixture(id), (acting) => rollBack(house, scope, id, options, acting)),
    watch: (options = {}) =>
      watchFixtures(house, scope, options, (begin) => act('watch', { kind: 'fixture' }, begin)),
  };
}
