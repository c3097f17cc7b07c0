import { DecryptFailedError, type FixtureStore, type SlackFixture, type TenantScope } from '@localert/core';
import { contentRevisionOf, isContentEvent } from './sealed-fixture.ts';

const PAGE = 1_000;

/** Whether every event behind a content is there, and none of them brought another content. */
async function onlyTurned(
  inner: FixtureStore,
  scope: TenantScope,
  row: SlackFixture,
  since: number,
): Promise<boolean> {
  let turns = 0;
  let cursor: string | undefined;
  do {
    const page = await inner.history(scope, row.id, { cursor, limit: PAGE });
    const later = page.items.filter(({ revision }) => revision > since && revision <= row.revision);
    if (later.some(isContentEvent)) return false;
    turns += later.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return turns === row.revision - since;
}

/**
 * Refuses a row whose content is older than the row itself, unless it was only archived and restored since: an earlier
 * content that was put into a later revision opens, for it is whole, but it does not belong there. Costs a look at the
 * history, for such rows alone.
 *
 * @throws LOCALERT_DECRYPT_FAILED
 */
export async function assertOnlyTurned(
  inner: FixtureStore,
  scope: TenantScope,
  row: SlackFixture,
): Promise<void> {
  const since = contentRevisionOf(row) ?? row.revision;
  if (since === row.revision || (await onlyTurned(inner, scope, row, since))) return;
  // Removed or changed between the two looks: then the row that was opened was whole.
  const now = await inner.get(scope, row.id);
  if (now?.revision === row.revision) throw new DecryptFailedError({ what: `fixture "${row.id}"` });
}
