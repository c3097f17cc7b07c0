import {
  type FixtureEvent,
  type LongWork,
  type Progress,
  replay,
  StoreCorruptError,
  type TenantId,
} from '@localert/core';
import type { Database } from './database.ts';
import { documentOf, toJson } from './rows.ts';
import type { Query, Statement } from './session.ts';
import { termsOf } from './terms.ts';

/** Fixtures made anew in one transaction: other writers of them wait no longer than for these. */
const BATCH = 25;

const NEXT_FIXTURES: Statement = {
  name: 'rebuild:next',
  text: `SELECT DISTINCT tenant_id AS tenant, fixture_id AS id FROM event
  WHERE (tenant_id, fixture_id) > ($1, $2) ORDER BY tenant_id, fixture_id LIMIT $3`,
};

/** In their order, so that no two rebuilds wait for each other. Who holds a row's lock is the only one to log events of it. */
const LOCK_ROWS: Statement = {
  name: 'rebuild:lock',
  text: `SELECT fixture.tenant_id AS tenant, id, array_to_json(terms) AS terms
  FROM fixture JOIN unnest($1::text[], $2::text[]) AS wanted (tenant_id, fixture_id)
    ON fixture.tenant_id = wanted.tenant_id AND fixture.id = wanted.fixture_id
  ORDER BY fixture.tenant_id, id FOR UPDATE OF fixture`,
};

const EVENTS_OF: Statement = {
  name: 'rebuild:events',
  text: 'SELECT body FROM event WHERE tenant_id = $1 AND fixture_id = $2 ORDER BY revision',
};

const WRITE_ROW: Statement = {
  name: 'rebuild:write',
  text: `INSERT INTO fixture (tenant_id, id, revision, created, updated, state, severity, terms, body)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::json)
  ON CONFLICT (tenant_id, id) DO UPDATE SET revision = excluded.revision, created = excluded.created,
    updated = excluded.updated, state = excluded.state, severity = excluded.severity, terms = excluded.terms,
    body = excluded.body`,
};

const DROP_TERMS: Statement = {
  name: 'rebuild:drop-terms',
  text: 'DELETE FROM fixture_term WHERE tenant_id = $1 AND fixture_id = $2 AND term = ANY($3::text[])',
};

const ADD_TERMS: Statement = {
  name: 'rebuild:add-terms',
  text: `INSERT INTO fixture_term (tenant_id, term, fixture_id) SELECT $1, term, $2 FROM unnest($3::text[]) AS term
  ON CONFLICT DO NOTHING`,
};

const NEXT_EVENTED: Statement = {
  name: 'rebuild:evented',
  text: `SELECT min(tenant) AS tenant FROM (
    SELECT min(tenant_id) AS tenant FROM fixture WHERE tenant_id > $1
    UNION ALL SELECT min(tenant_id) FROM event WHERE tenant_id > $1) AS next`,
};

const COUNT_EVENTED: Statement = {
  name: 'rebuild:count',
  text: `SELECT count(*) AS count,
    EXISTS (SELECT FROM fixture WHERE tenant_id = $1 AND NOT EXISTS (
      SELECT FROM event WHERE event.tenant_id = $1 AND event.fixture_id = fixture.id)) AS bare
  FROM (SELECT DISTINCT fixture_id FROM event WHERE tenant_id = $1) AS evented`,
};

const NEXT_TENANT: Statement = {
  name: 'rebuild:tenant',
  text: `SELECT min(tenant) AS tenant FROM (
    SELECT min(tenant_id) AS tenant FROM fixture WHERE tenant_id > $1
    UNION ALL SELECT min(tenant_id) FROM total WHERE tenant_id > $1) AS next`,
};

/** Takes the lock under which commits count: those that are under way count theirs after it. */
const HOLD_TOTAL: Statement = {
  name: 'rebuild:hold',
  text: `INSERT INTO total AS held (tenant_id, fixtures, bytes) VALUES ($1, 0, 0)
  ON CONFLICT (tenant_id) DO UPDATE SET fixtures = held.fixtures`,
};

const COUNT_ANEW: Statement = {
  name: 'rebuild:recount',
  text: `UPDATE total SET (fixtures, bytes) = (
    SELECT count(*), coalesce(sum(fixture.bytes), 0) FROM fixture WHERE fixture.tenant_id = $1)
  WHERE tenant_id = $1`,
};

