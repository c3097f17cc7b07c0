import type { TenantId } from '@localert/core';
import type { Connection, Row } from './connection.ts';

const FIND = 'SELECT id FROM lane WHERE tenant = ? AND grp = ?';
const MAKE = 'INSERT INTO lane (tenant, grp) VALUES (?, ?) RETURNING id';

const LEFT_EMPTY = `
  UPDATE lane SET idle = 0
  WHERE id = ? AND idle IS NULL AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.lane = ?1 AND ready IS NOT NULL)`;

const DROP_IDLE = 'DELETE FROM lane WHERE id IN (SELECT id FROM lane WHERE idle <= ? ORDER BY idle LIMIT ?)';

/** The number of a group's lane, which is made when there is none. Inside of a transaction. @param group - as JSON text */
export function laneOf(connection: Connection, tenant: TenantId, group: string): number {
  const { id } = connection.get(FIND, tenant, group) ?? (connection.get(MAKE, tenant, group) as Row);
  return id as number;
}

/** Gives back a lane that was made for an alert which then was not kept. */
export function giveBackLane(connection: Connection, lane: number): void {
  connection.run(LEFT_EMPTY, lane);
}

/** Removes up to `limit` lanes that have no alerts, and whose pace has no say any more. @param now - epoch milliseconds */
export function dropIdleLanes(connection: Connection, now: number, limit: number): void {
  connection.run(DROP_IDLE, now, limit);
}
