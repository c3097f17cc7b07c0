import { randomUUID } from 'node:crypto';
import type {
  AlertStatus,
  ClaimedAlert,
  ClaimRequest,
  OutboxDepth,
  QueuedAlert,
  Settlement,
  TenantId,
} from '@localert/core';
import type { Connection, Row } from './connection.ts';
import { bodyOf, numberOf, textOf, toJson } from './rows.ts';

/** Alerts that become ready in one claim: bounds how long it can take after a long outage. */
const MAX_PROMOTED = 10_000;

const ANY_DUE = `
  SELECT 1 WHERE EXISTS (SELECT 1 FROM alert WHERE ready = 1) OR EXISTS (SELECT 1 FROM alert WHERE ready = 0 AND due <= ?)`;

const PROMOTE = `
  UPDATE alert SET ready = 1
  WHERE seq IN (SELECT seq FROM alert WHERE ready = 0 AND due <= ? ORDER BY due LIMIT ${MAX_PROMOTED})`;

const CLAIM = `
  UPDATE alert SET state = 'sending', ready = 0, due = ?, attempts = attempts + 1, lease = ?
  WHERE seq IN (SELECT seq FROM alert WHERE ready = 1 ORDER BY priority, seq LIMIT ?)
  RETURNING seq, priority, tenant, attempts, body`;

const SET_ASIDE = `
  UPDATE alert SET state = 'dead', ready = NULL, lease = NULL, settled = ?, ending = '{"code":"store_corrupt"}' WHERE seq = ?`;

const HELD = "WHERE tenant = ? AND id = ? AND state = 'sending' AND lease = ?";

/** What was posted is not needed again, and may be personal: what stays is what a status shows. */
const DELIVER = `
  UPDATE alert SET state = 'delivered', ready = NULL, lease = NULL, settled = ?,
    ending = json_patch(coalesce(ending, '{}'), ?),
    body = json_remove(body, '$.values', '$.payload', '$.plain', '$.destination', '$.group', '$.dedupe', '$.requested')
  ${HELD}`;

const BURY = `UPDATE alert SET state = 'dead', ready = NULL, lease = NULL, settled = ?, ending = ? ${HELD}`;
const RETRY = `UPDATE alert SET state = 'queued', ready = 0, due = ?, lease = NULL, settled = ?, ending = ? ${HELD}`;
const RELEASE = `UPDATE alert SET state = 'queued', ready = 0, due = ?, lease = NULL, attempts = attempts - 1 ${HELD}`;

const STATUS_COLUMNS = 'seq, state, attempts, settled, ending, body';

/** A row and where it stands in the line. */
interface Placed {
  readonly seq: number;
  readonly priority: number;
  readonly claim: ClaimedAlert;
}

function alertOf(row: Row): QueuedAlert {
  const body: { readonly id?: unknown } = bodyOf(row, 'alerts');
  // Written by this store from a `QueuedAlert`; a delivered one has lost what a status does not show.
  return body as QueuedAlert;
}

export function statusOf(row: Row): AlertStatus {
  const { id, fixture, locale, severity, createdAt } = alertOf(row);
  const { settled, ending } = row;
  return {
    ...{ id, fixture, locale, severity },
    state: textOf(row, 'state') as AlertStatus['state'],
    attempts: numberOf(row, 'attempts'),
    createdAt,
    ...(settled !== null && { settledAt: numberOf(row, 'settled') }),
    ...(typeof ending === 'string' && (JSON.parse(ending) as Pick<AlertStatus, 'code' | 'ref' | 'degraded'>)),
  };
}

/** Claims what is due. A row that cannot be read is set aside as a dead letter: it must not stop the others. */
export function claimAlerts(
  connection: Connection,
  { now, leaseMs, limit }: ClaimRequest,
): readonly ClaimedAlert[] {
  // Most looks find nothing: they do not take the write lock.
  if (!(limit >= 1) || connection.get(ANY_DUE, now) === undefined) return [];
  const lease = randomUUID();
  const placed = connection.transaction(() => {
    connection.run(PROMOTE, now);
    const rows = connection.all(CLAIM, now + leaseMs, lease, Math.floor(limit));
    return rows.flatMap((row): Placed[] => {
      const seq = numberOf(row, 'seq');
      try {
        const claim = {
          tenant: textOf(row, 'tenant'),
          alert: alertOf(row),
          attempt: numberOf(row, 'attempts'),
          lease,
        };
        return [{ seq, priority: numberOf(row, 'priority'), claim }];
      } catch {
        connection.run(SET_ASIDE, now, seq);
        return [];
      }
    });
  });
  // RETURNING keeps no order (https://sqlite.org/lang_returning.html, section 3).
  return placed
    .sort((left, right) => left.priority - right.priority || left.seq - right.seq)
    .map(({ claim }) => claim);
}

