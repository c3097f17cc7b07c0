import {
  byText,
  compactionOf,
  DecryptFailedError,
  type FixtureEvent,
  type FixtureId,
  type InputIssue,
  InvalidInputError,
  KeyDestroyedError,
  type Progress,
  type TenantId,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { ACTIONS, theFixture } from './actions.ts';
import { audited } from './audited.ts';
import { SetupError } from './errors.ts';
import type { House } from './house.ts';
import { eventsOf } from './moments.ts';

/** Where a compaction is: hand it in again to go on from there. */
export interface CompactionPlace {
  readonly tenant: TenantId;
  readonly cursor?: string | undefined;
}

/** What stays of the history, and whose. */
export interface CompactOptions {
  /** An event stays when either says so. */
  readonly keep: {
    /** The newest events of each fixture, from 1. */
    readonly revisions?: number | undefined;
    /** Events that are not older than this, in milliseconds. */
    readonly forMs?: number | undefined;
  };
  /** Whose fixtures; default: those of every tenant in the directory. */
  readonly tenants?: Iterable<TenantId> | AsyncIterable<TenantId> | undefined;
  /** Only says what it would do. Default false. */
  readonly dryRun?: boolean | undefined;
  /** Goes on behind this place, which the progress told. */
  readonly after?: CompactionPlace | undefined;
  /** Is told after each page of fixtures; `total` is what was found so far. */
  readonly onProgress?: ((progress: Progress & { readonly after: CompactionPlace }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a compaction came to. */
export interface CompactionReport {
  readonly tenants: number;
  readonly fixtures: number;
  /** Fixtures whose log is shorter now, or would be. */
  readonly compacted: number;
  /** Events that are gone, or would be. */
  readonly removed: number;
  /** Fixtures that somebody else compacted just then; the next run looks again. */
  readonly missed: number;
  /** Fixtures whose key was destroyed. */
  readonly lost: number;
  /** Fixtures whose log does not open; it is as it was. */
  readonly failed: readonly { readonly tenant: TenantId; readonly fixture: FixtureId }[];
}

const PAGE = 100;

function assertOptions({ keep }: CompactOptions): void {
  const { revisions, forMs } = keep;
  const issues: InputIssue[] = [];
  if (revisions === undefined && forMs === undefined)
    issues.push({ path: 'keep', message: 'revisions, forMs or both' });
  if (revisions !== undefined && !(Number.isSafeInteger(revisions) && revisions >= 1))
    issues.push({ path: 'keep.revisions', message: 'a whole number from 1' });
  if (forMs !== undefined && !(Number.isFinite(forMs) && forMs >= 0))
    issues.push({ path: 'keep.forMs', message: 'milliseconds from 0' });
  if (issues.length > 0) throw new InvalidInputError({ what: 'compaction', issues });
}

/** The events that one is to stand for: the first ones that nothing says to keep. One event is short enough. */
function replaceable(
  events: readonly FixtureEvent[],
  { revisions = 1, forMs = Number.NEGATIVE_INFINITY }: CompactOptions['keep'],
  now: number,
): readonly FixtureEvent[] {
  const old = events.slice(0, Math.max(0, events.length - revisions));
  const young = forMs < 0 ? -1 : old.findIndex(({ at }) => at > now - forMs);
  const first = young < 0 ? old : old.slice(0, young);
  return first.length > 1 ? first : [];
}

async function* everyTenant(house: House): AsyncGenerator<TenantId> {
  let cursor: string | undefined;
  do {
    const page = await house.directory.list(house.system, { cursor, limit: PAGE });
    for (const { id } of page.items) yield id;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** Makes the log of one fixture shorter; answers how many events that takes away, `undefined` when somebody came first. */
async function compactFixture(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  { keep, dryRun = false }: CompactOptions,
): Promise<number | undefined> {
  const events: FixtureEvent[] = [];
  for await (const event of eventsOf(house, scope, id)) events.push(event);
  const replaced = replaceable(events, keep, house.clock.now());
  const removed = Math.max(0, replaced.length - 1);
  if (removed === 0 || dryRun) return removed;
  const compaction = compactionOf(replaced);
  const { revision } = compaction.event;
  return audited(house, scope, ACTIONS.compact, { ...theFixture(id), revision }, async (act) => {
    act.touches({}, { removed });
    const along = await act.along(house.store.audit !== undefined, compaction.event);
    const done = await house.store.compact?.(house.system, scope.tenant, { ...compaction, ...along });
    return done === true ? removed : undefined;
  });
}

/**
 * Makes logs shorter: of each fixture the first events become one. What rows show, and later revisions, stay as they are;
 * what was before can be neither shown nor rolled back to any more. Stopped, it goes on from a place, or is run again:
 * what is done is passed over.
 *
 * @throws LOCALERT_SETUP for a store that cannot, LOCALERT_INVALID_INPUT, the signal's reason
 */
export async function compactLogs(house: House, options: CompactOptions): Promise<CompactionReport> {
  house.assertOpen();
  assertOptions(options);
  const { signal, after, onProgress, tenants = everyTenant(house) } = options;
  if (house.store.compact === undefined) throw new SetupError({ needs: 'a store that compacts' });
  const report = { tenants: 0, fixtures: 0, compacted: 0, removed: 0, missed: 0, lost: 0 };
  const failed: { tenant: TenantId; fixture: FixtureId }[] = [];

  async function one(scope: TenantScope, id: FixtureId): Promise<void> {
    report.fixtures += 1;
    try {
      const removed = await compactFixture(house, scope, id, options);
      if (removed === undefined) report.missed += 1;
      else if (removed > 0) {
        report.compacted += 1;
        report.removed += removed;
      }
    } catch (error) {
      if (KeyDestroyedError.is(error)) report.lost += 1;
      else if (DecryptFailedError.is(error)) failed.push({ tenant: scope.tenant, fixture: id });
      else throw error;
    }
  }

  async function ofTenant(tenant: TenantId, from: string | undefined): Promise<void> {
    const scope = tenantScope({ tenant, actor: 'system:manager' });
    let cursor = from;
    do {
      const page = await house.store.list(scope, { limit: PAGE, cursor });
      for (const { id } of page.items) {
        signal?.throwIfAborted();
        await one(scope, id);
      }
      cursor = page.cursor;
      onProgress?.({ done: report.fixtures, total: report.fixtures, after: { tenant, cursor } });
    } while (cursor !== undefined);
  }

  for await (const tenant of tenants) {
    signal?.throwIfAborted();
    if (after !== undefined && byText(tenant, after.tenant) < 0) continue;
    // A place without a cursor is the end of its tenant.
    const isDone = after?.tenant === tenant && after.cursor === undefined;
    if (!isDone) await ofTenant(tenant, after?.tenant === tenant ? after.cursor : undefined);
    report.tenants += 1;
  }
  return { ...report, failed };
}
