import { changeOf, type FixtureChange, type FixtureId, type TenantId } from '@localert/core';
import type { Connection, Row } from './connection.ts';
import { eventOf, numberOf, textOf } from './rows.ts';

/** A place in the feed, and what was written there. */
export interface Place {
  readonly seq: number;
  readonly change: FixtureChange;
}

/** The empty row that keeps a place has no fixture. */
const OF_ALL = "SELECT seq, tenant, body FROM event WHERE seq > ? AND fixture <> '' ORDER BY seq LIMIT ?";

const OF_TENANT = 'SELECT seq, tenant, body FROM event WHERE tenant = ? AND seq > ? ORDER BY seq LIMIT ?';

const LAST = 'SELECT coalesce(max(seq), 0) AS seq FROM event';

const LAST_OF_TENANT = 'SELECT coalesce(max(seq), 0) AS seq FROM event WHERE tenant = ?';

const NAMES = "SELECT seq, tenant, fixture FROM event WHERE seq > ? AND fixture <> '' ORDER BY seq LIMIT ?";

const TENANTS = 'SELECT seq, tenant FROM tenant_change WHERE seq > ? ORDER BY seq LIMIT ?';

const LAST_TENANT = 'SELECT coalesce(max(seq), 0) AS seq FROM tenant_change';

const seqOf = (row: Row | undefined): number => (row === undefined ? 0 : numberOf(row, 'seq'));

/** What was appended after a place; of one tenant when it is named. */
export function readChanges(
  connection: Connection,
  tenant: TenantId | undefined,
  after: number,
  limit: number,
): Place[] {
  const rows =
    tenant === undefined
      ? connection.all(OF_ALL, after, limit)
      : connection.all(OF_TENANT, tenant, after, limit);
  return rows.map((row) => ({ seq: seqOf(row), change: changeOf(textOf(row, 'tenant'), eventOf(row)) }));
}

/** The last place of the feed, or of a tenant's: how much others write is not a tenant's to know. 0 before the first. */
export const lastPlace = (connection: Connection, tenant?: TenantId): number =>
  seqOf(tenant === undefined ? connection.get(LAST) : connection.get(LAST_OF_TENANT, tenant));

/** Which fixtures were written after a place. */
export const readNames = (
  connection: Connection,
  after: number,
  limit: number,
): { readonly seq: number; readonly tenant: TenantId; readonly fixture: FixtureId }[] =>
  connection
    .all(NAMES, after, limit)
    .map((row) => ({ seq: seqOf(row), tenant: textOf(row, 'tenant'), fixture: textOf(row, 'fixture') }));

/** Notes that a tenant is not any more what it was; triggers do so where its settings are written. */
export const noteTenant = (connection: Connection, tenant: TenantId): void =>
  void connection.run('INSERT INTO tenant_change (tenant) VALUES (?)', tenant);

/** Which tenants changed after a place. The list is of the last ones alone: a gap says that some were missed. */
export const readTenants = (
  connection: Connection,
  after: number,
  limit: number,
): { readonly seq: number; readonly tenant: TenantId }[] =>
  connection.all(TENANTS, after, limit).map((row) => ({ seq: seqOf(row), tenant: textOf(row, 'tenant') }));

export const lastTenantChange = (connection: Connection): number => seqOf(connection.get(LAST_TENANT));

/** Is another number whenever another connection has written. */
export const dataVersion = (connection: Connection): number =>
  numberOf(connection.get('PRAGMA data_version') as Row, 'data_version');
