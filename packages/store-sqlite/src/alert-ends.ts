import type { Settlement, TenantId } from '@localert/core';
import { type AuditRow, keepAudit } from './audit-keep.ts';
import type { Connection } from './connection.ts';
import { laneOf } from './lanes.ts';

/** An end of a claim. Plain values only: it may come from another thread. */
export interface EndWork {
  readonly tenant: TenantId;
  readonly id: string;
  readonly lease: string;
  readonly kind: Settlement['kind'];
  /** Epoch milliseconds. */
  readonly at: number;
  readonly holdUntil?: number | undefined;
  readonly inDoubt: boolean;
  /** What a status shows of it, as JSON text. */
  readonly ending: string;
  /** Epoch milliseconds, kept with a retry. */
  readonly now: number;
}

const FIND_HELD = `
  SELECT alert.seq, alert.lane, holder, free FROM alert LEFT JOIN lane ON lane.id = alert.lane
  WHERE alert.tenant = ? AND alert.id = ? AND state = 'sending' AND lease = ?`;

/** What was posted is not needed again, and may be personal: what stays is what a status shows. */
const SHORTEN = `json_remove(body, '$.values', '$.payload', '$.plain', '$.destination', '$.fallback', '$.group',
  '$.dedupe', '$.requested', '$.follows', '$.purpose')`;

const END = 'ready = NULL, lane = NULL, lease = NULL';

const CHANGES: Readonly<Record<Settlement['kind'], string>> = {
  delivered: `
    UPDATE alert SET state = 'delivered', ${END}, settled = ?1, ending = json_patch(coalesce(ending, '{}'), ?3),
      body = ${SHORTEN} WHERE seq = ?5`,
  dropped: `
    UPDATE alert SET state = 'dropped', ${END}, settled = ?1, ending = ?3, body = ${SHORTEN} WHERE seq = ?5`,
  dead: `UPDATE alert SET state = 'dead', ${END}, settled = ?1, ending = ?3, doubt = ?4 WHERE seq = ?5`,
  retry: `
    UPDATE alert SET state = 'queued', ready = 0, due = ?1, lease = NULL, settled = ?2, ending = ?3, doubt = ?4
    WHERE seq = ?5`,
  release: `
    UPDATE alert SET state = 'queued', ready = 0, due = ?1, lease = NULL, attempts = attempts - 1 WHERE seq = ?5`,
};

/** The claim that held the lane has ended. */
const RELEASE_LANE = 'UPDATE lane SET open = ?1 IS NULL, until = ?1, free = ?1, holder = NULL WHERE id = ?2';

/** The lane has been open, or another's, since the lease was over. */
const HOLD_LANE = `
  UPDATE lane SET open = 0, free = ?1, until = CASE WHEN holder IS NULL THEN ?1 ELSE max(until, ?1) END WHERE id = ?2`;

/** Ends a claim; answers whether its lease was still held. */
export function endClaim(connection: Connection, work: EndWork): boolean {
  const { tenant, id, lease, kind, at, holdUntil, inDoubt, ending, now } = work;
  return connection.transaction(() => {
    const found = connection.get(FIND_HELD, tenant, id, lease);
    if (found === undefined) return false;
    const { seq, lane, holder, free } = found as Record<string, number | null>;
    const hold = free === null || free === undefined ? holdUntil : Math.max(free, holdUntil ?? free);
    // Before the alert, whose end may leave the lane empty until then.
    if (holder === seq) connection.run(RELEASE_LANE, hold ?? null, lane as number);
    else if (holdUntil !== undefined && hold !== undefined) connection.run(HOLD_LANE, hold, lane as number);
    connection.run(CHANGES[kind], at, now, ending, inDoubt ? 1 : 0, seq as number);
    return true;
  });
}

const FIND_DEAD =
  "SELECT seq, body -> '$.group' AS grp FROM alert WHERE tenant = ? AND id = ? AND state = 'dead'";

const REDRIVE = "UPDATE alert SET state = 'queued', ready = 1, due = ?, attempts = 0, lane = ? WHERE seq = ?";

/** Queues a dead letter again; answers whether there was one. @param now - epoch milliseconds */
export function redriveAlert(
  connection: Connection,
  tenant: TenantId,
  id: string,
  now: number,
  audit: readonly AuditRow[] = [],
): boolean {
  return connection.transaction(() => {
    const found = connection.get(FIND_DEAD, tenant, id);
    if (found === undefined) return false;
    const { seq, grp } = found;
    const lane = laneOf(connection, tenant, typeof grp === 'string' ? grp : '');
    connection.run(REDRIVE, now, lane, Number(seq));
    keepAudit(connection, tenant, audit);
    return true;
  });
}

/** Removes every alert of a tenant; answers how many. The lanes first: else each alert's going would be noted in them. */
export function purgeAlerts(connection: Connection, tenant: TenantId): number {
  return connection.transaction(() => {
    connection.run('DELETE FROM lane WHERE tenant = ?', tenant);
    return connection.run('DELETE FROM alert WHERE tenant = ?', tenant);
  });
}

const pruneOf = (state: string): string => `
  DELETE FROM alert WHERE seq IN (SELECT seq FROM alert WHERE tenant = ? AND state = '${state}' AND settled < ? LIMIT ?)`;

const PRUNE_DELIVERED = pruneOf('delivered');
const PRUNE_DROPPED = pruneOf('dropped');

/** Removes up to `limit` alerts that were delivered or dropped before a time. @param before - epoch milliseconds */
export function pruneAlerts(connection: Connection, tenant: TenantId, before: number, limit: number): number {
  return connection.transaction(() => {
    const delivered = connection.run(PRUNE_DELIVERED, tenant, before, limit);
    return delivered + connection.run(PRUNE_DROPPED, tenant, before, limit - delivered);
  });
}
