import type { Statement } from './session.ts';

/** Alerts that become ready in one claim: bounds how long it can take after a long outage. */
const MAX_PROMOTED = 10_000;

/** Most alerts of one claim. */
export const MAX_CLAIMED = 1_000;

/** Retries whose time has come, and claims whose lease is over, go back into the line, each at its old place. */
export const PROMOTE_ALERTS: Statement = {
  name: 'alert-promote',
  text: `
    UPDATE alert SET ready = 1 WHERE seq = ANY(ARRAY(
      SELECT seq FROM alert WHERE ready = 0 AND due <= $1
      ORDER BY due LIMIT ${MAX_PROMOTED} FOR UPDATE SKIP LOCKED))`,
};

/**
 * The head of the line. What another claimer is just taking is passed over. The inner limit is a constant, so that the
 * planner knows that it is few rows, reads them off the short index, and stops at the outer limit; the array keeps it from
 * joining whole tables.
 */
export const CLAIM_ALERTS: Statement = {
  name: 'alert-claim',
  text: `
    WITH claimed AS (
      UPDATE alert SET state = 'sending', ready = 0, due = $1, attempts = attempts + 1, lease = $2
      WHERE seq = ANY(ARRAY(
        SELECT head.seq FROM (
          SELECT seq FROM alert WHERE ready = 1
          ORDER BY priority, seq LIMIT ${MAX_CLAIMED} FOR UPDATE SKIP LOCKED) AS head
        LIMIT $3))
      RETURNING seq, priority, tenant_id, id, attempts, body)
    SELECT tenant_id, id, attempts, body FROM claimed ORDER BY priority, seq`,
};

const HELD = "WHERE tenant_id = $1 AND id = $2 AND state = 'sending' AND lease = $3 RETURNING 1 AS settled";

export const SET_ALERT_ASIDE: Statement = {
  name: 'alert-set-aside',
  text: `
    UPDATE alert SET state = 'dead', ready = NULL, lease = NULL, settled = $4,
      failure = '{"code":"store_corrupt"}'
    ${HELD}`,
};

/** What was posted is not needed again, and may be personal: what stays is what a status shows. */
export const DELIVER_ALERT: Statement = {
  name: 'alert-deliver',
  text: `
    UPDATE alert SET state = 'delivered', ready = NULL, lease = NULL, settled = $4, delivery = $5, body = NULL
    ${HELD}`,
};

export const BURY_ALERT: Statement = {
  name: 'alert-bury',
  text: `UPDATE alert SET state = 'dead', ready = NULL, lease = NULL, settled = $4, failure = $5
    ${HELD}`,
};

export const RETRY_ALERT: Statement = {
  name: 'alert-retry',
  text: `
    UPDATE alert SET state = 'queued', ready = 0, lease = NULL, due = $4, settled = $5, failure = $6
    ${HELD}`,
};

export const RELEASE_ALERT: Statement = {
  name: 'alert-release',
  text: `
    UPDATE alert SET state = 'queued', ready = 0, lease = NULL, due = $4, attempts = attempts - 1
    ${HELD}`,
};

const STATUS = 'seq, state, attempts, settled, failure, delivery, summary';

export const ALERT_STATUS: Statement = {
  name: 'alert-status',
  text: `SELECT ${STATUS} FROM alert WHERE tenant_id = $1 AND id = $2`,
};

export const DEAD_ALERTS: Statement = {
  name: 'alert-dead',
  text: `
    SELECT ${STATUS} FROM alert
    WHERE tenant_id = $1 AND state = 'dead' AND (settled, seq) < ($2, $3)
    ORDER BY settled DESC, seq DESC LIMIT $4`,
};

export const REDRIVE_ALERT: Statement = {
  name: 'alert-redrive',
  text: `
    UPDATE alert SET state = 'queued', ready = 1, due = $3, attempts = 0
    WHERE tenant_id = $1 AND id = $2 AND state = 'dead' RETURNING 1 AS driven`,
};

export const NEXT_DUE: Statement = {
  name: 'alert-next-due',
  text: `
    SELECT min(due) AS due FROM (
      (SELECT due FROM alert WHERE ready = 1 ORDER BY priority, seq LIMIT 1)
      UNION ALL
      (SELECT due FROM alert WHERE ready = 0 ORDER BY due LIMIT 1)) AS heads`,
};

export const OUTBOX_DEPTH: Statement = {
  name: 'alert-depth',
  text: `
    SELECT state, count(*) AS alerts FROM (
      SELECT state FROM alert WHERE ready = 1
      UNION ALL SELECT state FROM alert WHERE ready = 0
      UNION ALL SELECT 'dead' FROM alert WHERE state = 'dead') AS live
    GROUP BY state`,
};

export const PRUNE_ALERTS: Statement = {
  name: 'alert-prune',
  text: `
    DELETE FROM alert WHERE seq = ANY(ARRAY(
      SELECT seq FROM alert WHERE tenant_id = $1 AND state = 'delivered' AND settled < $2
      ORDER BY settled LIMIT $3 FOR UPDATE SKIP LOCKED))
    RETURNING 1 AS gone`,
};
