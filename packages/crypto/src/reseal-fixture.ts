import {
  type AuditRecord,
  DecryptFailedError,
  type FixtureEvent,
  type FixtureStore,
  InvalidInputError,
  isSameJson,
  type Replacement,
  type SlackFixture,
  systemScope,
  type TenantScope,
  uuidV7,
} from '@localert/core';
import { type StoreInside, sealModeOf } from './encrypted-store.ts';
import type { TenantPolicy } from './encryption-policy.ts';
import { untilDone } from './key-records.ts';
import type { DataKey } from './keyring.ts';
import { RESEAL_ACTION, rowHashOf } from './row-hash.ts';
import { type ContentEvent, isContentEvent, isOfKey, openEvent, sealEvent } from './sealed-fixture.ts';

const SCOPE = systemScope('reseal');

/** Old events that are put in place at once. */
const BATCH = 50;

/** What became of one fixture. `plain`: it is not sealed, and was not to be. */
export type Resealing = 'done' | 'current' | 'plain';

/** What the resealing of a tenant's fixtures has in common. */
export interface ResealJob {
  readonly inside: StoreInside;
  readonly scope: TenantScope;
  readonly policy: TenantPolicy;
  readonly sealPlain: boolean;
}

async function everyEvent(
  inner: FixtureStore,
  scope: TenantScope,
  fixture: string,
): Promise<readonly FixtureEvent[]> {
  const events: FixtureEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await inner.history(scope, fixture, { limit: 1_000, cursor });
    events.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return events;
}

/** The row with the content of the event that it was made from. */
function rowWith(row: SlackFixture, { snapshot }: ContentEvent): SlackFixture {
  const { state, revision, createdAt, updatedAt } = row;
  return { ...snapshot, state, revision, createdAt, updatedAt };
}

function recordOf({ inside, scope, policy }: ResealJob, row: SlackFixture): AuditRecord {
  const at = inside.encryption.clock.now();
  const { tenant, actor } = scope;
  return {
    ...{ id: uuidV7(at, crypto.getRandomValues(new Uint8Array(10))), at, tenant, actor },
    ...{ action: RESEAL_ACTION, outcome: 'success', frameworks: policy.frameworks },
    resource: { kind: 'fixture', id: row.id, revision: row.revision },
    rowHash: rowHashOf(row),
  };
}

/** The event under the key of today; `undefined` when it is that already. */
async function renewed(
  { inside, scope, policy, sealPlain }: ResealJob,
  key: DataKey,
  event: ContentEvent,
): Promise<ContentEvent | 'plain' | undefined> {
  const { sealed } = event.snapshot;
  const mode = sealModeOf(policy.level, event);
  if (sealed !== undefined && isOfKey(sealed, key, mode)) return undefined;
  if (sealed === undefined && !sealPlain) return 'plain';
  const opened = await openEvent(inside.encryption.keys, scope.tenant, event);
  return sealEvent(key, scope.tenant, opened as ContentEvent, mode);
}

/**
 * Seals a fixture's row and events anew where they are plain or under an old key. The newest content is put in place
 * together with the row that shows it and the record of the row's new hash.
 */
export function resealFixture(job: ResealJob, fixture: string): Promise<Resealing> {
  const { inside, scope } = job;
  const { inner, encryption } = inside;
  if (inner.reseal === undefined) {
    const issues = [{ path: 'store', message: 'a store that has reseal' }];
    throw new InvalidInputError({ what: 'reseal', issues });
  }
  const reseal = inner.reseal.bind(inner);

  return untilDone(async () => {
    const row = await inner.get(scope, fixture);
    if (row === undefined) return 'current';
    const key = await encryption.keys.current(scope.tenant, fixture);
    const contents = (await everyEvent(inner, scope, fixture)).filter(isContentEvent);
    const newest = contents.at(-1);
    const older: Replacement<FixtureEvent>[] = [];
    let found: Resealing = 'current';
    for (const from of contents) {
      const to = await renewed(job, key, from);
      if (to === 'plain') found = 'plain';
      else if (to !== undefined && from !== newest) older.push({ from, to });
      else if (to !== undefined && from === newest) {
        if (!isSameJson(rowWith(row, from), row))
          throw new DecryptFailedError({ what: `fixture "${fixture}"` });
        const next = rowWith(row, to);
        const audit = [recordOf(job, next)];
        const change = { fixture, row: { from: row, to: next }, events: [{ from, to }], audit };
        if (!(await reseal(SCOPE, scope.tenant, change))) return undefined;
        found = 'done';
      }
    }
    for (let start = 0; start < older.length; start += BATCH) {
      const events = older.slice(start, start + BATCH);
      if (!(await reseal(SCOPE, scope.tenant, { fixture, events }))) return undefined;
      found = 'done';
    }
    return found;
  });
}
