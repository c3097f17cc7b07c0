import { randomUUID } from 'node:crypto';
import type { ClaimRequest, TenantId } from '@localert/core';
import type { Connection, Row } from './connection.ts';
import { dropIdleLanes } from './lanes.ts';

/** A claim to be made. Plain values only: it may come from another thread. */
export interface ClaimWork extends ClaimRequest {
  /** Epoch milliseconds: what holds a group until a later time was written by a clock that was set back since. */
  readonly holdsUntil: number;
}

/** A claimed alert as it stands in the table. */
export interface ClaimedRow {
  readonly tenant: TenantId;
  readonly body: string;
  readonly attempt: number;
  readonly lease: string;
  readonly inDoubt: boolean;
}

/** Alerts, and lanes, that become ready in one claim: bounds how long it can take after a long outage. */
const MAX_PROMOTED = 10_000;

/** Alerts that a claim ahead of time looks at; past that it takes those that are due first. */
const MAX_AHEAD = 1_000;

/** Lanes without alerts that a claim removes, beside two for each alert that it was asked for. */
const MAX_DROPPED = 100;

const HELD_TOO_FAR = 'open = 0 AND rank IS NOT NULL AND until > ? AND holder IS NULL';

const ANY_DUE = `
  SELECT 1 WHERE EXISTS (SELECT 1 FROM lane WHERE open = 1 AND rank IS NOT NULL)
  OR EXISTS (SELECT 1 FROM alert WHERE ready = 0 AND due <= ?1)
  OR EXISTS (SELECT 1 FROM lane WHERE open = 0 AND rank IS NOT NULL AND until <= ?1)
  OR EXISTS (SELECT 1 FROM lane WHERE ${HELD_TOO_FAR.replace('?', '?2')})`;

const PROMOTE = `
  UPDATE alert SET ready = 1
  WHERE seq IN (SELECT seq FROM alert WHERE ready = 0 AND due <= ? ORDER BY due LIMIT ${MAX_PROMOTED})`;

const OPEN = `
  UPDATE lane SET open = 1, holder = NULL WHERE id IN (
    SELECT id FROM lane WHERE open = 0 AND rank IS NOT NULL AND until <= ? ORDER BY until LIMIT ${MAX_PROMOTED})`;

const OPEN_TOO_FAR = `
  UPDATE lane SET open = 1 WHERE id IN (SELECT id FROM lane WHERE ${HELD_TOO_FAR} LIMIT ${MAX_PROMOTED})`;

/** Core's `takeTurn` as an expression: one statement serves all lanes of a claim. ?1 now, ?3 everyMs, ?4 burst. */
const NEXT = 'max(?1, min(coalesce(next, ?1), ?1 + ?4 * ?3)) + ?3';
const FREE = `CASE WHEN ?3 IS NULL THEN free ELSE ${NEXT} - (?4 - 1) * ?3 END`;

/** Takes lanes for as long as the lease lasts (?2 is its end). */
const TAKE = `
  UPDATE lane SET open = 0, until = max(?2, coalesce(${FREE}, ?2)), free = ${FREE},
    next = CASE WHEN ?3 IS NULL THEN next ELSE ${NEXT} END, holder = `;

const TAKE_FIRST = `${TAKE} head
  WHERE id IN (SELECT id FROM lane WHERE open = 1 AND rank IS NOT NULL ORDER BY rank, head LIMIT ?5)
  RETURNING id, holder`;

const TAKE_ONE = `${TAKE} ?6 WHERE id = ?5`;

/** A lease that is over, without an end: nobody has told whether it was posted. */
const CLAIM = `
  UPDATE alert SET state = 'sending', ready = 0, due = ?, attempts = attempts + 1, lease = ?,
    doubt = (doubt <> 0 OR state = 'sending')
  WHERE seq IN (SELECT value FROM json_each(?))
  RETURNING seq, rank, lane, tenant, attempts, doubt, body`;

const SET_ASIDE = `
  UPDATE alert SET state = 'dead', ready = NULL, lane = NULL, lease = NULL, settled = ?,
    ending = '{"code":"store_corrupt"}' WHERE seq = ?`;

const GIVE_BACK = 'UPDATE lane SET open = free IS NULL, until = free, holder = NULL WHERE id = ?';

const OF_TENANTS = 'IN (SELECT value FROM json_each(?1))';

/** Whether no claim of the lane is out. What its pace holds is not taken. */
const NOT_TAKEN = `
  NOT EXISTS (SELECT 1 FROM alert AS held WHERE held.seq = lane.holder AND held.state = 'sending' AND held.due > ?2)`;

