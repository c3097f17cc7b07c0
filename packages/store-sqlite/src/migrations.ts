import { StoreCorruptError, StoreNewerError } from '@localert/core';
import type { Connection } from './connection.ts';
import { LANES } from './migration-lanes.ts';

/** "LCRT": marks a file as ours in SQLite's header (PRAGMA application_id), so that no other program's is touched. */
export const APPLICATION_ID = 0x4c43_5254;

/**
 * The steps of the schema; the first makes version 1. A step that was released never changes: another is added.
 *
 * Tables of documents keep their rowid: in a `WITHOUT ROWID` table whole JSON texts would make the tree that every
 * look-up walks deep.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE fixture (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    state TEXT NOT NULL,
    severity TEXT NOT NULL,
    labels TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX fixture_by_id ON fixture (tenant, id);
  CREATE INDEX fixture_by_change ON fixture (tenant, updated DESC, id, revision);

  CREATE TABLE event (
    tenant TEXT NOT NULL,
    fixture TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX event_by_revision ON event (tenant, fixture, revision);

  CREATE TABLE tenant (
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX tenant_by_id ON tenant (id);

  -- "seq" is the order of arrival. "ready" is 1 for what may be claimed now, 0 for what has to wait until "due" (a
  -- retry, or the end of a lease), NULL for what has ended: so a claim reads the head of one short index and never
  -- steps over what is not due, however much of it there is.
  CREATE TABLE alert (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    ready INTEGER,
    due INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    lease TEXT,
    created INTEGER NOT NULL,
    dedupe TEXT,
    settled INTEGER,
    ending TEXT,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX alert_by_id ON alert (tenant, id);
  CREATE INDEX alert_ready ON alert (priority, seq, state) WHERE ready = 1;
  CREATE INDEX alert_waiting ON alert (due, state) WHERE ready = 0;
  CREATE INDEX alert_dedupe ON alert (tenant, dedupe, created) WHERE dedupe IS NOT NULL;
  CREATE INDEX alert_dead ON alert (tenant, settled, seq) WHERE state = 'dead';
  CREATE INDEX alert_delivered ON alert (tenant, settled) WHERE state = 'delivered';
  `,
  `
  -- Bytes of each tenant's current rows. By triggers: a process that opened the file at version 1 writes rows too.
  CREATE TABLE stored (
    tenant TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO stored (tenant, bytes) SELECT tenant, sum(octet_length(body)) FROM fixture GROUP BY tenant;
  CREATE TRIGGER stored_more AFTER INSERT ON fixture BEGIN
    INSERT INTO stored (tenant, bytes) VALUES (new.tenant, octet_length(new.body))
    ON CONFLICT (tenant) DO UPDATE SET bytes = bytes + excluded.bytes;
  END;
  CREATE TRIGGER stored_other AFTER UPDATE OF body ON fixture
  WHEN octet_length(new.body) <> octet_length(old.body) BEGIN
    UPDATE stored SET bytes = bytes + octet_length(new.body) - octet_length(old.body) WHERE tenant = new.tenant;
  END;
  CREATE TRIGGER stored_less AFTER DELETE ON fixture BEGIN
    UPDATE stored SET bytes = bytes - octet_length(old.body) WHERE tenant = old.tenant;
  END;

  -- Records that wait to be linked; "seq" is the order of arrival. No index by it: each index is a page more that every
  -- audited change writes, and what waits is little, so it is sorted when it is read.
  CREATE TABLE audit_pending (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX audit_pending_by_id ON audit_pending (tenant, id);

  CREATE TABLE audit (
    tenant TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX audit_by_sequence ON audit (tenant, sequence);
  CREATE UNIQUE INDEX audit_by_id ON audit (tenant, id);

  CREATE TABLE record (
    tenant TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX record_by_id ON record (tenant, kind, id);

  CREATE TABLE usage (
    tenant TEXT NOT NULL,
    quota TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (tenant, quota, starts)
  ) WITHOUT ROWID;
  `,
  `
  -- "seq" is the place in the feed of changes: writers come one after the other, so its order is that of the commits.
  -- It has a column of its own, for a plain rowid may be another one after VACUUM.
  CREATE TABLE event_in_order (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    fixture TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  INSERT INTO event_in_order (tenant, fixture, revision, body)
    SELECT tenant, fixture, revision, body FROM event ORDER BY rowid;
  DROP TABLE event;
  ALTER TABLE event_in_order RENAME TO event;
  CREATE UNIQUE INDEX event_by_revision ON event (tenant, fixture, revision);
  CREATE INDEX event_by_tenant ON event (tenant);

  -- SQLite gives the number of the last row anew once that is deleted: a reader who has seen it would miss the next.
  -- So an empty row goes before the last one, on its place or later. AUTOINCREMENT would write a page more each time.
  CREATE TRIGGER event_place BEFORE DELETE ON event
  WHEN old.fixture <> '' AND old.seq = (SELECT max(seq) FROM event) BEGIN
    INSERT OR REPLACE INTO event (seq, tenant, fixture, revision, body) VALUES (old.seq + 1, '', '', 0, '');
  END;

  -- "words" are those that a search finds the fixture by, and "words_of" the revision that they are of: a process that
  -- opened the file at an earlier version writes rows without. They stand in the index of the list, whose page every
  -- write changes anyway: a search walks that, and an index of words of its own would make a create half as dear again.
  CREATE TABLE fixture_with_words (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    state TEXT NOT NULL,
    severity TEXT NOT NULL,
    labels TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    words_of INTEGER,
    body TEXT NOT NULL
  );
  INSERT INTO fixture_with_words (tenant, id, revision, created, updated, state, severity, labels, body)
    SELECT tenant, id, revision, created, updated, state, severity, labels, body FROM fixture ORDER BY rowid;
  DROP TABLE fixture;
  ALTER TABLE fixture_with_words RENAME TO fixture;
  CREATE UNIQUE INDEX fixture_by_id ON fixture (tenant, id);
  CREATE INDEX fixture_by_change ON fixture (tenant, updated DESC, id, words);
  CREATE INDEX fixture_without_words ON fixture (tenant) WHERE words_of IS NOT revision;
  CREATE TRIGGER stored_more AFTER INSERT ON fixture BEGIN
    INSERT INTO stored (tenant, bytes) VALUES (new.tenant, octet_length(new.body))
    ON CONFLICT (tenant) DO UPDATE SET bytes = bytes + excluded.bytes;
  END;
  CREATE TRIGGER stored_other AFTER UPDATE OF body ON fixture
  WHEN octet_length(new.body) <> octet_length(old.body) BEGIN
    UPDATE stored SET bytes = bytes + octet_length(new.body) - octet_length(old.body) WHERE tenant = new.tenant;
  END;
  CREATE TRIGGER stored_less AFTER DELETE ON fixture BEGIN
    UPDATE stored SET bytes = bytes - octet_length(old.body) WHERE tenant = old.tenant;
  END;

  -- Whose settings changed, or who went: the last of them, for other processes that keep something at hand.
  CREATE TABLE tenant_change (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL
  );
  CREATE TRIGGER tenant_change_bound AFTER INSERT ON tenant_change BEGIN
    DELETE FROM tenant_change WHERE seq <= new.seq - 1000;
  END;
  CREATE TRIGGER tenant_made AFTER INSERT ON tenant BEGIN
    INSERT INTO tenant_change (tenant) VALUES (new.id);
  END;
  CREATE TRIGGER tenant_replaced AFTER UPDATE ON tenant BEGIN
    INSERT INTO tenant_change (tenant) VALUES (new.id);
  END;
  CREATE TRIGGER tenant_gone AFTER DELETE ON tenant BEGIN
    INSERT INTO tenant_change (tenant) VALUES (old.id);
  END;
  `,
  LANES,
];

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Reads several facts, so it runs inside a snapshot or a transaction. */
function readVersion(connection: Connection, steps: readonly string[]): number {
  const application = number(connection.get('PRAGMA application_id')?.['application_id']);
  const tables = number(connection.get('SELECT count(*) AS tables FROM sqlite_schema')?.['tables']);
  if (application === 0 && tables === 0) return 0;
  const table = connection.get(
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'localert_schema'",
  );
  if (application !== APPLICATION_ID || table === undefined) {
    throw new StoreCorruptError({ what: 'the file is a database of another program' });
  }
  const found = number(connection.get('SELECT max(version) AS version FROM localert_schema')?.['version']);
  if (found > steps.length) throw new StoreNewerError({ found, known: steps.length });
  return found;
}

/**
 * The schema version of a file; 0 for a new one.
 *
 * @throws LOCALERT_STORE_CORRUPT for a file of another program, LOCALERT_STORE_NEWER for one of a later version
 */
export function schemaVersion(connection: Connection, steps: readonly string[] = MIGRATIONS): number {
  // As of one moment: another process that is just making the tables must not look like another program.
  return connection.snapshot(() => readVersion(connection, steps));
}

/**
 * Brings a file to this code's schema, each step as a whole or not at all. Safe when several processes start at once.
 *
 * @param now - epoch milliseconds, kept with each step
 */
export function migrate(connection: Connection, now: number, steps: readonly string[] = MIGRATIONS): void {
  while (schemaVersion(connection, steps) < steps.length) {
    connection.transaction(() => {
      // Read anew under the lock: another process may have made the step meanwhile.
      const version = readVersion(connection, steps);
      const step = steps[version];
      if (step === undefined) return;
      if (version === 0) {
        connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
        connection.exec(
          'CREATE TABLE localert_schema (version INTEGER PRIMARY KEY, applied INTEGER NOT NULL)',
        );
      }
      connection.exec(step);
      connection.run('INSERT INTO localert_schema (version, applied) VALUES (?, ?)', version + 1, now);
    });
  }
}
