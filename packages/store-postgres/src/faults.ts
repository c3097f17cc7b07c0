import {
  InvalidInputError,
  isLocalertError,
  type LocalertError,
  StoreCorruptError,
  StoreFullError,
  StoreUnavailableError,
} from '@localert/core';

/** What to look at, by SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or system code. */
const HINTS: Readonly<Record<string, string>> = {
  '22023': 'its roles are missing: run the migrations',
  '25006': 'this server only reads: it is a standby, so connect to the primary',
  '25P03': 'its transaction waited for this process for too long',
  '28000': 'the server refuses this user: look at pg_hba.conf and the pool’s user',
  '28P01': 'the server refuses this password',
  '3D000': 'its database is missing',
  '3F000': 'its schema is missing: run the migrations',
  '40001': 'others changed the same rows at the same time, again and again',
  '40P01': 'others changed the same rows at the same time, again and again',
  '42501':
    'its user may not do this: run the migrations, and make the user a member of the roles of tenants and of the system',
  '42703': 'its tables are of an earlier version: run the migrations',
  '42883': 'its tables are of an earlier version: run the migrations',
  '42P01': 'its tables are missing: run the migrations',
  '53300': 'the server takes no more connections: make the pools smaller, or max_connections larger',
  '55P03': 'others held its rows for too long',
  '57014': 'it took longer than statementTimeoutMs',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is not of an authority in ssl.ca',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another host name',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server’s certificate is not of an authority in ssl.ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the server’s certificate is not of an authority in ssl.ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate is not of an authority in ssl.ca',
};

/** Values that the tables cannot keep: text that is none, numbers out of range, too long for an index. */
const UNFIT: ReadonlySet<string> = new Set([
  '22001',
  '22003',
  '22021',
  '22P02',
  '22P05',
  '23502',
  '23505',
  '23514',
  '54000',
]);

const DAMAGED: ReadonlySet<string> = new Set(['XX001', 'XX002']);

/** Two transactions got into each other's way: one of them was undone, and may simply run again. */
const REPEATABLE: ReadonlySet<string> = new Set(['40001', '40P01']);

const DISK_FULL = '53100';

/** The SQLSTATE of a fault of PostgreSQL, the system code of one of the network; `undefined` for others. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Whether the server undid a transaction that may simply run again. */
export const isRepeatable = (error: unknown): boolean => REPEATABLE.has(codeOf(error) ?? '');

/**
 * Whether the server answered: then the connection is good, whatever it answered. What ends a session is of class 57P,
 * and 08 and 25P03 too (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
export function isAnswer(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|25P03)/.test(code) && !code.startsWith('E');
}

/**
 * The typed error for what the driver threw. PostgreSQL's own sentence is dropped: it may quote a value, and its
 * details quote rows.
 *
 * @param operation - what was asked of the store, for example `commit`
 */
export function storeFault(operation: string, error: unknown): LocalertError {
  if (isLocalertError(error)) return error;
  const options = { cause: error };
  const code = codeOf(error) ?? '';
  if (code === DISK_FULL) return new StoreFullError({ operation }, options);
  if (DAMAGED.has(code)) return new StoreCorruptError({ what: 'a table or an index is damaged' }, options);
  if (UNFIT.has(code)) {
    const issues = [{ path: '', message: 'something that the database can keep' }];
    return new InvalidInputError({ what: `input of "${operation}"`, issues }, options);
  }
  const hint = Object.hasOwn(HINTS, code) ? HINTS[code] : undefined;
  return new StoreUnavailableError(hint === undefined ? { operation } : { operation, hint }, options);
}
