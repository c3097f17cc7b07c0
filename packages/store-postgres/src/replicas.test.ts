import { describePostgres, type PostgresServer } from '@localert/servers/postgres';
import { sampleCreate, sampleUpdate } from '@localert/testkit';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appPool } from '../test/database.ts';
import { acme, openStore, system } from '../test/store.ts';
import { createReplicas } from './replicas.ts';

vi.setConfig({ testTimeout: 180_000 });

async function run(server: PostgresServer, database: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server.url({ database }) });
  await client.connect();
  await client.query(sql);
  await client.end();
}

for (const version of process.platform === 'win32' ? [] : [15, 17]) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `replicas of ${version}`,
    { version, own: true },
    (server) => {
      it('answer what they have; what was just written, or was told of, is never read older', async () => {
        const home = await openStore(server());
        await home.store.commit(acme, sampleCreate('disk'));
        const standby = await server().startStandby();
        const replica = appPool(standby, home.database, { max: 4 });
        let asked = 0;
        replica.on('acquire', () => asked++);
        const { postgresStore } = await import('./postgres-store.ts');
        const store = postgresStore({ pool: home.pool, readPools: [replica] });
        const hints: string[] = [];
        store.subscribe(system, ({ kind }) => hints.push(kind));
        await expect.poll(() => hints, { timeout: 20_000 }).toContain('all');

        for (let revision = 1; revision <= 20; revision++) {
          await store.commit(acme, sampleUpdate('disk', revision));
          expect((await store.get(acme, 'disk'))?.revision).toBe(revision + 1);
          expect((await store.list(acme)).items[0]?.revision).toBe(revision + 1);
        }
        const settled = async () => {
          const before = asked;
          expect((await store.get(acme, 'disk'))?.revision).toBe(21);
          return asked > before;
        };
        await expect.poll(settled, { timeout: 20_000 }).toBe(true);

        // It stands still: what is written now it does not have, in this process or told by another one.
        await run(standby, home.database, 'SELECT pg_wal_replay_pause()');
        await store.commit(acme, sampleUpdate('disk', 21));
        for (let turn = 0; turn < 3; turn++) expect((await store.get(acme, 'disk'))?.revision).toBe(22);
        hints.length = 0;
        await home.store.commit(acme, sampleUpdate('disk', 22));
        await expect.poll(() => hints, { timeout: 20_000 }).toContain('fixture');
        for (let turn = 0; turn < 3; turn++) expect((await store.get(acme, 'disk'))?.revision).toBe(23);
        await run(standby, home.database, 'SELECT pg_wal_replay_resume()');

        // It is gone.
        await standby.stop();
        for (let turn = 0; turn < 3; turn++) expect((await store.get(acme, 'disk'))?.revision).toBe(23);
        expect((await store.history(acme, 'disk')).items).toHaveLength(23);
        await store.close();
        await replica.end();
        await home.close();
      });

      it('say so when they are taken for the primary', async () => {
        const home = await openStore(server());
        const standby = await server().startStandby();
        const pool = appPool(standby, home.database);
        const { postgresStore } = await import('./postgres-store.ts');
        const store = postgresStore({ pool });
        expect(await store.count(acme)).toBe(0);
        await expect(store.commit(acme, sampleCreate('disk'))).rejects.toMatchObject({
          code: 'LOCALERT_STORE_UNAVAILABLE',
          message: expect.stringContaining('standby'),
        });
        await store.close();
        await pool.end();
        await standby.stop();
        await home.close();
      });
    },
  );
}

describe('createReplicas', () => {
  const [one, two] = [new Pool(), new Pool()];
  const tenant = (name: string) => ({ kind: 'tenant', tenant: name }) as const;

  it('asks replicas in turn, and passes over those that did not answer', () => {
    let now = 0;
    const replicas = createReplicas([one, two], () => now);
    const picks = () => [replicas.pick('a')?.pool, replicas.pick('a')?.pool];
    expect(new Set(picks())).toEqual(new Set([one, two]));
    replicas.failed(one);
    expect(picks()).toEqual([two, two]);
    replicas.failed(two);
    expect(picks()).toEqual([undefined, undefined]);
    now = 10_000;
    expect(new Set(picks())).toEqual(new Set([one, two]));
  });

  it('asks the primary until it said how far it is, after the write', () => {
    const replicas = createReplicas([one]);
    replicas.note(tenant('a'));
    expect([replicas.pick('a'), replicas.pick('b')?.floor]).toEqual([undefined, '0/0']);
    const early = replicas.asking();
    replicas.note(tenant('b'));
    early('0/FF');
    expect([replicas.pick('a')?.floor, replicas.pick('b')]).toEqual(['0/FF', undefined]);
    replicas.asking()(null);
    expect(replicas.pick('b')).toBeUndefined();
    replicas.asking()('0/A');
    expect(replicas.pick('b')?.floor).toBe('0/FF');
    const late = replicas.asking();
    replicas.note({ kind: 'all' });
    late('1/0');
    expect(replicas.pick('a')).toBeUndefined();
    replicas.asking()('1/1');
    expect(replicas.pick('c')?.floor).toBe('1/1');
  });

  it('does not remember tenants without end', () => {
    const replicas = createReplicas([one]);
    for (let index = 0; index <= 10_001; index++) replicas.note(tenant(`t${index}`));
    expect(replicas.pick('never')).toBeUndefined();
    replicas.asking()('0/1');
    expect(replicas.pick('never')?.floor).toBe('0/1');
    const none = createReplicas([]);
    none.note({ kind: 'all' });
    expect(none.pick('a')).toBeUndefined();
  });
});
