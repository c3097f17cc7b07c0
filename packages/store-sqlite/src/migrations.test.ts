import { createHash } from 'node:crypto';
import { tenantScope } from '@localert/core';
import { sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openConnection } from './connection.ts';
import { MIGRATIONS, migrate, schemaVersion } from './migrations.ts';

const { newPath, open } = scratch();
const acme2 = tenantScope({ tenant: 'acme2', actor: 'test' });

const memory = () => openConnection({ path: ':memory:', busyTimeoutMs: 0 });

/** The tables as they were released, by hash: a file of that version was made by exactly these words. */
const RELEASED = ['SVozUZaI9VcrDKg4QLDcXuG01FFrP_UtGDbvQ51O4z4'];

describe('migrate', () => {
  it('leaves released steps as they are', () => {
    const hashes = MIGRATIONS.map((step) => createHash('sha256').update(step).digest('base64url'));
    expect(hashes.slice(0, RELEASED.length)).toEqual(RELEASED);
  });

  it('fills what a file of version 1 lacks, and counts what its processes write from then on', async () => {
    const path = newPath();
    const old = openConnection({ path, busyTimeoutMs: 0 });
    old.exec('PRAGMA journal_mode = WAL');
    migrate(old, 1, MIGRATIONS.slice(0, 1));
    const insert = (tenant: string, id: string, body: string) =>
      old.run(
        "INSERT INTO fixture (tenant, id, revision, created, updated, state, severity, labels, body) VALUES (?, ?, 1, 1, 1, 'active', 'low', '{}', ?)",
        tenant,
        id,
        body,
      );
    insert('acme', 'x', '{"a":"ß"}');
    insert('acme', 'y', '{}');
    insert('acme2', 'x', '{"a":1}');
    const store = open({ path });
    const bytes = async () => [await store.storedBytes(acme), await store.storedBytes(acme2)];
    expect(await bytes()).toEqual([12, 7]);

    // It was opened before the step was made, and knows nothing of it.
    insert('acme', 'z', '{"z":[]}');
    old.run("UPDATE fixture SET body = '{}' WHERE tenant = 'acme' AND id = 'x'");
    old.run("DELETE FROM fixture WHERE tenant = 'acme2'");
    expect(await bytes()).toEqual([12, 0]);
    old.close();

    const commit = sampleCreate('fresh');
    const row = await store.commit(acme, commit);
    expect(await store.storedBytes(acme)).toBe(12 + Buffer.byteLength(JSON.stringify(row)));
    await store.records.put(system, 'acme', { kind: 'dek', id: '1', version: 1, body: '{}' });
    expect(await store.audit.tenants(system)).toEqual({ items: [] });
  });

  it('makes the schema step by step, and notes each', () => {
    const connection = memory();
    expect(schemaVersion(connection)).toBe(0);
    migrate(connection, 5);
    expect(schemaVersion(connection)).toBe(MIGRATIONS.length);
    const steps = () =>
      connection.all('SELECT version, applied FROM localert_schema').map((row) => ({ ...row }));
    const expected = MIGRATIONS.map((_, index) => ({ version: index + 1, applied: 5 }));
    expect(steps()).toEqual(expected);
    migrate(connection, 6);
    expect(steps()).toEqual(expected);
  });

  it('goes on from the version that it finds', () => {
    const connection = memory();
    migrate(connection, 1);
    const later = [...MIGRATIONS, 'CREATE TABLE added (x)', 'INSERT INTO added VALUES (7)'];
    migrate(connection, 2, later);
    expect(connection.get('SELECT x FROM added')?.['x']).toBe(7);
    expect(schemaVersion(connection, later)).toBe(later.length);
  });

  it('undoes a step that fails as a whole, and keeps those before it', () => {
    const connection = memory();
    const steps = [...MIGRATIONS, 'CREATE TABLE half (x); INSERT INTO absent VALUES (1)'];
    expect(() => migrate(connection, 1, steps)).toThrow();
    expect(schemaVersion(connection, steps)).toBe(MIGRATIONS.length);
    expect(connection.get("SELECT 1 FROM sqlite_schema WHERE name = 'half'")).toBeUndefined();
  });

  it('makes no step twice when another process was faster', () => {
    const connection = memory();
    let raced = false;
    const racing = {
      ...connection,
      transaction<Result>(work: () => Result): Result {
        if (!raced) {
          raced = true;
          migrate(connection, 1);
        }
        return connection.transaction(work);
      },
    };
    migrate(racing, 2);
    expect(connection.all('SELECT applied FROM localert_schema').map((row) => row['applied'])).toEqual(
      MIGRATIONS.map(() => 1),
    );
  });

  it('does not take a file for another program’s while another process makes its tables', () => {
    const path = newPath();
    const [reader, writer] = [
      openConnection({ path, busyTimeoutMs: 0 }),
      openConnection({ path, busyTimeoutMs: 0 }),
    ];
    writer.exec('PRAGMA journal_mode = WAL');
    let made = false;
    const racing = {
      ...reader,
      get(sql: string) {
        const row = reader.get(sql);
        // After the first fact was read, the other makes everything.
        if (!made) migrate(writer, 1);
        made = true;
        return row;
      },
    };
    expect(schemaVersion(racing)).toBe(0);
    expect(schemaVersion(racing)).toBe(MIGRATIONS.length);
    reader.close();
    writer.close();
  });
});
