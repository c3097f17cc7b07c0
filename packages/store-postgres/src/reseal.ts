import {
  assertReseal,
  type FixtureEvent,
  type FixtureReseal,
  isSameJson,
  type SlackFixture,
  type TenantId,
} from '@localert/core';
import type { Database } from './database.ts';
import { documentOf, toJson } from './rows.ts';
import type { Query, Statement } from './session.ts';
import type { Step } from './transaction.ts';

/** Locked, so that nothing is written between the look and the replacement. */
const LOCK_ROW: Statement = {
  name: 'reseal:row',
  text: 'SELECT bytes, body FROM fixture WHERE tenant_id = $1 AND id = $2 FOR UPDATE',
};

const LOCK_EVENTS: Statement = {
  name: 'reseal:events',
  text: `SELECT revision, body FROM event WHERE tenant_id = $1 AND fixture_id = $2 AND revision = ANY($3::bigint[])
  ORDER BY revision FOR UPDATE`,
};

const WRITE_EVENTS: Statement = {
  name: 'reseal:write-events',
  text: `UPDATE event SET body = given.body::json FROM unnest($3::bigint[], $4::text[]) AS given (revision, body)
  WHERE tenant_id = $1 AND fixture_id = $2 AND event.revision = given.revision`,
};

const WRITE_ROW: Statement = {
  name: 'reseal:write-row',
  text: 'UPDATE fixture SET body = $3::json WHERE tenant_id = $1 AND id = $2',
};

const COUNT: Statement = {
  name: 'reseal:count',
  text: 'UPDATE total SET bytes = bytes + $2 WHERE tenant_id = $1',
};

/**
 * Replaces stored forms, in one transaction. Answers false, and changes nothing, when one is not what it was read as.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export async function resealFixture(
  database: Database,
  tenant: TenantId,
  change: FixtureReseal,
  audit: readonly Step[],
): Promise<boolean> {
  assertReseal(change);
  const { fixture, row, events } = change;
  const revisions = events.map(({ from }) => from.revision);

  async function isAsRead(query: Query, stored: string | undefined): Promise<boolean> {
    if (stored === undefined) return false;
    if (row !== undefined && !isSameJson(documentOf<SlackFixture>(stored, 'fixtures'), row.from))
      return false;
    const found = await query<{ revision: number; body: string }>(LOCK_EVENTS, [tenant, fixture, revisions]);
    const byRevision = new Map(found.map(({ revision, body }) => [revision, body]));
    return events.every(({ from }) => {
      const body = byRevision.get(from.revision);
      return body !== undefined && isSameJson(documentOf<FixtureEvent>(body, 'events'), from);
    });
  }

  return database.asSystem('reseal', async (query) => {
    const [stored] = await query<{ bytes: number; body: string }>(LOCK_ROW, [tenant, fixture]);
    if (!(await isAsRead(query, stored?.body))) return false;
    const bodies = events.map(({ to }) => toJson(to, 'reseal'));
    const steps: Step[] = [[WRITE_EVENTS, [tenant, fixture, revisions, bodies]], ...audit];
    if (row !== undefined) {
      const body = toJson(row.to, 'reseal');
      const longer = Buffer.byteLength(body) - (stored?.bytes ?? 0);
      steps.push([WRITE_ROW, [tenant, fixture, body]], [COUNT, [tenant, longer]]);
    }
    for (const step of steps) await query(...step);
    return true;
  });
}
