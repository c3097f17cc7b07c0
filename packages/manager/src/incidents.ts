import {
  guardLogLine,
  InvalidInputError,
  NotFoundError,
  type Page,
  type PageRequest,
  protectionOf,
  type TenantContext,
  type TenantScope,
  visible,
} from '@localert/core';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead, isAuthorized } from './authorize.ts';
import type { House } from './house.ts';
import {
  findIncident,
  type IncidentRecord,
  incidentId,
  incidentOfAlert,
  incidentRecords,
  type KeptIncident,
  keepIncident,
  keptIncident,
} from './incident-record.ts';
import { type Incident, incidentView } from './incident-view.ts';
import { activeTenantOf, tenantOf } from './tenant-context.ts';

/** Longest name of who acknowledged. */
const MAX_NAME = 200;
/** Tries of a change that others came before. */
const TRIES = 8;

/**
 * An incident by its key, or by the id of one of its alerts. It is named in errors by the hash of its key.
 *
 * @throws LOCALERT_NOT_FOUND for an unknown one, and for one of another tenant
 */
export async function incidentNamed(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  name: string,
): Promise<KeptIncident> {
  if (typeof name !== 'string' || name === '') {
    const message = 'the key of an incident, or the id of one of its alerts';
    throw new InvalidInputError({ what: 'incident', issues: [{ path: 'incident', message }] });
  }
  const { version, record } = await findIncident(house, scope, incidentId(name), tenant);
  if (record !== undefined) return { version, record };
  const found = await incidentOfAlert(house, scope, name, tenant);
  if (found === undefined) throw new NotFoundError({ kind: 'incident', id: incidentId(name) });
  return found;
}

/**
 * Changes an incident as it is when the write succeeds.
 *
 * @param change - answers `undefined` where nothing is to change
 */
export async function changeIncident(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  first: KeptIncident,
  change: (record: IncidentRecord) => IncidentRecord | undefined,
): Promise<{ readonly record: IncidentRecord; readonly changed: boolean }> {
  let kept = first;
  for (let tries = 1; ; tries++) {
    const next = change(kept.record);
    if (next === undefined) return { record: kept.record, changed: false };
    if (await keepIncident(house, scope, { version: kept.version + 1, record: next }))
      return { record: next, changed: true };
    // Gone meanwhile, or somebody writes without end: not to be told apart, and neither is there for long.
    if (tries === TRIES) throw new NotFoundError({ kind: 'incident', id: incidentId(kept.record.key) });
    kept = await incidentNamed(house, scope, tenant, kept.record.key);
  }
}

/** Tells observers of a change. */
export function tellIncident(
  house: House,
  scope: TenantScope,
  { fixture, severity, places }: IncidentRecord,
  change: 'acknowledged' | 'resolved',
): void {
  const { alert } = places[0];
  house.observe({ type: 'incident.changed', tenant: scope.tenant, alert, fixture, severity, change });
}

/** Who did it, as it is kept: without personal data where the tenant's policy does not keep any. */
function nameOf(house: House, tenant: TenantContext, by: string): string {
  if (typeof by !== 'string' || by === '' || by.length > MAX_NAME || visible(by, MAX_NAME) !== by) {
    const message = `a printable name of 1 to ${MAX_NAME} characters`;
    throw new InvalidInputError({ what: 'acknowledgement', issues: [{ path: 'by', message }] });
  }
  return guardLogLine(house.pii, protectionOf(tenant).pii, by);
}

/** Notes that somebody looks after an incident: its escalations are not posted any more. A second time changes nothing. */
export async function acknowledgeIncident(
  house: House,
  scope: TenantScope,
  name: string,
  by: string,
  act: Act,
): Promise<Incident> {
  authorizeAhead(house, scope, 'alert:acknowledge');
  const tenant = await activeTenantOf(house, scope);
  const kept = await incidentNamed(house, scope, tenant, name);
  const { fixture, severity } = kept.record;
  authorize(house, scope, 'alert:acknowledge', { fixture, severity });
  act.touches({ id: kept.record.places[0].alert }, { fixture, severity });
  const acknowledgedBy = nameOf(house, tenant, by);
  const { record, changed } = await changeIncident(house, scope, tenant, kept, (current) =>
    current.state === 'open'
      ? { ...current, state: 'acknowledged', acknowledgedAt: house.clock.now(), acknowledgedBy }
      : undefined,
  );
  if (changed) tellIncident(house, scope, record, 'acknowledged');
  return incidentView(record);
}

/** Which incidents. */
export interface IncidentQuery extends PageRequest {
  /** Default: those that are open, acknowledged or not. */
  readonly states?: readonly Incident['state'][] | undefined;
}

/** The tenant's incidents that the actor may read. A page may be short, or empty, and have a cursor. */
export async function listIncidents(
  house: House,
  scope: TenantScope,
  { states = ['open', 'acknowledged'], ...page }: IncidentQuery,
): Promise<Page<Incident>> {
  authorizeAhead(house, scope, 'alert:read');
  const { createdAt } = await tenantOf(house, scope);
  const { items, ...rest } = await incidentRecords(house).list(scope, scope.tenant, 'incident', page);
  const records = items.map((item) => keptIncident(item).record);
  return {
    ...rest,
    items: records
      .filter(({ tenantCreatedAt, state }) => tenantCreatedAt === createdAt && states.includes(state))
      .filter(({ fixture, locale, severity }) =>
        isAuthorized(house, scope, 'alert:read', { fixture, locale, severity }),
      )
      .map(incidentView),
  };
}
