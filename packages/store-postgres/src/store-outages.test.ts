import { isLocalertError } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sampleCreate, sampleTurn, sampleUpdate } from '@localert/testkit';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appPool } from '../test/database.ts';
import { asOwner, VERSIONS } from '../test/parts.ts';
import { acme, openStore, system } from '../test/store.ts';
import { postgresStore } from './postgres-store.ts';

vi.setConfig({ testTimeout: 120_000 });

const KILL = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE datname = current_database() AND usename = 'localert_app'`;

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (isLocalertError(error) ? error.code : String(error)),
  );

const UNAVAILABLE = 'LOCALERT_STORE_UNAVAILABLE';

for (const version of VERSIONS) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `outages on ${version}`,
    { version, own: true },
    (server) => {
      it.each([true, false])(
        'goes on when its idle connections were ended (pipeline: %s)',
        async (pipeline) => {
          const { database, store, close } = await openStore(server(), {}, { pipeline });
          await store.commit(acme, sampleCreate('disk'));
          for (let turn = 0; turn < 5; turn++) {
            await asOwner(server(), database, KILL);
            expect((await store.get(acme, 'disk'))?.revision).toBe(1);
          }
          await close();
        },
      );

      it('stays whole while its connections are ended under it', async () => {
        const { database, store, close } = await openStore(server());
        let running = true;
        const killer = (async () => {
          while (running) {
            await asOwner(server(), database, KILL);
            await new Promise((resolve) => setTimeout(resolve, 15));
          }
        })();
        const seen = new Set<string>();
        const write = async (id: string) => {
          for (let turn = 0; turn < 12; turn++) {
            const read = await store.get(acme, id).catch(() => 'lost' as const);
            if (read === 'lost') continue;
            const next = read === undefined ? sampleCreate(id) : sampleUpdate(id, read.revision);
            seen.add(await outcome(store.commit(acme, next)));
          }
        };
        await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => write(`f-${name}`)));
        running = false;
        await killer;
        for (const code of seen) expect(['ok', UNAVAILABLE, 'LOCALERT_REVISION_CONFLICT']).toContain(code);
        const { items } = await store.list(acme);
        for (const { id, revision } of items) {
          expect((await store.history(acme, id)).items.map((event) => event.revision)).toEqual(
            Array.from({ length: revision }, (_, index) => index + 1),
          );
        }
        expect(await store.count(acme)).toBe(items.length);
        const bytes = items.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
        expect(await store.storedBytes(acme)).toBe(bytes);
        await close();
      });

      it('answers typed while the server is down, and goes on when it is back', async () => {
        const { store, close } = await openStore(server(), { statementTimeoutMs: 5_000 });
        const hints: string[] = [];
        const end = store.subscribe(system, ({ kind }) => hints.push(kind));
        await store.commit(acme, sampleCreate('disk'));
        await expect.poll(() => hints).toContain('all');
        await server().kill();
        const calls = [
          store.get(acme, 'disk'),
          store.commit(acme, sampleUpdate('disk', 1)),
          store.count(acme),
        ];
        expect(await Promise.all(calls.map(outcome))).toEqual([UNAVAILABLE, UNAVAILABLE, UNAVAILABLE]);
        hints.length = 0;
        await server().restart();
        await expect
          .poll(() => outcome(store.commit(acme, sampleUpdate('disk', 1))), { timeout: 30_000 })
          .toBe('ok');
        expect((await store.get(acme, 'disk'))?.revision).toBe(2);
        // Nobody knows what was missed; and then hints come again.
        await expect.poll(() => hints, { timeout: 30_000 }).toContain('all');
        await store.commit(acme, sampleUpdate('disk', 2));
        await expect.poll(() => hints, { timeout: 30_000 }).toContain('fixture');
        end();
        await close();
      });

      it('gives up a statement that waits for too long, and leaves nothing of it', async () => {
        const { database, store, close } = await openStore(server(), { statementTimeoutMs: 2_000 });
        await store.commit(acme, sampleCreate('disk'));
        const holder = new Client({ connectionString: server().url({ database }) });
        await holder.connect();
        await holder.query('BEGIN');
        await holder.query('SELECT * FROM localert.total FOR UPDATE');
        const error = await store.commit(acme, sampleUpdate('disk', 1)).catch((fault: unknown) => fault);
        expect(error).toMatchObject({
          code: UNAVAILABLE,
          message: expect.stringContaining('statementTimeoutMs'),
        });
        await holder.query('ROLLBACK');
        await holder.end();
        expect((await store.get(acme, 'disk'))?.revision).toBe(1);
        expect((await store.history(acme, 'disk')).items).toHaveLength(1);
        await store.commit(acme, sampleUpdate('disk', 1));
        await close();
      });

      it('says that its pool is used up, and gives back what comes too late', async () => {
        const { pool, store, close } = await openStore(server(), { statementTimeoutMs: 2_000 }, { max: 1 });
        await pool.query('SELECT 1');
        const held = await pool.connect();
        const error = await store.get(acme, 'disk').catch((fault: unknown) => fault);
        expect(error).toMatchObject({ code: UNAVAILABLE, message: expect.stringContaining('pool') });
        held.release();
        await expect.poll(() => pool.idleCount).toBe(1);
        expect(await store.get(acme, 'disk')).toBeUndefined();
        await close();
      });

      it('repeats what lost a race of locks', async () => {
        const { database, store, close } = await openStore(server());
        await store.commit(acme, sampleCreate('disk'));
        const other = new Client({ connectionString: server().url({ database }) });
        await other.connect();
        // The commit holds the row and wants the totals; the other way round a deadlock, of which the commit is the victim.
        await other.query("SET deadlock_timeout = '60s'");
        await other.query('BEGIN');
        await other.query('SELECT * FROM localert.total FOR UPDATE');
        const commit = store.commit(acme, sampleUpdate('disk', 1));
        const waits = () =>
          asOwner<{ n: number }>(
            server(),
            database,
            `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          ).then(([row]) => row?.n);
        await expect.poll(waits, { timeout: 20_000 }).toBe(1);
        await other.query('SELECT * FROM localert.fixture FOR UPDATE');
        await other.query('COMMIT');
        await other.end();
        expect((await commit).revision).toBe(2);
        await close();
      });

      it('goes on from another form that is put in place meanwhile', async () => {
        const { database, store, close } = await openStore(server());
        await store.commit(acme, sampleCreate('disk'));
        const other = new Client({ connectionString: server().url({ database }) });
        await other.connect();
        await other.query('BEGIN');
        await other.query("UPDATE localert.fixture SET severity = severity WHERE id = 'disk'");
        const turn = store.commit(acme, sampleTurn('disk', 1, 'FixtureArchived'));
        await new Promise((resolve) => setTimeout(resolve, 200));
        await other.query('COMMIT');
        await other.end();
        expect(await turn).toMatchObject({ revision: 2, state: 'archived' });
        await close();
      });

      it('says that the tables, or the rights to them, are missing', async () => {
        const database = await server().createDatabase();
        const pool = appPool(server(), database);
        const store = postgresStore({ pool });
        const error = await store.get(acme, 'disk').catch((fault: unknown) => fault);
        expect(error).toMatchObject({
          code: UNAVAILABLE,
          message: expect.stringContaining('run the migrations'),
        });
        await store.close();
        await pool.end();

        const home = await openStore(server());
        await asOwner(
          server(),
          home.database,
          "DO $$ BEGIN CREATE ROLE nobody_yet LOGIN PASSWORD 'x'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        );
        const stranger = new Pool({
          connectionString: server().url({ database: home.database, user: 'nobody_yet', password: 'x' }),
        });
        const refused = postgresStore({ pool: stranger });
        const why = await refused.get(acme, 'disk').catch((fault: unknown) => fault);
        expect(why).toMatchObject({
          code: UNAVAILABLE,
          message: expect.stringContaining('a member of the roles'),
        });
        await refused.close();
        await stranger.end();
        await home.close();
      });

      it('refuses tables of another version', async () => {
        const { database, pool, store, close } = await openStore(server());
        await asOwner(server(), database, "INSERT INTO schema_version (version, name) VALUES (99, 'later')");
        expect(await outcome(store.get(acme, 'disk'))).toBe('LOCALERT_STORE_NEWER');
        await asOwner(server(), database, 'DELETE FROM schema_version WHERE version > 1');
        const error = await postgresStore({ pool })
          .get(acme, 'disk')
          .catch((fault: unknown) => fault);
        expect(error).toMatchObject({ code: UNAVAILABLE, message: expect.stringContaining('version 1') });
        await close();
      });

      it('shows nothing of what it was given in its faults', async () => {
        const { store, close } = await openStore(server());
        // Longer than an index takes, and nothing that repeats, for that would be compressed.
        const secrets = Array.from({ length: 2_000 }, (_, index) => `secret${(index * 7_919) % 10_007}`);
        const commit = store.commit(acme, sampleCreate(secrets.join('')));
        const fault: unknown = await commit.catch((error: unknown) => error);
        expect(isLocalertError(fault) && fault.code).toBe('LOCALERT_INVALID_INPUT');
        expect(JSON.stringify([fault, String(fault)]).includes('secret')).toBe(false);
        await close();
      });

      it('leaves the pools to their host, or ends them when it is asked to', async () => {
        const { pool, store } = await openStore(server());
        await store.count(acme);
        await store.close();
        expect(pool.ended).toBe(false);
        expect(pool.listenerCount('error')).toBe(0);
        const owning = postgresStore({ pool, endPools: true });
        await owning.count(acme);
        await owning.close();
        await owning.close();
        expect(pool.ended).toBe(true);
        expect(() => owning.subscribe(system, () => undefined)).toThrow(
          expect.objectContaining({ code: UNAVAILABLE }) as Error,
        );
      });
    },
  );
}

describe('postgresStore', () => {
  it('refuses options that are none', () => {
    const pool = new Pool();
    const make = (options: object) => () => postgresStore({ pool, ...options });
    for (const options of [
      { statementTimeoutMs: 0 },
      { statementTimeoutMs: Number.NaN },
      { schema: 'a"; DROP SCHEMA public; --' },
      { schema: '' },
      { schema: 'pg_mine' },
      { schema: 'a'.repeat(33) },
      { roles: { tenant: 'UPPER' } },
      { roles: { tenant: 'same', system: 'same' } },
    ])
      expect(make(options)).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }) as Error);
  });
});
