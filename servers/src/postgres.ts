import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { findBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { freePort, initCluster, makeFolder, runServer, writeOwned } from './postgres-process.ts';
import { copyCluster } from './postgres-standby.ts';

/** Which server is wanted. */
export interface PostgresOptions {
  /** The major version. Default: whichever is there. */
  readonly version?: number | undefined;
  /** Settings of postgresql.conf, for example `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** A certificate and its key, in PEM: the server then takes TLS too. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Not the server of DATABASE_URL, which can be neither stopped nor set. Default: with `settings` or `tls`. */
  readonly own?: boolean | undefined;
}

/** A server for tests, benchmarks and examples. */
export interface PostgresServer {
  readonly port: number;
  /** The major version. */
  readonly version: number;
  /** Where it comes from. */
  readonly from: 'url' | PostgresBinaries['from'];
  /** An address with a password in it. Default: the superuser's, in the database `postgres`, on 127.0.0.1. */
  url(where?: PostgresPlace): string;
  /** Makes an empty database, or a copy of another one to which nobody is connected; answers its name. */
  createDatabase(template?: string): Promise<string>;
  /** Removes a database, whoever is connected to it. */
  dropDatabase(name: string): Promise<void>;
  /** Ends the server and removes its data; a second call does nothing. */
  stop(): Promise<void>;
  /** Ends every process of the server with SIGKILL; `restart` brings it back. Own servers only. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, ended or not. Own servers only. */
  restart(): Promise<void>;
  /** Starts a replica, which streams from it; its own to end. Own servers only, and not on Windows. */
  startStandby(): Promise<PostgresServer>;
  /** The end of its log; empty for a server of somebody else. */
  log(): string;
}

/** Which database, as whom. */
export interface PostgresPlace {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
  readonly host?: string | undefined;
}

/** Nothing here has to survive a loss of power, and tests wait for the disk otherwise. */
const FAST = { fsync: 'off', full_page_writes: 'off', autovacuum_naptime: '5' };

const QUIET = { listen_addresses: 'localhost', unix_socket_directories: '', max_connections: '200' };

const databaseUrl = (): string | undefined => process.env['DATABASE_URL'] || undefined;

const wantsOwn = ({ own, settings, tls }: PostgresOptions): boolean =>
  own ?? (settings !== undefined || tls !== undefined);

/**
 * Why no server can be started, in one line that says what to install; `undefined` when one can.
 *
 * @example
 * ```ts
 * import { postgresMissing } from '@localert/servers/postgres';
 *
 * console.log(postgresMissing({ version: 15 }) ?? 'PostgreSQL 15 is there');
 * ```
 */
export function postgresMissing(options: PostgresOptions = {}): string | undefined {
  const { version } = options;
  if (!wantsOwn(options) && version === undefined && databaseUrl() !== undefined) return undefined;
  if (findBinaries(version) !== undefined) return undefined;
  const name = version === undefined ? 'PostgreSQL' : `PostgreSQL ${version}`;
  const suffix = version === undefined ? '' : `-${version}`;
  return `no ${name} on this machine; Debian and Ubuntu: apt-get install postgresql${suffix}`;
}

async function runSql(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

let databases = 0;

/** What a server of any origin can do. */
function databasesOf(urlOf: (where?: PostgresPlace) => string) {
  return {
    url: urlOf,
    async createDatabase(template = 'template0'): Promise<string> {
      const name = `localert_${process.pid}_${randomBytes(4).toString('hex')}_${++databases}`;
      await runSql(urlOf(), `CREATE DATABASE ${name} TEMPLATE ${template}`);
      return name;
    },
    async dropDatabase(name: string): Promise<void> {
      await runSql(urlOf(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

function urlIn(base: string, { user, password, database, host }: PostgresPlace = {}): string {
  const url = new URL(base);
  if (user !== undefined) url.username = user;
  if (user !== undefined || password !== undefined) url.password = password ?? '';
  if (database !== undefined) url.pathname = `/${database}`;
  if (host !== undefined) url.hostname = host;
  return url.href;
}

/** The server of DATABASE_URL: used as it is, in databases of our own. */
async function foreignServer(address: string): Promise<PostgresServer> {
  const [row] = await runSql(address, 'SHOW server_version_num');
  const made: string[] = [];
  const own = databasesOf((where) => urlIn(address, where));
  const refuse = async () => {
    throw new Error('The server of DATABASE_URL is not ours to end.');
  };
  return {
    ...own,
    async createDatabase(template) {
      const name = await own.createDatabase(template);
      made.push(name);
      return name;
    },
    port: Number(new URL(address).port || 5432),
    version: Math.trunc(Number(row?.['server_version_num']) / 10_000),
    from: 'url',
    log: () => '',
    async stop() {
      for (const name of made.splice(0)) await own.dropDatabase(name);
    },
    kill: refuse,
    restart: refuse,
    startStandby: refuse,
  };
}

const tlsSettings = (folder: string, tls: PostgresOptions['tls']): Record<string, string> => {
  if (tls === undefined) return {};
  const [cert, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  writeOwned(cert, tls.cert);
  writeOwned(key, tls.key);
  return { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key };
};

/** Starts a cluster of our own: in a temporary folder, on a free port, with a password of its own. */
async function ownServer(binaries: PostgresBinaries, options: PostgresOptions): Promise<PostgresServer> {
  const folder = makeFolder();
  const password = randomBytes(12).toString('hex');
  return withRemoval(folder, async (remove) => {
    await initCluster(binaries, folder, password);
    const settings = { ...FAST, ...QUIET, ...tlsSettings(folder, options.tls), ...options.settings };
    return serverIn(binaries, folder, password, settings, remove);
  });
}

/** A folder goes with what was to be made in it. */
async function withRemoval<Result>(
  folder: string,
  work: (remove: () => void) => Promise<Result>,
): Promise<Result> {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    return await work(remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function serverIn(
  binaries: PostgresBinaries,
  folder: string,
  password: string,
  settings: Readonly<Record<string, string>>,
  remove: () => void,
): Promise<PostgresServer> {
  let running = await runServer(binaries, folder, await freePort(), settings);
  let stopped = false;
  process.once('exit', remove);
  const base = () => `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`;
  return {
    ...databasesOf((where) => urlIn(base(), where)),
    port: running.port,
    version: binaries.version,
    from: binaries.from,
    log: () => running.log(),
    async stop() {
      if (stopped) return;
      stopped = true;
      await running.drop();
      process.off('exit', remove);
      remove();
    },
    kill: () => running.kill(),
    async restart() {
      await running.stop();
      running = await runServer(binaries, folder, running.port, settings);
    },
    startStandby() {
      const copy = makeFolder();
      return withRemoval(copy, async (removeCopy) => {
        const slot = await copyCluster(base(), folder, copy);
        const source = `host=127.0.0.1 port=${running.port} user=postgres password=${password}`;
        const follow = { primary_conninfo: source, primary_slot_name: slot, hot_standby: 'on' };
        return serverIn(binaries, copy, password, { ...settings, ...follow }, removeCopy);
      });
    },
  };
}

/**
 * Starts a PostgreSQL for tests: that of DATABASE_URL (an owner's address) where it fits, else the binaries that npm
 * brings, else the machine's. It ends with this process, whatever becomes of it.
 *
 * @throws Error when there is none; ask {@link postgresMissing} first
 *
 * @example
 * ```ts
 * import { startPostgres } from '@localert/servers/postgres';
 *
 * const server = await startPostgres();
 * const database = await server.createDatabase();
 * console.log(server.url({ database }).length > 0);
 * await server.stop();
 * ```
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const address = databaseUrl();
  if (address !== undefined && !wantsOwn(options)) {
    const server = await foreignServer(address);
    if (options.version === undefined || server.version === options.version) return server;
  }
  const binaries = findBinaries(options.version);
  if (binaries === undefined) throw new Error(postgresMissing(options));
  return ownServer(binaries, options);
}

/** The functions of a test runner that {@link describePostgres} needs: vitest's. */
export interface SuiteApi {
  readonly describe: ((name: string, body: () => void) => unknown) & {
    readonly skip: (name: string, body: () => void) => unknown;
  };
  readonly beforeAll: (work: () => Promise<void>, timeout?: number) => unknown;
  readonly afterAll: (work: () => Promise<void>, timeout?: number) => unknown;
}

/**
 * A suite with a server of its own, which ends with it. Without PostgreSQL it is skipped by a name that says why;
 * REQUIRE_SERVICES=1 makes it fail instead.
 *
 * @param body - registers the tests; the server is there once they run
 */
export function describePostgres(
  { describe, beforeAll, afterAll }: SuiteApi,
  name: string,
  options: PostgresOptions,
  body: (server: () => PostgresServer) => void,
): void {
  const missing = postgresMissing(options);
  if (missing !== undefined && process.env['REQUIRE_SERVICES'] !== '1') {
    describe.skip(`${name} (${missing})`, () => body(() => undefined as never));
    return;
  }
  describe(name, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgres(options);
    }, 120_000);
    afterAll(async () => server?.stop(), 60_000);
    body(() => server as PostgresServer);
  });
}
