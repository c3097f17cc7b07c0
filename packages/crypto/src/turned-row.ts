import {
  DecryptFailedError,
  type FixtureEvent,
  type FixtureStore,
  type SlackFixture,
  type TenantScope,
} from '@localert/core';
import { contentRevisionOf, isContentEvent, isSameContent } from './sealed-fixture.ts';

const PAGE = 1_000;

/** Opens an event of the log, and refuses one that is plain and must not be. */
export type OpenEvent = (event: FixtureEvent) => Promise<FixtureEvent>;

/** Whether every event behind a content is there, and none of them brought another content. */
async function onlyTurned(
  inner: FixtureStore,
  scope: TenantScope,
  row: SlackFixture,
  openEvent: OpenEvent,
  opened: SlackFixture,
): Promise<boolean> {
  let since = contentRevisionOf(row) as number;
  let turns = 0;
  let cursor: string | undefined;
  do {
    const page = await inner.history(scope, row.id, { cursor, limit: PAGE });
    for (const event of page.items) {
      if (event.revision <= since || event.revision > row.revision) continue;
      if (!isContentEvent(event)) turns += 1;
      else if (event.type === 'FixtureCompacted' && (await bringsNothing(event))) {
        // It stands for the content and the turns up to it.
        since = event.revision;
      } else return false;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return turns === row.revision - since;

  async function bringsNothing(event: FixtureEvent): Promise<boolean> {
    const whole = await openEvent(event);
    return isContentEvent(whole) && isSameContent(whole.snapshot, opened);
  }
}

/**
 * Refuses a row whose content is older than the row itself, unless it was only archived and restored since: an earlier
 * content that was put into a later revision opens, for it is whole, but it does not belong there. Costs a look at the
 * history, for such rows alone. Of a compacted log the first event has to have the row's content.
 *
 * @param row - as it lies in the store
 * @param opened - the same, opened
 * @throws LOCALERT_DECRYPT_FAILED
 */
export async function assertOnlyTurned(
  inner: FixtureStore,
  scope: TenantScope,
  row: SlackFixture,
  openEvent: OpenEvent,
  opened: SlackFixture,
): Promise<void> {
  const since = contentRevisionOf(row) ?? row.revision;
  if (since === row.revision || (await onlyTurned(inner, scope, row, openEvent, opened))) return;
  // Removed or changed between the two looks: then the row that was opened was whole.
  const now = await inner.get(scope, row.id);
  if (now?.revision === row.revision) throw new DecryptFailedError({ what: `fixture "${row.id}"` });
}
