import { InvalidInputError, isLocalertError, StoreNewerError } from '@localert/core';
import type { Pool, PoolClient } from 'pg';
import { isAnswer, storeFault } from './faults.ts';
import type { MigrationSetting, MigrationStep } from './migrations/step.ts';
import { STEPS } from './migrations/steps.ts';
import { giveBack, ignoreError, takeClient } from './session.ts';
import { type PostgresRoles, settingOf } from './setting.ts';

/** How the tables are made. */
export interface PostgresMigrationOptions {
  /** Of the user that shall own the tables: not the one that the store runs as. */
  readonly pool: Pool;
  /** Default `localert`. */
  readonly schema?: string | undefined;
  /** Made when they are missing, which takes CREATEROLE. */
  readonly roles?: PostgresRoles | undefined;
  /** Users that stores log in as: they become members of both roles, and inherit nothing of them. Default none. */
  readonly logins?: readonly string[] | undefined;
  /** Over how many tables the events are spread, by their tenant; fixed once they are made. Default 16. */
  readonly partitions?: number | undefined;
}

/** Where a schema is. */
export interface PostgresMigrationStatus {
  /** Of the tables that are there; 0 when there are none. */
  readonly version: number;
  /** The newest that this code knows. */
  readonly known: number;
  /** Names of the steps that are still to be made, in order. */
  readonly pending: readonly string[];
}

/** Makes the tables, and brings them up to date. */
export interface PostgresMigrations {
  /** Makes every step that is missing, each as a whole or not at all. Safe when several processes start at once. */
  up(): Promise<PostgresMigrationStatus>;
  status(): Promise<PostgresMigrationStatus>;
  /** The SQL that `up` would run now, for whoever wants to read it, or run it with `psql`. Empty when there is none. */
  plan(): Promise<string>;
}

/** Any identifier, for a user that somebody else named. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Roles belong to the whole server: another database's migration may make them at the same moment. */
const roleText = (role: string): string => `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN NOINHERIT; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;`;

/**
 * A user that inherited the system's role would see every tenant's rows without naming any. From 16 on that is a matter
 * of the membership, before of the user (https://www.postgresql.org/docs/16/release-16.html).
 */
const loginText = (login: string, { tenantRole, systemRole }: MigrationSetting): string => {
  const grant = `GRANT ${tenantRole}, ${systemRole} TO ${quoted(login)}`;
  return `DO $$ BEGIN
  IF (SELECT count(*) FROM pg_auth_members JOIN pg_roles held ON held.oid = roleid JOIN pg_roles login ON login.oid = member
    WHERE login.rolname = ${literal(login)} AND held.rolname IN ('${tenantRole}', '${systemRole}')) < 2 THEN
    IF current_setting('server_version_num')::int >= 160000 THEN
      EXECUTE ${literal(`${grant} WITH INHERIT FALSE, SET TRUE`)};
    ELSE
      EXECUTE ${literal(`ALTER ROLE ${quoted(login)} NOINHERIT`)};
      EXECUTE ${literal(grant)};
    END IF;
  END IF;
END $$;`;
};

const schemaText = ({ schema }: MigrationSetting): string => `DO $$ BEGIN
  IF to_regnamespace('${schema}') IS NULL THEN CREATE SCHEMA "${schema}"; END IF;
END $$;
CREATE TABLE IF NOT EXISTS "${schema}".schema_version (
  version integer PRIMARY KEY,
  name text NOT NULL,
  applied timestamptz NOT NULL DEFAULT now()
);`;

const lockText = ({ schema }: MigrationSetting): string =>
  `SELECT pg_advisory_xact_lock(hashtextextended('localert:${schema}', 0))`;

const stepText = (setting: MigrationSetting, step: MigrationStep, version: number): string =>
  `SET LOCAL search_path = "${setting.schema}", pg_temp;
${step.sql(setting).trim()}
INSERT INTO schema_version (version, name) VALUES (${version}, ${literal(step.name)});`;

const inTransaction = (setting: MigrationSetting, text: string): string =>
  `BEGIN;\n${lockText(setting)};\n${text}\nCOMMIT;`;

