import { describe, expect, it } from 'vitest';
import { scratch } from '../test/scratch.ts';
import { openConnection } from './connection.ts';
import { MIGRATIONS, migrate, schemaVersion } from './migrations.ts';

const { newPath } = scratch();

const memory = () => openConnection({ path: ':memory:', busyTimeoutMs: 0 });

describe('migrate', () => {
  it('makes the schema step by step, and notes each', () => {
    const connection = memory();
    expect(schemaVersion(connection)).toBe(0);
    migrate(connection, 5);
    expect(schemaVersion(connection)).toBe(MIGRATIONS.length);
    expect(connection.all('SELECT version, applied FROM localert_schema')).toEqual([
      expect.objectContaining({ version: 1, applied: 5 }),
    ]);
    migrate(connection, 6);
    expect(connection.all('SELECT applied FROM localert_schema')).toHaveLength(1);
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
    expect(connection.all('SELECT applied FROM localert_schema').map((row) => row['applied'])).toEqual([1]);
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
