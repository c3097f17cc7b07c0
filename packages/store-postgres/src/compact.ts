import {
  assertCompaction,
  compacts,
  type FixtureCompaction,
  type FixtureEvent,
  type TenantId,
} from '@localert/core';
import type { Database } from './database.ts';
import { documentOf, toJson } from './rows.ts';
import type { Statement } from './session.ts';
import type { Step } from './transaction.ts';

/** Locked in their order: of several who compact at once, one wins and the others find other events. */
const LOCK_FIRST: Statement = {
  name: 'compact:events',
  text: `SELECT body FROM event WHERE tenant_id = $1 AND fixture_id = $2 AND revision <= $3
  ORDER BY revision FOR UPDATE`,
};

const DROP_FIRST: Statement = {
  name: 'compact:drop',
  text: 'DELETE FROM event WHERE tenant_id = $1 AND fixture_id = $2 AND revision < $3',
};

/** Its place in the feed of changes stays. */
const WRITE_LAST: Statement = {
  name: 'compact:write',
  text: `UPDATE event SET type = $4, body = $5::json
  WHERE tenant_id = $1 AND fixture_id = $2 AND revision = $3`,
};

/**
 * Puts one event in the place of the first ones, in one transaction. Answers false, and changes nothing, when they are
 * not those that it names.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export async function compactFixture(
  database: Database,
  tenant: TenantId,
  compaction: FixtureCompaction,
  audit: readonly Step[],
): Promise<boolean> {
  assertCompaction(compaction);
  const { fixture, event } = compaction;
  const body = toJson(event, 'compaction');
  return database.asSystem('compact', async (query) => {
    const key = [tenant, fixture, event.revision];
    const found = await query<{ body: string }>(LOCK_FIRST, key);
    const events = found.map((row) => documentOf<FixtureEvent>(row.body, 'events'));
    if (!compacts(compaction, events)) return false;
    await query(DROP_FIRST, key);
    await query(WRITE_LAST, [...key, event.type, body]);
    for (const step of audit) await query(...step);
    return true;
  });
}
