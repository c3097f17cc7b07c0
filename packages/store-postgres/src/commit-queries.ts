import type { Statement } from './session.ts';

/**
 * Both statements write an event log, the current row, what it is found by and the tenant's totals, all or nothing. When
 * the row is not as expected, or a guard refuses, the last division is by zero: so the transaction fails as a whole, the
 * COMMIT that is on its way already with it, and {@link REFUSED} is the answer.
 */
export const REFUSED = '22012';

const END = 'SELECT 1 / count(*) AS done FROM counted';

/** Numbered in the order of the array, so that the events of one commit stand in their order in the feed of changes. */
const logged = (first: number): string => `
  logged AS (
    INSERT INTO event (tenant_id, fixture_id, revision, id, type, at, body)
    SELECT $1, $2, given.revision, given.id, given.type, given.at, given.body::json
    FROM written, unnest($${first}::bigint[], $${first + 1}::text[], $${first + 2}::text[], $${first + 3}::float8[], $${first + 4}::text[])
      WITH ORDINALITY AS given (revision, id, type, at, body, place)
    ORDER BY given.place)`;

const found = (place: number): string => `
  found AS (
    INSERT INTO fixture_term (tenant_id, term, fixture_id)
    SELECT $1, term, $2 FROM written, unnest($${place}::text[]) AS term
    ON CONFLICT DO NOTHING)`;

/** Values: tenant, id, revision, created, updated, state, severity, terms, body, events (5), bytes, most fixtures, most bytes. */
export const CREATE: Statement = {
  name: 'create',
  text: `
  WITH written AS (
    INSERT INTO fixture (tenant_id, id, revision, created, updated, state, severity, terms, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::json)
    ON CONFLICT DO NOTHING RETURNING 1),
  ${logged(10)},
  ${found(8)},
  counted AS (
    INSERT INTO total AS held (tenant_id, fixtures, bytes)
    SELECT $1, 1, $15::bigint FROM written
    WHERE ($16::float8 IS NULL OR 0 < $16::float8) AND ($17::float8 IS NULL OR $15::bigint <= $17::float8)
    ON CONFLICT (tenant_id) DO UPDATE SET fixtures = held.fixtures + 1, bytes = held.bytes + excluded.bytes
    WHERE ($16::float8 IS NULL OR held.fixtures < $16::float8)
      AND ($17::float8 IS NULL OR held.bytes + excluded.bytes <= $17::float8)
    RETURNING 1)
  ${END}`,
};

/**
 * The row as it was read, to write the next one from. `version` is another one after each write, also one that makes no
 * revision.
 */
export const READ_CURRENT: Statement = {
  name: 'current',
  text: `SELECT xmin::text AS version, bytes, array_to_json(terms) AS terms, body FROM fixture
  WHERE tenant_id = $1 AND id = $2`,
};

/**
 * Values as for {@link CREATE}, with the change of bytes, and then: expected revision, version, terms that go, terms that
 * come.
 */
export const UPDATE: Statement = {
  name: 'update',
  text: `
  WITH written AS (
    UPDATE fixture
    SET revision = $3, created = $4, updated = $5, state = $6, severity = $7, terms = $8, body = $9::json
    WHERE tenant_id = $1 AND id = $2 AND revision = $17 AND xmin = $18::xid
    RETURNING 1),
  ${logged(10)},
  lost AS (
    DELETE FROM fixture_term USING written
    WHERE tenant_id = $1 AND term = ANY($19::text[]) AND fixture_id = $2),
  ${found(20)},
  counted AS (
    INSERT INTO total AS held (tenant_id, fixtures, bytes)
    SELECT $1, 0, $15::bigint FROM written
    ON CONFLICT (tenant_id) DO UPDATE SET bytes = held.bytes + excluded.bytes
    WHERE $16::float8 IS NULL OR excluded.bytes <= 0 OR held.bytes + excluded.bytes <= $16::float8
    RETURNING 1)
  ${END}`,
};
