import type { DurableReceipt, TenantId } from '@localert/core';
import { type AuditRow, keepAudit } from './audit-keep.ts';
import type { Connection } from './connection.ts';
import { giveBackLane, laneOf } from './lanes.ts';
import { isFaultOfRow } from './result-codes.ts';

/** An alert as it goes into the table. Plain values only: it may come from another thread. */
export interface AlertRow {
  readonly tenant: TenantId;
  readonly id: string;
  /** As JSON text, like the key: half a character is a character of its own there. */
  readonly group: string;
  readonly rank: number;
  readonly priority: number;
  readonly created: number;
  /** From when on it is claimed; absent for at once, whatever its sender's clock says. */
  readonly notBefore?: number | undefined;
  readonly dedupe?: { readonly key: string; readonly windowMs: number } | undefined;
  /** The alert as JSON text, as it was when it was handed over. */
  readonly body: string;
  readonly audit: readonly AuditRow[];
}

/** What a row came to. */
export type InsertOutcome = { readonly receipt: DurableReceipt } | { readonly fault: unknown };

/** An earlier alert that stands hours ahead, by a clock that was set back since, is in no window of now. */
const EARLIER = `
  SELECT seq, id FROM alert
  WHERE tenant = ? AND dedupe = ? AND created > ? AND created < ? AND state <> 'dead' ORDER BY created DESC LIMIT 1`;

const IS_THERE = 'SELECT 1 FROM alert WHERE tenant = ? AND id = ?';
const COUNT = 'UPDATE alert SET suppressed = suppressed + 1 WHERE seq = ? RETURNING suppressed';

const INSERT = `
  INSERT INTO alert (tenant, id, state, ready, due, priority, rank, lane, created, dedupe, body)
  VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING`;

/** The lanes that a transaction has seen: alerts of a flood go into few. */
export type SeenLanes = Map<string, number>;

function duplicateOf(
  connection: Connection,
  { tenant, id, created, dedupe }: AlertRow,
): DurableReceipt | undefined {
  if (dedupe === undefined) return undefined;
  const { key, windowMs } = dedupe;
  const earlier = connection.get(EARLIER, tenant, key, created - windowMs, created + windowMs);
  if (earlier === undefined) return undefined;
  // Handed in again, it is no duplicate of another.
  if (connection.get(IS_THERE, tenant, id) !== undefined) return { id, duplicateOf: id };
  const suppressed = connection.get(COUNT, Number(earlier['seq']))?.['suppressed'];
  return { id, duplicateOf: String(earlier['id']), suppressed: Number(suppressed) };
}

function insert(connection: Connection, row: AlertRow, lanes: SeenLanes): DurableReceipt {
  const duplicate = duplicateOf(connection, row);
  if (duplicate !== undefined) return duplicate;
  const { tenant, id, group, rank, priority, created, notBefore, dedupe, body } = row;
  const name = `${tenant}\n${group}`;
  const lane = lanes.get(name) ?? laneOf(connection, tenant, group);
  lanes.set(name, lane);
  let made = 0;
  try {
    const ready = notBefore === undefined ? 1 : 0;
    const due = notBefore ?? created;
    const key = dedupe?.key ?? null;
    made = connection.run(INSERT, tenant, id, ready, due, priority, rank, lane, created, key, body);
    return made === 0 ? { id, duplicateOf: id } : { id };
  } finally {
    if (made === 0) giveBackLane(connection, lane);
  }
}

/** Inserts an alert with its audit records, inside of a transaction. One that cannot be kept harms no neighbour. */
export function insertAlert(connection: Connection, row: AlertRow, lanes: SeenLanes): InsertOutcome {
  let receipt: DurableReceipt;
  try {
    receipt = insert(connection, row, lanes);
  } catch (fault) {
    if (!isFaultOfRow(fault)) throw fault;
    return { fault };
  }
  // Outside of the attempt: a fault here takes back the whole batch, so that no alert stays without its record.
  keepAudit(connection, row.tenant, row.audit);
  return { receipt };
}
