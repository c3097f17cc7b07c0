import { createHash } from 'node:crypto';
import {
  type AlertSeverity,
  type Destination,
  type FixtureId,
  type Locale,
  MAX_RECORD_LENGTH,
  type Records,
  StoreCorruptError,
  type StoredRecord,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { SetupError } from './errors.ts';
import type { House } from './house.ts';

/** Where a message of an incident stands. */
export interface IncidentPlace {
  readonly alert: string;
  readonly destination: Destination;
  readonly group: string;
}

/** At least one. */
export type IncidentPlaces = readonly [IncidentPlace, ...IncidentPlace[]];

/** What is remembered of what was sent under a key. */
export interface IncidentRecord {
  readonly key: string;
  readonly state: 'open' | 'acknowledged' | 'resolved';
  /** Counts how often it was opened, from 1: after its end the same key begins anew. */
  readonly generation: number;
  readonly fixture: FixtureId;
  readonly revision: number;
  readonly severity: AlertSeverity;
  readonly priority: number;
  /** The locale that it was first told in: it ends in the same. */
  readonly locale: Locale;
  readonly requested: readonly Locale[];
  /** Packed by core's `packValues`, after the tenant's policy for personal data. */
  readonly values: string;
  /** The first is that of the alert itself, the others are its copies. */
  readonly places: IncidentPlaces;
  /** Alerts that lead to it by their ids: those of its places, and its escalations. */
  readonly alerts: readonly string[];
  /** Alerts that were sent under the key since it was opened; duplicates within a window are not among them. */
  readonly occurrences: number;
  /** Its message waits until then. Epoch milliseconds. */
  readonly waitsUntil?: number | undefined;
  /** Epoch milliseconds, like all times of it. */
  readonly openedAt: number;
  readonly openedBy: string;
  readonly acknowledgedAt?: number | undefined;
  readonly acknowledgedBy?: string | undefined;
  readonly resolvedAt?: number | undefined;
  readonly resolvedBy?: string | undefined;
  /** When the tenant was made: a namesake that was made later does not take over its incidents. */
  readonly tenantCreatedAt: number;
}

/** An incident with the version of its record. */
export interface KeptIncident {
  readonly version: number;
  readonly record: IncidentRecord;
}

/** When something last happened to an incident. */
export const touchedAt = ({ openedAt, acknowledgedAt = 0, resolvedAt = 0 }: IncidentRecord): number =>
  Math.max(openedAt, acknowledgedAt, resolvedAt);

/** Sealed, a body is a third longer and has a head. In bytes, so that it fits in any script. */
const MAX_BODY_BYTES = Math.floor(MAX_RECORD_LENGTH * 0.7);

/** A key may be longer than a record's id, and holds what it likes. */
export const incidentId = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** Where incidents are remembered. @throws LOCALERT_SETUP when nowhere */
export function incidentRecords({ records }: House): Records {
  if (records === undefined)
    throw new SetupError({ needs: 'a store that keeps records, so it remembers no incidents' });
  return records;
}

/** The incident in a record. @throws LOCALERT_STORE_CORRUPT when there is none in it */
export function keptIncident({ body, version }: StoredRecord): KeptIncident {
  try {
    const record = JSON.parse(body) as IncidentRecord;
    if (Array.isArray(record.places) && record.places.length > 0 && Array.isArray(record.alerts))
      return { version, record };
  } catch {
    // As unusable as one of another shape.
  }
  throw new StoreCorruptError({ what: 'the record of an incident' });
}

/** The place of an incident in the records. */
export interface IncidentSlot {
  /** Of what lies there; 0 for nothing. */
  readonly version: number;
  /** Absent when there is none, and when it is a namesake's, which the next write takes the place of. */
  readonly record: IncidentRecord | undefined;
}

/** What lies under the id of an incident. */
export async function findIncident(
  house: House,
  scope: TenantScope,
  id: string,
  { createdAt }: TenantContext,
): Promise<IncidentSlot> {
  const stored = await incidentRecords(house).get(scope, scope.tenant, 'incident', id);
  if (stored === undefined) return { version: 0, record: undefined };
  const { version, record } = keptIncident(stored);
  return { version, record: record.tenantCreatedAt === createdAt ? record : undefined };
}

/** The incident that an alert belongs to, by the alert's id. */
export async function incidentOfAlert(
  house: House,
  scope: TenantScope,
  alert: string,
  tenant: TenantContext,
): Promise<KeptIncident | undefined> {
  const stored = await incidentRecords(house).get(scope, scope.tenant, 'incident-alert', alert);
  if (stored === undefined) return undefined;
  const { incident } = JSON.parse(stored.body) as { incident: string };
  const { version, record } = await findIncident(house, scope, incident, tenant);
  // An alert of an earlier time under the same key is not of what goes on now.
  return record?.alerts.includes(alert) === true ? { version, record } : undefined;
}

/** Values that are too long to be remembered are left out: whoever resolves can hand them in. */
function bodyOf(record: IncidentRecord): string {
  const whole = JSON.stringify(record);
  return Buffer.byteLength(whole) <= MAX_BODY_BYTES ? whole : JSON.stringify({ ...record, values: '{}' });
}

/** Writes an incident; answers whether no other write came first. */
export const keepIncident = (
  house: House,
  scope: TenantScope,
  { version, record }: KeptIncident,
): Promise<boolean> =>
  incidentRecords(house).put(scope, scope.tenant, {
    kind: 'incident',
    id: incidentId(record.key),
    version,
    body: bodyOf(record),
  });

/** Lets the alerts of an incident lead to it. */
export async function keepAlertsOf(house: House, scope: TenantScope, record: IncidentRecord): Promise<void> {
  const body = JSON.stringify({ incident: incidentId(record.key) });
  for (const id of record.alerts)
    await incidentRecords(house).put(scope, scope.tenant, { kind: 'incident-alert', id, version: 1, body });
}

/** Forgets the alerts of an incident. */
export async function forgetAlertsOf(
  house: House,
  scope: TenantScope,
  record: IncidentRecord,
): Promise<void> {
  for (const id of record.alerts)
    await incidentRecords(house).delete(scope, scope.tenant, 'incident-alert', id);
}
