import type { Statement } from './session.ts';

/**
 * The channel that is told when alerts came in, once a transaction, without a word about them. A process with a dispatcher
 * may `LISTEN` there on a connection of its own, and wake it.
 */
export const alertChannelOf = (schema: string): string => `${schema}_alerts`;

/** Alerts of several tenants in one statement; the order of arrival is that of the arrays. */
export const ENQUEUE_ALERTS: Statement = {
  name: 'alert-enqueue',
  text: `
    INSERT INTO alert (tenant_id, id, state, ready, due, priority, created, dedupe, summary, body)
    SELECT tenant_id, id, 'queued', 1, created, priority, created, dedupe, summary, body
    FROM unnest($1::text[], $2::text[], $3::smallint[], $4::float8[], $5::text[], $6::text[], $7::text[])
      WITH ORDINALITY AS given (tenant_id, id, priority, created, dedupe, summary, body, place)
    ORDER BY place
    ON CONFLICT (tenant_id, id) DO NOTHING
    RETURNING tenant_id, id`,
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
