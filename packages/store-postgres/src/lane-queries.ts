import { MAX_HOLD_MS } from '@localert/core';
import type { Statement } from './session.ts';

/** Most alerts of one claim. */
export const MAX_CLAIMED = 1_000;

/** Rows that one statement of a claim brings along: bounds how long it can take after a long outage. */
export const MAX_BROUGHT = 500;

/** What is further ahead was written by a clock that was set back since, and holds nothing. */
const held = (what: string, now: string): string =>
  `(${what} > ${now} AND ${what} <= ${now} + ${MAX_HOLD_MS})`;

/** The first alert in line of a lane; the index hands it over. */
export const firstInLine = (tenant: string, lane: string, also = ''): string => `
  SELECT alert.rank, alert.seq, alert.due, alert.ctid AS place FROM alert
  WHERE alert.tenant_id = ${tenant} AND alert.lane = ${lane} AND alert.ready = 1 ${also}
  ORDER BY alert.rank, alert.seq LIMIT 1`;

/** The earlier of two places in the line, one of which may be none. */
export const earlier = (left: string, right: string, column: 'rank' | 'seq'): string => `
  CASE WHEN ${left}.rank IS NULL OR (${right}.rank, ${right}.seq) < (${left}.rank, ${left}.seq)
    THEN ${right}.${column} ELSE ${left}.${column} END`;

/**
 * Alerts whose time has come, and those whose lease is over, go into the line, each at its old place. Their lanes hear of
 * it as of new ones.
 */
export const RIPEN_ALERTS: Statement = {
  name: 'alert-ripen',
  text: `
    WITH ripe AS (
      UPDATE alert SET ready = 1, state = 'queued' WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM alert WHERE ready = 0 AND due <= $1
        ORDER BY due LIMIT ${MAX_BROUGHT} FOR UPDATE SKIP LOCKED))
      RETURNING tenant_id, lane, rank, seq, due),
    rung AS (
      INSERT INTO bell (tenant_id, lane, rank, seq, due)
      SELECT DISTINCT ON (tenant_id, lane) tenant_id, lane, rank, seq, due FROM ripe
      ORDER BY tenant_id, lane, rank, seq)
    SELECT count(*) AS brought FROM ripe`,
};

/**
 * How the statements of a claim are planned: once, from index to index. What the planner believes of these tables is old
 * at any time, for they are empty in one minute and full in the next; a plan made for empty ones would read all of them.
 */