async function readVersion(client: PoolClient, { schema }: MigrationSetting): Promise<number> {
  const table = `"${schema}".schema_version`;
  const { rows: found } = await client.query(`SELECT to_regclass('${table}') IS NOT NULL AS there`);
  if (!found[0]?.there) return 0;
  const { rows } = await client.query(`SELECT max(version) AS version FROM ${table}`);
  return Number(rows[0]?.version ?? 0);
}

/** Refuses what cannot stand in the text of a statement. */
function assertOptions({ logins = [], partitions = 16 }: PostgresMigrationOptions): void {
  const issues: { path: string; message: string }[] = [];
  const isName = (login: unknown) => typeof login === 'string' && /^[^\0$]{1,63}$/.test(login);
  if (!Array.isArray(logins) || !logins.every(isName))
    issues.push({ path: 'logins', message: 'a list of user names' });
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > 1_024) {
    issues.push({ path: 'partitions', message: 'a whole number from 1 to 1024' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'PostgreSQL migrations', issues });
}

/**
 * Makes the tables of a PostgreSQL store, its roles and its rules of row-level security. Run it before the program that
 * uses the store, as the user that shall own the tables.
 *
 * @throws LOCALERT_INVALID_INPUT. Its methods: LOCALERT_STORE_NEWER, LOCALERT_STORE_UNAVAILABLE, LOCALERT_STORE_FULL
 *
 * @example
 * ```ts
 * import { postgresMigrations } from '@localert/store-postgres';
 * import { Pool } from 'pg';
 *
 * const pool = new Pool({ connectionString: process.env['OWNER_URL'] });
 * const { version } = await postgresMigrations({ pool, logins: ['app'] }).up();
 * console.log(`The tables have version ${version}.`);
 * await pool.end();
 * ```
 */
export function postgresMigrations(options: PostgresMigrationOptions): PostgresMigrations {
  return migrationsOf(options, STEPS);
}

/** @param steps - those of the schema; others for tests */
export function migrationsOf(
  options: PostgresMigrationOptions,
  steps: readonly MigrationStep[],
): PostgresMigrations {
  assertOptions(options);
  const { pool, logins = [], partitions = 16 } = options;
  const setting: MigrationSetting = { ...settingOf(options), partitions };
  const known = steps.length;
  const preparation = [
    roleText(setting.tenantRole),
    roleText(setting.systemRole),
    ...logins.map((login) => loginText(login, setting)),
  ];

  const statusOf = (version: number): PostgresMigrationStatus => ({
    version,
    known,
    pending: steps.slice(version).map(({ name }) => name),
  });

  async function withClient<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    let client: PoolClient | undefined;
    let broken = false;
    try {
      client = await takeClient(pool);
      return await work(client);
    } catch (error) {
      broken = !isLocalertError(error) && !isAnswer(error);
      throw storeFault('migrate', error);
    } finally {
      if (client !== undefined) giveBack(client, broken);
    }
  }

  /** Makes the next step, if there is one; answers the version then. */
  async function next(client: PoolClient): Promise<number> {
    await client.query('BEGIN');
    try {
      await client.query(lockText(setting));
      // Read under the lock: another process may have made the step meanwhile.
      let version = await readVersion(client, setting);
      if (version > known) throw new StoreNewerError({ found: version, known });
      const step = steps[version];
      if (step !== undefined) {
        await client.query(schemaText(setting));
        await client.query(stepText(setting, step, ++version));
      }
      await client.query('COMMIT');
      return version;
    } catch (error) {
      await client.query('ROLLBACK').catch(ignoreError);
      throw error;
    }
  }

  return {
    up: () =>
      withClient(async (client) => {
        for (const text of preparation) await client.query(text);
        let version = -1;
        for (;;) {
          const made = await next(client);
          if (made === version || made === known) return statusOf(made);
          version = made;
        }
      }),
    status: () => withClient(async (client) => statusOf(await readVersion(client, setting))),
    plan: () =>
      withClient(async (client) => {
        const version = await readVersion(client, setting);
        if (version > known) throw new StoreNewerError({ found: version, known });
        if (version === known) return '';
        const made = steps.slice(version).map((step, index) => {
          const text = stepText(setting, step, version + index + 1);
          return inTransaction(setting, index + version === 0 ? `${schemaText(setting)}\n${text}` : text);
        });
        return `${[...preparation, ...made].join('\n\n')}\n`;
      }),
  };
}
