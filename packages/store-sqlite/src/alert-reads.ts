import type { AlertStatus, OutboxDepth, QueuedAlert, TenantId } from '@localert/core';
import type { Connection, Row } from './connection.ts';
import { bodyOf, numberOf, textOf } from './rows.ts';

const STATUS_COLUMNS = 'seq, state, attempts, suppressed, settled, ending, body';

function alertOf(row: Row): QueuedAlert {
  const body: { readonly id?: unknown } = bodyOf(row, 'alerts');
  // Written by this store from a `QueuedAlert`; one that has ended has lost what a status does not show.
  return body as QueuedAlert;
}

export function statusOf(row: Row): AlertStatus {
  const { id, fixture, locale, severity, createdAt } = alertOf(row);
  const { settled, ending, suppressed } = row;
  return {
    ...{ id, fixture, locale, severity },
    state: textOf(row, 'state') as AlertStatus['state'],
    attempts: numberOf(row, 'attempts'),
    createdAt,
    ...(settled !== null && { settledAt: numberOf(row, 'settled') }),
    ...(suppressed !== 0 && { suppressed: numberOf(row, 'suppressed') }),
    ...(typeof ending === 'string' && (JSON.parse(ending) as Pick<AlertStatus, 'code' | 'ref' | 'degraded'>)),
  };
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

const DUE_HEAD = `
  SELECT alert.due FROM lane CROSS JOIN alert ON alert.seq = lane.head
  WHERE open = 1 AND lane.rank IS NOT NULL ORDER BY lane.rank, head LIMIT 1`;
const DUE_WAITING = 'SELECT due FROM alert WHERE ready = 0 ORDER BY due LIMIT 1';
const DUE_LANE = 'SELECT until AS due FROM lane WHERE open = 0 AND rank IS NOT NULL ORDER BY until LIMIT 1';

export function nextDueTime(connection: Connection): number | undefined {
  const times = [DUE_HEAD, DUE_WAITING, DUE_LANE].flatMap((sql) => {
    const row = connection.get(sql);
    return row === undefined ? [] : [numberOf(row, 'due')];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

const DEPTH = `
  SELECT live.alerts AS live, ready.alerts + waiting.alerts AS sending, dead.alerts AS dead
  FROM
    (SELECT count(*) AS alerts FROM alert WHERE ready IS NOT NULL) AS live,
    (SELECT count(*) AS alerts FROM alert WHERE ready IS NOT NULL AND ready = 1 AND state = 'sending' AND ?1 IS NULL) AS ready,
    (SELECT count(*) AS alerts FROM alert WHERE ready = 0 AND state = 'sending' AND (?1 IS NULL OR due > ?1)) AS waiting,
    (SELECT count(*) AS alerts FROM alert WHERE state = 'dead') AS dead`;

/** @param now - epoch milliseconds: claims whose lease is over by then count as queued */
export function readDepth(connection: Connection, now?: number): OutboxDepth {
  const row = connection.get(DEPTH, now ?? null) as Row;
  const sending = numberOf(row, 'sending');
  return { queued: numberOf(row, 'live') - sending, sending, dead: numberOf(row, 'dead') };
}
