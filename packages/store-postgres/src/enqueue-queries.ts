import type { Statement } from './session.ts';

/** The channel that is told when alerts came in, once a transaction, without a word about them. */
export const alertChannelOf = (schema: string): string => `${schema}_alerts`;

/**
 * Alerts of several tenants in one statement; the order of arrival is that of the arrays. For each lane of them a bell is
 * rung: no row is touched that another transaction may hold.
 */
export const ENQUEUE_ALERTS: Statement = {
  name: 'alert-enqueue',
  text: `
    WITH made AS (
      INSERT INTO alert (tenant_id, id, lane, rank, state, ready, due, created, dedupe, suppressed, summary, body)
      SELECT tenant_id, id, lane, rank, 'queued', CASE WHEN later IS NULL THEN 1 ELSE 0 END, coalesce(later, created),
        created, dedupe, suppressed, summary, body
      FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $7::text[], $8::int[],
        $9::text[], $10::text[])
        WITH ORDINALITY AS given
          (tenant_id, id, lane, rank, created, later, dedupe, suppressed, summary, body, place)
      ORDER BY place
      ON CONFLICT (tenant_id, id) DO NOTHING
      RETURNING tenant_id, id, lane, rank, seq, due, ready),
    rung AS (
      INSERT INTO bell (tenant_id, lane, rank, seq, due)
      SELECT DISTINCT ON (tenant_id, lane) tenant_id, lane, rank, seq, due FROM made WHERE ready = 1
      ORDER BY tenant_id, lane, rank, seq)
    SELECT tenant_id, id FROM made`,
};

/** For each alert with a key: the earlier one in its window, and whether it is here itself. */
export const EARLIER_ALERTS: Statement = {
  name: 'alert-earlier',
  text: `
    SELECT earlier.id AS earlier,
      EXISTS (SELECT FROM alert WHERE alert.tenant_id = given.tenant_id AND alert.id = given.id) AS known
    FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[])
      WITH ORDINALITY AS given (tenant_id, id, dedupe, since, until, place)
    LEFT JOIN LATERAL (
      SELECT alert.id FROM alert
      WHERE alert.tenant_id = given.tenant_id AND alert.dedupe = given.dedupe
        AND alert.created > given.since AND alert.created < given.until AND alert.state <> 'dead'
      ORDER BY alert.created DESC LIMIT 1) AS earlier ON true
    ORDER BY given.place`,
};

/** Counts duplicates where they were not queued; answers the counts. Under the locks of their keys. */
export const COUNT_DUPLICATES: Statement = {
  name: 'alert-suppress',
  text: `
    UPDATE alert SET suppressed = alert.suppressed + given.count
    FROM unnest($1::text[], $2::text[], $3::int[]) AS given (tenant_id, id, count)
    WHERE alert.tenant_id = given.tenant_id AND alert.id = given.id
    RETURNING alert.tenant_id, alert.id, alert.suppressed`,
};

/**
 * Also sees to it that the transaction is on the disk when its end is answered, should the database or the user be set to
 * `synchronous_commit = off`. Any other setting waits for the disk at least, and stays.
 */
export const TELL_OF_ALERTS: Statement = {
  name: 'alert-tell',
  text: `
    SELECT pg_notify($1, ''), CASE current_setting('synchronous_commit')
      WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END`,
};