export const PLAN_BY_INDEX: Statement = {
  name: 'lane-plan',
  text: `SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
    set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
};

/** Lanes of the first bells that are not there are made. */
export const MAKE_RUNG_LANES: Statement = {
  name: 'lane-make-rung',
  text: `
    WITH rung AS MATERIALIZED (SELECT tenant_id, lane FROM bell ORDER BY rank, seq LIMIT $1)
    INSERT INTO lane (tenant_id, name)
    SELECT DISTINCT tenant_id, lane FROM rung
    WHERE NOT EXISTS (SELECT FROM lane WHERE lane.tenant_id = rung.tenant_id AND lane.name = rung.lane LIMIT 1)
    ORDER BY tenant_id, lane
    ON CONFLICT DO NOTHING`,
};

/**
 * Lanes learn what came in. A bell is gone only when its lane, locked here, knows of a place at or before it: so whoever
 * frees the lane, and could not see the alert yet, cannot miss it. The inner limit is a constant, so that the planner
 * knows that it is few rows, reads them off the short index, and stops at the outer limit.
 */
export const HEAR_BELLS: Statement = {
  name: 'lane-hear',
  text: `
    WITH rung AS MATERIALIZED (
      SELECT first.* FROM (
        SELECT ctid AS place, tenant_id, lane, rank, seq FROM bell
        ORDER BY rank, seq LIMIT ${2 * MAX_CLAIMED} FOR UPDATE SKIP LOCKED) AS first
      LIMIT $2),
    told AS (
      UPDATE lane SET
        rank = ${earlier('lane', 'own', 'rank')},
        seq = ${earlier('lane', 'own', 'seq')},
        open = CASE WHEN lane.open = 0 OR ${held('lane.held', '$1')} THEN 0 ELSE 1 END,
        wake = CASE WHEN lane.open = 0 THEN lane.wake WHEN ${held('lane.held', '$1')} THEN lane.held END
      FROM (
        SELECT free.*, best.rank, best.seq, best.places FROM (
          SELECT tenant_id, lane, array_agg(place) AS places,
            (array_agg(rank ORDER BY rank, seq))[1] AS rank, (array_agg(seq ORDER BY rank, seq))[1] AS seq
          FROM rung GROUP BY tenant_id, lane) AS best
        CROSS JOIN LATERAL (
          SELECT lane.tenant_id, lane.name FROM lane
          WHERE lane.tenant_id = best.tenant_id AND lane.name = best.lane FOR UPDATE SKIP LOCKED) AS free) AS own
      WHERE lane.tenant_id = own.tenant_id AND lane.name = own.name
      RETURNING own.places),
    gone AS (
      DELETE FROM bell WHERE ctid = ANY(ARRAY(SELECT unnest(places) FROM told)))
    SELECT count(*) AS brought FROM rung`,
};

/** Lanes whose hold is over, and those of claims whose lease is, go on from their first alert. */
export const WAKE_LANES: Statement = {
  name: 'lane-wake',
  text: `
    WITH due AS MATERIALIZED (
      SELECT tenant_id, name FROM lane WHERE open = 0 AND wake <= $1
      ORDER BY wake LIMIT ${MAX_BROUGHT} FOR UPDATE SKIP LOCKED),
    ahead AS MATERIALIZED (
      SELECT tenant_id, name FROM lane WHERE open = 0 AND wake > $1 + ${MAX_HOLD_MS} AND lease IS NULL
      ORDER BY wake LIMIT ${MAX_BROUGHT} FOR UPDATE SKIP LOCKED),
    woken AS (
      UPDATE lane SET lease = NULL,
        rank = ${earlier('lane', 'first', 'rank')},
        seq = ${earlier('lane', 'first', 'seq')},
        open = CASE WHEN ${held('lane.held', '$1')} THEN 0
          WHEN lane.rank IS NOT NULL OR first.rank IS NOT NULL THEN 1 END,
        wake = CASE WHEN ${held('lane.held', '$1')} THEN lane.held
          WHEN lane.rank IS NOT NULL OR first.rank IS NOT NULL THEN NULL ELSE greatest(lane.held, lane.next) END
      FROM (SELECT * FROM due UNION ALL SELECT * FROM ahead) AS own
      LEFT JOIN LATERAL (${firstInLine('own.tenant_id', 'own.name')}) AS first ON true
      WHERE lane.tenant_id = own.tenant_id AND lane.name = own.name
      RETURNING 1)
    SELECT count(*) AS brought FROM woken`,
};

/** What a claim makes of an alert. Its lease is still there when nobody has told how the attempt before ended. */
const CLAIMED = `state = 'sending', ready = 0, due = $1, attempts = attempts + 1,
  doubt = doubt OR lease IS NOT NULL, lease = $2`;

/** Core's `takeTurn`, from $4 (milliseconds between two), $5 (burst) and $6 (now). */
const TURN = `greatest($6::float8, least(coalesce(lane.next, $6::float8), $6::float8 + $5::float8 * $4::float8)) + $4::float8`;

/** What a claim makes of its lane: what comes in meanwhile is heard of anew. */
const LEASED = `open = 0, wake = $1, lease = $2,
  next = CASE WHEN $4::float8 IS NULL THEN lane.next ELSE ${TURN} END,
  held = CASE WHEN $4::float8 IS NULL THEN lane.held ELSE ${TURN} - ($5::float8 - 1) * $4::float8 END`;

/**
 * The first alerts of the lanes that are free, in the order of both; then all lanes that were looked at: of one without
 * an alert they all went otherwise. What another claimer is just taking is passed over. The array keeps the planner from
 * joining whole tables.
 */
export const CLAIM_LANES: Statement = {
  name: 'lane-claim',
  text: `
    WITH heads AS MATERIALIZED (
      SELECT free.tenant_id, free.name FROM (
        SELECT tenant_id, name FROM lane WHERE open = 1
        ORDER BY rank, seq LIMIT ${MAX_CLAIMED} FOR UPDATE SKIP LOCKED) AS free
      LIMIT $3),
    firsts AS MATERIALIZED (
      SELECT heads.tenant_id, heads.name, first.place FROM heads
      CROSS JOIN LATERAL (${firstInLine('heads.tenant_id', 'heads.name')}) AS first),
    taken AS (
      UPDATE alert SET ${CLAIMED} WHERE ctid = ANY(ARRAY(SELECT place FROM firsts)) AND ready = 1
      RETURNING tenant_id, lane, rank, seq, id, attempts, doubt, body),
    leased AS (
      UPDATE lane SET rank = NULL, seq = NULL, ${LEASED}
      FROM taken WHERE lane.tenant_id = taken.tenant_id AND lane.name = taken.lane)
    SELECT * FROM (SELECT tenant_id, lane, id, attempts, doubt, body FROM taken ORDER BY rank, seq) AS claimed
    UNION ALL SELECT tenant_id, name, NULL, NULL, NULL, NULL FROM heads`,
};

/**
 * The first of what a mover asks for in each lane: in line, which is read from lane to lane by the index, or waiting.
 *
 * @param dueBy - what waits until then
 * @param tenants - an array; of all when it is NULL
 */
const wanted = (dueBy: string, tenants: string): string => `
  RECURSIVE everyone (tenant_id) AS (
    SELECT min(tenant_id) FROM alert WHERE ready = 1 AND ${tenants}::text[] IS NULL
    UNION ALL
    SELECT (SELECT min(alert.tenant_id) FROM alert WHERE ready = 1 AND alert.tenant_id > everyone.tenant_id)
    FROM everyone WHERE everyone.tenant_id IS NOT NULL),
  whose (tenant_id) AS (
    SELECT tenant_id FROM everyone WHERE tenant_id IS NOT NULL UNION SELECT unnest(${tenants}::text[])),
  line (tenant_id, lane) AS (
    SELECT whose.tenant_id, (SELECT min(alert.lane) FROM alert WHERE ready = 1 AND alert.tenant_id = whose.tenant_id)
    FROM whose
    UNION ALL
    SELECT line.tenant_id, (SELECT min(alert.lane) FROM alert
      WHERE ready = 1 AND alert.tenant_id = line.tenant_id AND alert.lane > line.lane)
    FROM line WHERE line.lane IS NOT NULL),
  wanted AS MATERIALIZED (
    SELECT DISTINCT ON (tenant_id, lane) * FROM (
      SELECT line.tenant_id, line.lane, first.rank, first.seq, first.place FROM line
      CROSS JOIN LATERAL (${firstInLine('line.tenant_id', 'line.lane')}) AS first
      UNION ALL
      (SELECT tenant_id, lane, rank, seq, ctid FROM alert
      WHERE ready = 0 AND state = 'queued' AND due <= ${dueBy}::float8
        AND (${tenants}::text[] IS NULL OR tenant_id = ANY(${tenants}::text[]))
      ORDER BY due LIMIT ${MAX_CLAIMED})) AS each
    ORDER BY tenant_id, lane, rank, seq)`;

/** Lanes that were forgotten, or not made yet, are made, so that they can be taken. */
export const MAKE_LANES: Statement = {
  name: 'lane-make',
  text: `
    WITH ${wanted('$1', '$2')}
    INSERT INTO lane (tenant_id, name)
    SELECT tenant_id, lane FROM wanted ORDER BY tenant_id, lane ON CONFLICT DO NOTHING`,
};

/** Like a claim, whatever has to wait until $7. What lanes know of their first alerts stays, and is counted anew later. */
export const CLAIM_AHEAD: Statement = {
  name: 'lane-claim-ahead',
  text: `
    WITH ${wanted('$7', '$8')},
    own AS MATERIALIZED (
      SELECT free.tenant_id, free.name, free.place FROM (
        SELECT lane.tenant_id, lane.name, wanted.place FROM wanted
        JOIN lane ON lane.tenant_id = wanted.tenant_id AND lane.name = wanted.lane
        WHERE lane.lease IS NULL AND (lane.held IS NULL OR lane.held <= $7 OR NOT ${held('lane.held', '$6::float8')})
        ORDER BY wanted.rank, wanted.seq FOR UPDATE OF lane SKIP LOCKED) AS free
      LIMIT $3),
    taken AS (
      UPDATE alert SET ${CLAIMED} WHERE ctid = ANY(ARRAY(SELECT place FROM own)) AND ready IS NOT NULL
        AND state = 'queued'
      RETURNING tenant_id, lane, rank, seq, id, attempts, doubt, body),
    leased AS (
      UPDATE lane SET ${LEASED}
      FROM taken WHERE lane.tenant_id = taken.tenant_id AND lane.name = taken.lane)
    SELECT tenant_id, lane, id, attempts, doubt, body FROM taken ORDER BY rank, seq`,
};

const LANES = 'unnest($1::text[], $2::text[]) AS own (tenant_id, name)';

/** Waits for whoever has them, in one order, so that no two wait for each other. */
export const LOCK_LANES: Statement = {
  name: 'lane-lock',
  text: `
    SELECT FROM ${LANES} JOIN lane ON lane.tenant_id = own.tenant_id AND lane.name = own.name
    ORDER BY lane.tenant_id, lane.name FOR UPDATE OF lane`,
};

/** Counts anew what is in line. Begun when the lanes are locked, so that it sees all that they ever heard of. */
export const COUNT_LANES: Statement = {
  name: 'lane-count',
  text: `
    UPDATE lane SET rank = first.rank, seq = first.seq, open = CASE WHEN first.rank IS NOT NULL THEN 1 END,
      wake = CASE WHEN first.rank IS NULL THEN greatest(lane.held, lane.next) END
    FROM ${LANES} LEFT JOIN LATERAL (${firstInLine('own.tenant_id', 'own.name')}) AS first ON true
    WHERE lane.tenant_id = own.tenant_id AND lane.name = own.name AND lane.open = 1`,
};

/** Lanes in which nothing is in line, past their pace. Should an alert come just now, its bell makes the lane anew. */
export const FORGET_LANES: Statement = {
  name: 'lane-forget',
  text: `
    DELETE FROM lane WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM lane WHERE open IS NULL AND (wake IS NULL OR wake <= $1 OR wake > $1 + ${MAX_HOLD_MS})
      LIMIT ${MAX_BROUGHT} FOR UPDATE SKIP LOCKED))`,
};
