import { firstInLine } from './lane-queries.ts';
import type { Statement } from './session.ts';

const STATUS = 'seq, state, attempts, settled, failure, delivery, suppressed, summary';

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
    WITH driven AS (
      UPDATE alert SET state = 'queued', ready = 1, due = $3, attempts = 0
      WHERE tenant_id = $1 AND id = $2 AND state = 'dead'
      RETURNING tenant_id, lane, rank, seq, due),
    rung AS (INSERT INTO bell (tenant_id, lane, rank, seq, due) SELECT * FROM driven)
    SELECT 1 AS driven FROM driven`,
};

/** How many of each kind are looked at; of what comes after them the next one tells, maybe too early. */
const LOOKS = 20;

const WHEN_FREE = 'CASE WHEN lane.open = 0 THEN greatest(lane.wake, lane.held) ELSE lane.held END';

const waitingIn = (table: string, where: string, order: string): string => {
  const rows = `SELECT tenant_id, lane, due FROM ${table} ${where} ORDER BY ${order}`;
  return `
    SELECT greatest(head.due, ${WHEN_FREE}) AS due FROM (${rows} LIMIT ${LOOKS}) AS head
    LEFT JOIN lane ON lane.tenant_id = head.tenant_id AND lane.name = head.lane
    UNION ALL (SELECT due FROM (${rows} OFFSET ${LOOKS} LIMIT 1) AS next)`;
};

export const NEXT_DUE: Statement = {
  name: 'alert-next-due',
  text: `
    SELECT min(due) AS due FROM (
      ${waitingIn('bell', '', 'rank, seq')}
      UNION ALL
      ${waitingIn('alert', "WHERE ready = 0 AND state = 'queued'", 'due')}
      UNION ALL
      SELECT greatest(first.due, head.held) FROM (
        SELECT tenant_id, name, held FROM lane WHERE open = 1 ORDER BY rank, seq LIMIT ${LOOKS}) AS head
      CROSS JOIN LATERAL (${firstInLine('head.tenant_id', 'head.name')}) AS first
      UNION ALL
      SELECT greatest(head.wake, head.held) FROM (
        SELECT wake, held FROM lane WHERE open = 0 ORDER BY wake LIMIT ${LOOKS}) AS head) AS heads`,
};

/** What is in line waits; of what has a time only claims do not, while their leases last. */
export const OUTBOX_DEPTH: Statement = {
  name: 'alert-depth',
  text: `
    SELECT state, count(*) AS alerts FROM (
      SELECT 'queued' AS state FROM alert WHERE ready = 1
      UNION ALL
      SELECT CASE WHEN due > $1 THEN state ELSE 'queued' END FROM alert WHERE ready = 0
      UNION ALL
      SELECT 'dead' FROM alert WHERE state = 'dead') AS live
    GROUP BY state`,
};

export const PRUNE_ALERTS: Statement = {
  name: 'alert-prune',
  text: `
    DELETE FROM alert WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM alert WHERE tenant_id = $1 AND state IN ('delivered', 'dropped') AND settled < $2
      ORDER BY settled LIMIT $3 FOR UPDATE SKIP LOCKED))
    RETURNING 1 AS gone`,
};
