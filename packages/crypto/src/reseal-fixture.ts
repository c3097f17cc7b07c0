import {
  type AuditRecord,
  DecryptFailedError,
  type FixtureEvent,
  InvalidInputError,
  isSameJson,
  type Replacement,
  type SlackFixture,
  systemScope,
  type TenantScope,
  uuidV7,
} from '@localert/core';
import type { TenantPolicy } from './encryption-policy.ts';
import { everyEvent } from './every-event.ts';
import { untilDone } from './key-records.ts';
import type { DataKey } from './keyring.ts';
import { RESEAL_ACTION, rowHashOf } from './row-hash.ts';
import {
  type ContentEvent,
  isContentEvent,
  isOfKey,
  isSameContent,
  openEvent,
  openRow,
  sealEvent,
} from './sealed-fixture.ts';
import { type StoreInside, sealModeOf } from './store-inside.ts';

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

/** The row with the content of the event that it was made from. */
export function rowWith(row: SlackFixture, { snapshot }: ContentEvent): SlackFixture {
  const { state, revision, createdAt, updatedAt } = row;
  return { ...snapshot, state, revision, createdAt, updatedAt };
}

/** The record that tells the trail of a row's new hash. */
export function resealRecord(
  { inside, scope, policy }: Omit<ResealJob, 'sealPlain'>,
  row: SlackFixture,
): AuditRecord {
  const at = inside.encryption.clock.now();
  const { tenant, actor } = scope;
  return {
    ...{ id: uuidV7(at), at, tenant, actor },
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

/** Whether a row is still sealed as an event was that another one stands for now. */
const isBehind = (row: SlackFixture, event: ContentEvent): boolean =>
  event.type === 'FixtureCompacted' && !isSameJson(rowWith(row, event), row);

/** Refuses a row that does not show the newest content. @throws LOCALERT_DECRYPT_FAILED */
async function assertShows(
  { inside, scope }: ResealJob,
  row: SlackFixture,
  event: ContentEvent,
): Promise<void> {
  const { keys } = inside.encryption;
  if (isSameJson(rowWith(row, event), row)) return;
  if (event.type === 'FixtureCompacted') {
    const [opened, whole] = [
      await openRow(keys, scope.tenant, row),
      await openEvent(keys, scope.tenant, event),
    ];
    if (isContentEvent(whole) && isSameContent(whole.snapshot, opened)) return;
  }
  throw new DecryptFailedError({ what: `fixture "${row.id}"` });
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
      else if (from === newest && (to !== undefined || isBehind(row, from))) {
        await assertShows(job, row, from);
        const next = rowWith(row, to ?? from);
        const audit = [resealRecord(job, next)];
        const events = to === undefined ? [] : [{ from, to }];
        const change = { fixture, row: { from: row, to: next }, events, audit };
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
