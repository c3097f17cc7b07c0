import { postgresMissing, startPostgres } from '@localert/servers/postgres';
import { Pool } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { canSign, makeCertificates, type Pair } from '../test/certificates.ts';
import { migrated } from '../test/database.ts';
import { acme } from '../test/store.ts';
import { postgresStore } from './postgres-store.ts';

vi.setConfig({ testTimeout: 120_000 });

const missing = process.env['REQUIRE_SERVICES'] === '1' ? undefined : postgresMissing({ own: true });
const why =
  missing ?? (canSign ? undefined : 'no openssl on the PATH; Debian and Ubuntu: apt-get install openssl');

describe.skipIf(why !== undefined)(`TLS${why === undefined ? '' : ` (${why})`}`, () => {
  const certificates = why === undefined ? makeCertificates() : undefined;

  /** What a store says when it reaches a server with a certificate, and whether the connection was encrypted. */
  async function reach(tls: Pair, ca: string): Promise<string> {
    const server = await startPostgres({ tls, own: true });
    try {
      const database = await migrated(server);
      const url = server.url({ database, user: 'localert_app', password: 'localert_app', host: 'localhost' });
      const pool = new Pool({ connectionString: url, ssl: { ca, rejectUnauthorized: true }, pipeline: true });
      const store = postgresStore({ pool });
      try {
        await store.count(acme);
        const { rows } = await pool.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
        return rows[0].ssl ? 'encrypted' : 'in the clear';
      } catch (error) {
        return (error as Error).message;
      } finally {
        await store.close();
        await pool.end();
      }
    } finally {
      await server.stop();
    }
  }

  it('takes a certificate of the named authority, for the host', async () => {
    expect(await reach(certificates!.good, certificates!.ca)).toBe('encrypted');
  });

  it('refuses one of another authority', async () => {
    expect(await reach(certificates!.good, certificates!.strangerCa)).toContain('not of an authority');
  });

  it('refuses one for another host', async () => {
    expect(await reach(certificates!.otherHost, certificates!.ca)).toContain('another host name');
  });

  it('refuses one that has expired', async () => {
    expect(await reach(certificates!.expired, certificates!.ca)).toContain('expired');
  });
});