const DROP_STRAYS: Statement = {
  name: 'rebuild:strays',
  text: `DELETE FROM fixture_term WHERE tenant_id = $1 AND NOT EXISTS (
    SELECT FROM fixture
    WHERE fixture.tenant_id = $1 AND fixture.id = fixture_term.fixture_id AND fixture_term.term = ANY(fixture.terms))`,
};

interface Key {
  readonly tenant: TenantId;
  readonly id: string;
}

async function remake(query: Query, { tenant, id }: Key, before: readonly string[]): Promise<void> {
  const events = await query<{ body: string }>(EVENTS_OF, [tenant, id]);
  const row = replay(events.map(({ body }) => documentOf<FixtureEvent>(body, 'events')));
  if (row === undefined) return;
  if (row.id !== id) throw new StoreCorruptError({ what: 'an event lies under another fixture' });
  const { revision, createdAt, updatedAt, state, severity } = row;
  const terms = termsOf(row);
  const after = new Set(terms);
  const gone = before.filter((term) => !after.has(term));
  const body = toJson(row, 'fixture');
  await Promise.all([
    query(WRITE_ROW, [tenant, id, revision, createdAt, updatedAt, state, severity, terms, body]),
    query(DROP_TERMS, [tenant, id, gone]),
    query(ADD_TERMS, [tenant, id, terms]),
  ]);
}

/** Makes the next rows anew; answers their keys. */
const rebuildBatch = (database: Database, after: Key): Promise<readonly Key[]> =>
  database.asSystem('rebuild', async (query) => {
    const keys = await query<Key>(NEXT_FIXTURES, [after.tenant, after.id, BATCH]);
    const columns = [keys.map(({ tenant }) => tenant), keys.map(({ id }) => id)];
    const locked = await query<Key & { terms: string }>(LOCK_ROWS, columns);
    const nameOf = ({ tenant, id }: Key) => JSON.stringify([tenant, id]);
    const before = new Map(
      locked.map((row) => [nameOf(row), documentOf<readonly string[]>(row.terms, 'fixtures')]),
    );
    for (const key of keys) await remake(query, key, before.get(nameOf(key)) ?? []);
    return keys;
  });

/** Each tenant that a statement finds, in order. */
async function* everyTenant(
  database: Database,
  next: Statement,
  signal: AbortSignal | undefined,
): AsyncGenerator<TenantId> {
  let last: TenantId | null | undefined = '';
  for (;;) {
    signal?.throwIfAborted();
    const [row]: { tenant: TenantId | null }[] = await database.readSystem('rebuild', next, [last]);
    last = row?.tenant;
    if (last === null || last === undefined) return;
    yield last;
  }
}

/** Tenant by tenant: a statement over all of them could take longer than a statement may, and could not be stopped. */
async function countEventedFixtures(database: Database, signal: AbortSignal | undefined): Promise<number> {
  let count = 0;
  for await (const tenant of everyTenant(database, NEXT_EVENTED, signal)) {
    const [row] = await database.readSystem<{ count: number; bare: boolean }>('rebuild', COUNT_EVENTED, [
      tenant,
    ]);
    // A row without events cannot be made from them; to drop it would lose the only copy.
    if (row?.bare) throw new StoreCorruptError({ what: 'a fixture has no events' });
    count += row?.count ?? 0;
  }
  return count;
}

/** Counts each tenant's rows anew, and drops what fixtures are not found by: the rows know both. */
async function recount(database: Database, signal: AbortSignal | undefined): Promise<void> {
  for await (const tenant of everyTenant(database, NEXT_TENANT, signal)) {
    const own = [tenant];
    await database.systemSteps('rebuild', [
      [HOLD_TOTAL, own],
      [COUNT_ANEW, own],
    ]);
    await database.systemSteps('rebuild', [[DROP_STRAYS, own]]);
  }
}

/**
 * Makes every current row anew from its events, a batch at a time, while the store is in use.
 *
 * @throws the signal's reason when it is stopped; each row is then either as before or made anew
 */
export async function rebuildRows(database: Database, { onProgress, signal }: LongWork): Promise<Progress> {
  const total = await countEventedFixtures(database, signal);
  let done = 0;
  let last: Key | undefined = { tenant: '', id: '' };
  while (last !== undefined) {
    signal?.throwIfAborted();
    const keys: readonly Key[] = await rebuildBatch(database, last);
    done += keys.length;
    last = keys.at(-1);
    // Fixtures created meanwhile are in the events too.
    if (keys.length > 0) onProgress?.({ done, total: Math.max(total, done) });
  }
  await recount(database, signal);
  return { done, total: Math.max(total, done) };
}