/** The heads of lanes: ?1 the tenants, ?2 now, ?3 until when what waits is due, ?4 the farthest hold. */
const headsAhead = (tenants: boolean): string => `
  SELECT id AS lane, head AS seq, rank FROM lane
  WHERE rank IS NOT NULL AND ${tenants ? `tenant ${OF_TENANTS}` : '?1 IS NULL'}
    AND (free IS NULL OR free <= ?3 OR free > ?4) AND ${NOT_TAKEN}
  ORDER BY rank, head LIMIT ?5`;

/** What waits for its time, or for the end of a lease that is over. */
const waitingAhead = (tenants: boolean): string => `
  SELECT lane, seq, alert.rank FROM alert CROSS JOIN lane ON lane.id = alert.lane
  WHERE ready = 0 AND due <= ?3 AND (state = 'queued' OR due <= ?2)
    AND ${tenants ? `alert.tenant ${OF_TENANTS}` : '?1 IS NULL'}
    AND (free IS NULL OR free <= ?3 OR free > ?4) AND ${NOT_TAKEN}
  ORDER BY due LIMIT ?5`;

/** A row and where it stands in the line. */
interface Placed {
  readonly lane: number;
  readonly seq: number;
  readonly rank: number;
}

const placedOf = (row: Row): Placed => ({
  lane: Number(row['lane']),
  seq: Number(row['seq']),
  rank: Number(row['rank']),
});

const byPlace = (left: Placed, right: Placed): number => left.rank - right.rank || left.seq - right.seq;

const isDocument = (body: unknown): body is string => {
  try {
    const document: unknown = JSON.parse(String(body));
    return typeof body === 'string' && typeof document === 'object' && document !== null;
  } catch {
    return false;
  }
};

/** The first of each lane, whatever time it waits for. Movers ask for it: it reads more than it takes. */
function findAhead(
  connection: Connection,
  { now, dueBy = now, tenants, limit, holdsUntil }: ClaimWork,
): Placed[] {
  const named = tenants !== undefined;
  const values = [named ? JSON.stringify(tenants) : null, now, dueBy, holdsUntil] as const;
  const most = Math.max(limit, MAX_AHEAD);
  const found = [
    ...connection.all(headsAhead(named), ...values, limit),
    ...connection.all(waitingAhead(named), ...values, most),
  ].map(placedOf);
  const lanes = new Map<number, Placed>();
  for (const placed of found.sort(byPlace)) if (!lanes.has(placed.lane)) lanes.set(placed.lane, placed);
  return [...lanes.values()].slice(0, limit);
}

/** Takes lanes; answers the numbers of the alerts that were their first. */
function takeLanes(connection: Connection, work: ClaimWork): number[] {
  const { now, leaseMs, pace, limit, tenants, dueBy = now } = work;
  const turn = [now, now + leaseMs, pace?.everyMs ?? null, pace?.burst ?? 1] as const;
  if (tenants === undefined && dueBy <= now) {
    connection.run(PROMOTE, now);
    connection.run(OPEN, now);
    connection.run(OPEN_TOO_FAR, work.holdsUntil);
    return connection.all(TAKE_FIRST, ...turn, limit).map((row) => Number(row['holder']));
  }
  const found = findAhead(connection, work);
  for (const { lane, seq } of found) connection.run(TAKE_ONE, ...turn, lane, seq);
  return found.map(({ seq }) => seq);
}

/**
 * Claims what is due: the first of each lane that is free. A row that cannot be read is set aside as a dead letter: it must
 * not stop the others.
 */
export function claimAlerts(connection: Connection, request: ClaimWork): readonly ClaimedRow[] {
  const { now, leaseMs, holdsUntil, tenants, dueBy = now } = request;
  const limit = Math.floor(request.limit);
  if (!(limit >= 1)) return [];
  // Most looks find nothing: they do not take the write lock.
  const ahead = tenants !== undefined || dueBy > now;
  if (!ahead && connection.get(ANY_DUE, now, holdsUntil) === undefined) return [];
  return connection.transaction(() => {
    const taken = takeLanes(connection, { ...request, limit });
    const lease = randomUUID();
    const rows = connection.all(CLAIM, now + leaseMs, lease, JSON.stringify(taken));
    // RETURNING keeps no order (https://sqlite.org/lang_returning.html, section 3).
    const claimed = rows
      .map((row) => ({ ...placedOf(row), row }))
      .sort(byPlace)
      .flatMap(({ lane, seq, row: { tenant, attempts, doubt, body } }): ClaimedRow[] => {
        if (!isDocument(body)) {
          connection.run(SET_ASIDE, now, seq);
          connection.run(GIVE_BACK, lane);
          return [];
        }
        return [{ tenant: String(tenant), body, attempt: Number(attempts), lease, inDoubt: doubt === 1 }];
      });
    dropIdleLanes(connection, now, 2 * limit + MAX_DROPPED);
    return claimed;
  });
}
