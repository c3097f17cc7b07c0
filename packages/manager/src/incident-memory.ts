import type { QueuedAlert, TenantContext, TenantScope } from '@localert/core';
import { errorCode } from './error-code.ts';
import type { House } from './house.ts';
import {
  findIncident,
  forgetAlertsOf,
  type IncidentPlaces,
  type IncidentRecord,
  type IncidentSlot,
  incidentId,
  incidentRecords,
  keepAlertsOf,
  keepIncident,
} from './incident-record.ts';
import { withPatience } from './patience.ts';

/** What is known of a key before an alert is sent under it. */
export interface Recalled {
  readonly key: string;
  /** Absent when the records did not answer in time: the alert goes out, and is remembered if they answer then. */
  readonly slot: IncidentSlot | undefined;
  /** The incident that goes on. */
  readonly open: IncidentRecord | undefined;
  /** After an incident has ended, the next alert under its key is no duplicate of it. */
  readonly dedupeKey: string;
}

/** What became of the memory of an alert. `unknown`: it could not be written, and observers were told. */
export type Remembered = 'opened' | 'repeated' | 'unknown';

/** Recalls what was sent under a key, but waits no longer for it than for anything else. @throws LOCALERT_SETUP */
export async function recall(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  key: string,
): Promise<Recalled> {
  incidentRecords(house);
  let slot: IncidentSlot | undefined;
  try {
    const found = findIncident(house, scope, incidentId(key), tenant);
    slot = await withPatience('records.get', house.limits.patienceMs, found);
  } catch {
    slot = undefined;
  }
  const record = slot?.record;
  const open = record !== undefined && record.state !== 'resolved' ? record : undefined;
  const generation = open?.generation ?? (record?.generation ?? 0) + 1;
  return { key, slot, open, dedupeKey: `incident/${generation}/${key}` };
}

/** An alert that was sent under a key, and what went out beside it. */
export interface Occurrence {
  readonly queued: QueuedAlert;
  readonly places: IncidentPlaces;
  readonly escalations: readonly string[];
}

function opened(
  scope: TenantScope,
  { createdAt: tenantCreatedAt }: TenantContext,
  { key, slot }: Recalled,
  { queued, places, escalations }: Occurrence,
): IncidentRecord {
  const { fixture, revision, severity, priority, locale, requested, values, notBefore, createdAt } = queued;
  return {
    ...{ key, state: 'open', generation: (slot?.record?.generation ?? 0) + 1 },
    ...{ fixture, revision, severity, priority, locale, requested, values, places },
    alerts: [...places.map(({ alert }) => alert), ...escalations],
    occurrences: 1,
    ...(notBefore !== undefined && { waitsUntil: notBefore }),
    ...{ openedAt: createdAt, openedBy: scope.actor, tenantCreatedAt },
  };
}

/** Tries of a write that others came before: each try means that another alert was counted. */
const TRIES = 8;

async function written(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  recalled: Recalled,
  occurrence: Occurrence,
): Promise<Remembered> {
  let slot = recalled.slot;
  for (let tries = 0; tries < TRIES; tries++) {
    slot ??= await findIncident(house, scope, incidentId(recalled.key), tenant);
    const { version, record } = slot;
    const isOpen = record !== undefined && record.state !== 'resolved';
    // A duplicate that came at the same time has written it.
    if (isOpen && record.places[0].alert === occurrence.places[0].alert) return 'opened';
    if (isOpen) {
      const next = { ...record, occurrences: record.occurrences + 1 };
      if (await keepIncident(house, scope, { version: version + 1, record: next })) return 'repeated';
    } else {
      const next = opened(scope, tenant, { ...recalled, slot }, occurrence);
      if (await keepIncident(house, scope, { version: version + 1, record: next })) {
        await keepAlertsOf(house, scope, next);
        if (record !== undefined) await forgetAlertsOf(house, scope, record);
        return 'opened';
      }
    }
    slot = undefined;
  }
  return 'unknown';
}

/** Remembers an alert under its key. An alert that is queued is not taken back for a memory that fails. */
export async function remember(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  recalled: Recalled,
  occurrence: Occurrence,
): Promise<Remembered> {
  const { id: alert, fixture, severity } = occurrence.queued;
  const base = { tenant: scope.tenant, alert, fixture, severity };
  try {
    const done = await written(house, scope, tenant, recalled, occurrence);
    if (done !== 'unknown') house.observe({ ...base, type: 'incident.changed', change: done });
    else house.observe({ ...base, type: 'alert.incomplete', code: 'incident_contended' });
    return done;
  } catch (error) {
    house.observe({ ...base, type: 'alert.incomplete', code: errorCode(error) });
    return 'unknown';
  }
}
