import { describePostgres } from '@localert/servers/postgres';
import { sampleAlert } from '@localert/testkit';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ownerPool } from '../test/database.ts';
import { ALL_VERSIONS } from '../test/parts.ts';
import { acme, system } from '../test/store.ts';
import { migrationsOf, postgresMigrations } from './migrate.ts';
import { STEPS } from './migrations/steps.ts';
import { summaryText } from './outbox-rows.ts';
import { postgresStore } from './postgres-store.ts';

vi.setConfig({ testTimeout: 120_000 });

const known = STEPS.length;

/** Later than any sample alert was made. */
const NOW = Date.UTC(2026, 0, 2);

for (const version of ALL_VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `migrations on ${version}`, { version }, (server) => {
    it('makes everything once, however many start at once', async () => {
      const database = await server().createDatabase();
      const pools = Array.from({ length: 4 }, () => ownerPool(server(), database));
      const first = postgresMigrations({ pool: pools[0]! });
      expect(await first.status()).toMatchObject({
        version: 0,
        known,
        pending: STEPS.map(({ name }) => name),
      });
      const done = await Promise.all(pools.map((pool) => postgresMigrations({ pool }).up()));
      for (const status of done) expect(status).toEqual({ version: known, known, pending: [] });
      expect(await first.plan()).toBe('');
      expect(await first.up()).toMatchObject({ version: known });
      await Promise.all(pools.map((pool) => pool.end()));
    });

    it('plans what it would do, as SQL that does it', async () => {
      const database = await server().createDatabase();
      const pool = ownerPool(server(), database);
      const own = { pool, schema: 'planned', partitions: 3 };
      const migrations = postgresMigrations(own);
      const plan = await migrations.plan();
      expect(plan).toContain('FORCE ROW LEVEL SECURITY');
      expect((await migrations.status()).version).toBe(0);
      const client = new Client({ connectionString: server().url({ database }) });
      await client.connect();
      await client.query(plan);
      const { rows } = await client.query(
        "SELECT count(*)::int AS parts FROM pg_class WHERE relispartition AND relkind = 'r' AND relnamespace = 'planned'::regnamespace",
      );
      expect(rows[0].parts).toBe(3);
      await client.end();
      expect(await migrations.status()).toEqual({ version: known, known, pending: [] });
      await pool.end();
    });

    it('leaves a step that fails undone, and goes on from there', async () => {
      const database = await server().createDatabase();
      const pool = ownerPool(server(), database);
      const good = { name: 'good', sql: () => 'CREATE TABLE one (x int);' };
      const bad = { name: 'bad', sql: () => 'CREATE TABLE two (x int); SELECT 1/0;' };
      const mended = { name: 'mended', sql: () => 'CREATE TABLE two (x int);' };
      await expect(migrationsOf({ pool }, [good, bad]).up()).rejects.toMatchObject({
        code: 'LOCALERT_STORE_UNAVAILABLE',
      });
      expect(await migrationsOf({ pool }, [good, bad]).status()).toMatchObject({
        version: 1,
        pending: ['bad'],
      });
      expect(await migrationsOf({ pool }, [good, mended]).plan()).not.toContain('CREATE TABLE one');
      expect(await migrationsOf({ pool }, [good, mended]).up()).toMatchObject({ version: 2, pending: [] });
      const earlier = migrationsOf({ pool }, [good]);
      await expect(earlier.up()).rejects.toMatchObject({ code: 'LOCALERT_STORE_NEWER' });
      await expect(earlier.plan()).rejects.toMatchObject({ code: 'LOCALERT_STORE_NEWER' });
      expect(await earlier.status()).toMatchObject({ version: 2, known: 1 });
      await pool.end();
    });

    it('brings alerts along that are on their way: in order, in their lanes, and claims that are out', async () => {
      const database = await server().createDatabase();
      const pool = ownerPool(server(), database);
      await migrationsOf({ pool }, STEPS.slice(0, 2)).up();
      const alerts = [
        sampleAlert({ group: 'busy "é"', priority: 3 }),
        sampleAlert({ group: 'busy "é"', priority: 0 }),
        sampleAlert({ group: 'held' }),
        sampleAlert({ group: 'held' }),
        sampleAlert({ group: 'nul \0' }),
        sampleAlert({ group: 'half \ud800' }),
        sampleAlert({ group: 'dead' }),
        sampleAlert({ group: 'gone' }),
      ];
      const states = {
        2: ['sending', 0, 'lease'],
        6: ['dead', null, null],
        7: ['delivered', null, null],
      } as Record<number, unknown[]>;
      for (const [index, alert] of alerts.entries()) {
        const [state, ready, lease] = states[index] ?? ['queued', 1, null];
        await pool.query(
          `INSERT INTO localert.alert (tenant_id, id, state, ready, lease, due, priority, attempts, created, settled, summary, body)
          VALUES ('acme', $1, $2, $3, $4, $5, $6, 1, $7, $7, $8, $9)`,
          [
            ...[alert.id, state, ready, lease, NOW + 30_000, alert.priority, alert.createdAt],
            ...[summaryText(alert), state === 'delivered' ? null : JSON.stringify(alert)],
          ],
        );
      }
      expect(await postgresMigrations({ pool }).up()).toMatchObject({ pending: [] });
      const app = new Pool({ connectionString: server().url({ database }), max: 2, pipeline: true });
      const { outbox, ...store } = postgresStore({ pool: app });
      await outbox.enqueue(acme, sampleAlert({ group: 'busy "é"', priority: 0, createdAt: NOW })).durable;
      const idsAt = async (now: number) =>
        (await outbox.claim(system, { now, leaseMs: 1_000, limit: 9 })).map(({ alert }) => alert.id);
      const ids = alerts.map(({ id }) => id);
      expect(await idsAt(NOW)).toEqual([ids[1], ids[4], ids[5]]);
      const settled = { kind: 'delivered', at: NOW } as const;
      const end = (alert: (typeof alerts)[number], lease: string) =>
        outbox.settle(system, { tenant: 'acme', alert, attempt: 1, lease }, settled);
      expect(await end(alerts[2]!, 'other')).toBe(false);
      expect(await end(alerts[2]!, 'lease')).toBe(true);
      expect(await idsAt(NOW)).toEqual([ids[3]]);
      expect(await outbox.redrive(acme, ids[6]!, NOW)).toBe(true);
      expect(await idsAt(NOW)).toEqual([ids[6]]);
      expect((await outbox.status(acme, ids[7]!))?.state).toBe('delivered');
      await store.close();
      await Promise.all([app.end(), pool.end()]);
    });

    it('keeps schemas of one database apart, on one pool', async () => {
      const database = await server().createDatabase();
      const owner = ownerPool(server(), database);
      const pool = new Pool({ connectionString: server().url({ database }), max: 1, pipeline: true });
      for (const schema of ['one', 'two']) await postgresMigrations({ pool: owner, schema }).up();
      const stores = ['one', 'two'].map((schema) => postgresStore({ pool, schema }));
      const { sampleCreate } = await import('@localert/testkit');
      await stores[0]!.commit(acme, sampleCreate('disk'));
      for (let turn = 0; turn < 3; turn++)
        expect(await Promise.all(stores.map((store) => store.count(acme)))).toEqual([1, 0]);
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all([pool.end(), owner.end()]);
    });

    it('makes a login a member of both roles, which inherits neither', async () => {
      const database = await server().createDatabase();
      const pool = ownerPool(server(), database);
      await pool.query(`CREATE ROLE "Odd Login" LOGIN`);
      for (let turn = 0; turn < 2; turn++) await postgresMigrations({ pool, logins: ['Odd Login'] }).up();
      const { rows } = await pool.query(
        `SELECT pg_has_role('Odd Login', role, 'MEMBER') AS member, pg_has_role('Odd Login', role, 'USAGE') AS inherits
        FROM unnest(ARRAY['localert_tenant', 'localert_system']) AS role`,
      );
      expect(rows).toEqual([
        { member: true, inherits: false },
        { member: true, inherits: false },
      ]);
      await pool.end();
    });

    it('tells a fault of its pool as one of the store', async () => {
      const pool = new Pool({ connectionString: server().url({ user: 'stranger', password: 'x' }) });
      await expect(postgresMigrations({ pool }).up()).rejects.toMatchObject({
        code: 'LOCALERT_STORE_UNAVAILABLE',
      });
      await pool.end();
    });
  });
}

describe('postgresMigrations', () => {
  it('refuses options that are none', () => {
    const pool = new Pool();
    for (const options of [
      { partitions: 0 },
      { partitions: 1.5 },
      { logins: [''] },
      { logins: ['$$'] },
      { schema: 'A' },
    ])
      expect(() => postgresMigrations({ pool, ...options })).toThrow(
        expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }) as Error,
      );
  });
});