/** Answers whether the lease was still held. @param now - epoch milliseconds, kept with a retry */
export function settleAlert(
  connection: Connection,
  claim: ClaimedAlert,
  settlement: Settlement,
  now: number,
): boolean {
  const held = [claim.tenant, claim.alert.id, claim.lease] as const;
  const { at } = settlement;
  switch (settlement.kind) {
    case 'delivered': {
      const { ref, degraded } = settlement;
      const ending = { ...(ref && { ref }), ...(degraded && { degraded }) };
      return connection.run(DELIVER, at, toJson(ending, 'settlement'), ...held) > 0;
    }
    case 'retry':
      return connection.run(RETRY, at, now, toJson({ code: settlement.code }, 'settlement'), ...held) > 0;
    case 'release':
      return connection.run(RELEASE, at, ...held) > 0;
    case 'dead':
      return connection.run(BURY, at, toJson({ code: settlement.code }, 'settlement'), ...held) > 0;
  }
}

export function readStatus(connection: Connection, tenant: TenantId, id: string): AlertStatus | undefined {
  const row = connection.get(`SELECT ${STATUS_COLUMNS} FROM alert WHERE tenant = ? AND id = ?`, tenant, id);
  return row && statusOf(row);
}

/** The sort key of a dead letter. */
export type DeadKey = readonly [settled: number, seq: number];

/** One row more than `limit` says that there is another page. */
export function listDead(
  connection: Connection,
  tenant: TenantId,
  after: DeadKey | undefined,
  limit: number,
): readonly Row[] {
  const rest = after === undefined ? '' : 'AND (settled, seq) < (?, ?)';
  const sql = `SELECT ${STATUS_COLUMNS} FROM alert WHERE tenant = ? AND state = 'dead' ${rest} ORDER BY settled DESC, seq DESC LIMIT ?`;
  return connection.all(sql, tenant, ...(after ?? []), limit + 1);
}

export const deadKeyOf = (row: Row): DeadKey => [numberOf(row, 'settled'), numberOf(row, 'seq')];

export function redriveAlert(connection: Connection, tenant: TenantId, id: string, now: number): boolean {
  const sql =
    "UPDATE alert SET state = 'queued', ready = 1, due = ?, attempts = 0 WHERE tenant = ? AND id = ? AND state = 'dead'";
  return connection.run(sql, now, tenant, id) > 0;
}

export function nextDueTime(connection: Connection): number | undefined {
  const ready = connection.get('SELECT due FROM alert WHERE ready = 1 ORDER BY priority, seq LIMIT 1');
  const waiting = connection.get('SELECT due FROM alert WHERE ready = 0 ORDER BY due LIMIT 1');
  const times = [ready, waiting].flatMap((row) => (row === undefined ? [] : [numberOf(row, 'due')]));
  return times.length === 0 ? undefined : Math.min(...times);
}

const DEPTH = `
  SELECT ready.alerts + waiting.alerts AS live, ready.sending + waiting.sending AS sending, dead.alerts AS dead
  FROM
    (SELECT count(*) AS alerts, total(state = 'sending') AS sending FROM alert WHERE ready = 1) AS ready,
    (SELECT count(*) AS alerts, total(state = 'sending') AS sending FROM alert WHERE ready = 0) AS waiting,
    (SELECT count(*) AS alerts FROM alert WHERE state = 'dead') AS dead`;

export function readDepth(connection: Connection): OutboxDepth {
  const row = connection.get(DEPTH) as Row;
  const sending = numberOf(row, 'sending');
  return { queued: numberOf(row, 'live') - sending, sending, dead: numberOf(row, 'dead') };
}

/** Removes up to `limit` delivered alerts. */
export function pruneDelivered(
  connection: Connection,
  tenant: TenantId,
  before: number,
  limit: number,
): number {
  const sql = `DELETE FROM alert WHERE seq IN (
    SELECT seq FROM alert WHERE tenant = ? AND state = 'delivered' AND settled < ? LIMIT ?)`;
  return connection.run(sql, tenant, before, limit);
}
