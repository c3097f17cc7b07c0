import { systemScope, tenantScope } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sampleCreate, sampleUpdate } from '@localert/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appPool, emptied } from '../test/database.ts';
import { ALL_VERSIONS, asOwner } from '../test/parts.ts';
import { postgresStore } from './postgres-store.ts';

vi.setConfig({ testTimeout: 120_000 });

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'test' });

/** What ANALYZE runs for holds back the feed for a moment. */
const settings = { autovacuum: 'off' };

for (const version of ALL_VERSIONS) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `feed of changes on ${version}`,
    { version, settings },
    (server) => {
      it('waits for an earlier transaction that is still open, and then tells of all in order', async () => {
        const database = await emptied(server());
        const pool = appPool(server(), database);
        const store = postgresStore({ pool });
        await store.commit(acme, sampleCreate('first'));
        const { cursor } = await store.changes(system);

        // Another process, in the middle of its commit: its number is taken, its event is not to be seen yet.
        const slow = new Client({ connectionString: server().url({ database }) });
        await slow.connect();
        await slow.query('BEGIN');
        await slow.query(
          `INSERT INTO localert.event (tenant_id, fixture_id, revision, id, type, at, body, seq)
        VALUES ('acme', 'slow', 1, 'e', 'FixtureCreated', 1, '{}', nextval('localert.event_seq'))`,
        );

        await store.commit(acme, sampleCreate('fast'));
        await store.commit(acme, sampleUpdate('fast', 1));
        const now = await store.changes(acme, { cursor: 'now' });
        for (const scope of [system, acme]) {
          const page = await store.changes(scope, { cursor });
          expect(page).toEqual({ items: [], cursor });
        }
        expect((await store.history(acme, 'fast')).items).toHaveLength(2);

        await slow.query('COMMIT');
        await slow.end();
        const told = async (from: string, scope: typeof system | typeof acme) =>
          (await store.changes(scope, { cursor: from })).items.map(
            ({ fixture, revision }) => `${fixture} ${revision}`,
          );
        for (const scope of [system, acme])
          expect(await told(cursor, scope)).toEqual(['slow 1', 'fast 1', 'fast 2']);
        expect(await told(now.cursor, acme)).toContain('slow 1');
        await store.close();
        await pool.end();
      });

      it('refuses a cursor that has the form of one, and no place', async () => {
        const { cursorCodec } = await import('@localert/core');
        const pool = appPool(server(), await emptied(server()));
        const store = postgresStore({ pool });
        const { write } = cursorCodec('changes', ['text', 'text']);
        const places: [string, string][] = [
          ['x', '1'],
          ['1', '-1'],
          ['99999999999999999999', '1'],
          ['1', String(2n ** 63n)],
        ];
        for (const place of places)
          await expect(store.changes(acme, { cursor: write(place) })).rejects.toMatchObject({
            code: 'LOCALERT_INVALID_INPUT',
          });
        await store.close();
        await pool.end();
      });

      it('goes on after a dump was restored elsewhere, once its events are numbered anew', async () => {
        const database = await emptied(server());
        const pool = appPool(server(), database);
        const store = postgresStore({ pool });
        await store.commit(acme, sampleCreate('disk'));
        await store.commit(acme, sampleUpdate('disk', 1));
        await asOwner(server(), database, "UPDATE event SET xid = '999999999'");
        expect((await store.changes(system)).items).toEqual([]);
        await asOwner(server(), database, "UPDATE event SET xid = '3'");
        await store.commit(acme, sampleUpdate('disk', 2));
        expect((await store.changes(system)).items.map(({ revision }) => revision)).toEqual([1, 2, 3]);
        await store.close();
        await pool.end();
      });

      it('loses and repeats nothing for who reads while many write', async () => {
        const pool = appPool(server(), await emptied(server()), { max: 12 });
        const store = postgresStore({ pool });
        const tenants = ['a', 'b', 'c'].map((tenant) => tenantScope({ tenant, actor: 'test' }));
        let writing = true;
        const writers = Promise.all(
          Array.from({ length: 8 }, async (_, writer) => {
            for (let index = 0; index < 20; index++) {
              const scope = tenants[(writer + index) % 3]!;
              const id = `f${writer}-${index}`;
              await store.commit(scope, sampleCreate(id));
              await store.commit(scope, sampleUpdate(id, 1));
            }
          }),
        ).finally(() => {
          writing = false;
        });
        const told: string[] = [];
        let cursor: string | undefined;
        for (let last = false; ; last = !writing) {
          const page = await store.changes(system, { cursor, limit: 7 });
          told.push(...page.items.map(({ fixture, revision }) => `${fixture} ${revision}`));
          cursor = page.cursor;
          if (last && page.items.length === 0) break;
        }
        await writers;
        expect(new Set(told).size).toBe(told.length);
        expect(told).toHaveLength(8 * 20 * 2);
        for (const [place, name] of told.entries())
          if (name.endsWith(' 2')) expect(told.indexOf(name.replace(/ 2$/, ' 1'))).toBeLessThan(place);
        await store.close();
        await pool.end();
      });
    },
  );
}
