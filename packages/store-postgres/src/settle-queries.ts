import { earlier, firstInLine } from './lane-queries.ts';
import type { Statement } from './session.ts';

/**
 * Ends a claim and frees its lane. The lane is locked before the alert, as by who claims. What is in line is counted as
 * this statement sees it; of what it cannot see yet the lane has heard, or will.
 *
 * @param change - of the alert, from $5 on; $1 to $3 are tenant, id and lease, $4 is until when the lane is held
 */
const ending = (name: string, change: string): Statement => ({
  name: `alert-${name}`,
  text: `
    WITH own AS MATERIALIZED (
      SELECT lane.tenant_id, lane.name, lane.lease FROM lane
      WHERE (lane.tenant_id, lane.name) = (
        SELECT alert.tenant_id, alert.lane FROM alert WHERE tenant_id = $1 AND id = $2 AND lease = $3)
      FOR UPDATE),
    ended AS (
      UPDATE alert SET ${change}, ready = ${name === 'retry' || name === 'release' ? '0' : 'NULL'}, lease = NULL
      WHERE tenant_id = $1 AND id = $2 AND lease = $3 AND (SELECT count(*) FROM own) >= 0
      RETURNING tenant_id, lane),
    freed AS (
      UPDATE lane SET lease = NULL, held = greatest(lane.held, $4::float8),
        rank = ${earlier('lane', 'first', 'rank')},
        seq = ${earlier('lane', 'first', 'seq')},
        open = CASE WHEN lane.rank IS NULL AND first.rank IS NULL THEN NULL
          WHEN greatest(lane.held, $4::float8) IS NULL THEN 1 ELSE 0 END,
        wake = CASE WHEN lane.rank IS NULL AND first.rank IS NULL THEN greatest(lane.held, lane.next, $4::float8)
          ELSE greatest(lane.held, $4::float8) END
      FROM ended JOIN own ON own.lease = $3
      LEFT JOIN LATERAL (${firstInLine('own.tenant_id', 'own.name')}) AS first ON true
      WHERE lane.tenant_id = own.tenant_id AND lane.name = own.name),
    late AS (
      UPDATE lane SET held = greatest(lane.held, $4::float8), open = CASE WHEN lane.open IS NOT NULL THEN 0 END,
        wake = CASE WHEN lane.lease IS NULL THEN greatest(lane.held, $4::float8) ELSE lane.wake END
      FROM ended JOIN own ON own.lease IS DISTINCT FROM $3
      WHERE $4::float8 IS NOT NULL AND lane.tenant_id = own.tenant_id AND lane.name = own.name)
    SELECT 1 AS settled FROM ended`,
});

/** What was posted is not needed again, and may be personal: what stays is what a status shows. */
export const DELIVER_ALERT = ending(
  'deliver',
  "state = 'delivered', settled = $5, delivery = $6, body = NULL",
);

export const DROP_ALERT = ending('drop', "state = 'dropped', settled = $5, failure = $6, body = NULL");

export const BURY_ALERT = ending('bury', "state = 'dead', settled = $5, failure = $6, doubt = $7");

export const RETRY_ALERT = ending(
  'retry',
  "state = 'queued', due = $5, settled = $6, failure = $7, doubt = $8",
);

export const RELEASE_ALERT = ending('release', "state = 'queued', due = $5, attempts = attempts - 1");
