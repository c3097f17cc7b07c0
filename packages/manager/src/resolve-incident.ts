import {
  type ArgumentValues,
  packValues,
  type QueuedAlert,
  type RenderProblem,
  type TenantContext,
  type TenantScope,
  unpackValues,
} from '@localert/core';
import { type RenderedJson, renderJson } from '@localert/slack';
import { deliveryOf } from './alerts.ts';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead } from './authorize.ts';
import { markedJson } from './beside.ts';
import { derivedId } from './derived-id.ts';
import { guardValues } from './guard-values.ts';
import type { Delivery, House } from './house.ts';
import type { IncidentRecord } from './incident-record.ts';
import { changeIncident, incidentNamed, tellIncident } from './incidents.ts';
import { plainValues } from './plain-values.ts';
import { renderWithin, resolveForSend } from './resolve.ts';
import { sendingTenant } from './tenant-context.ts';

/** How an incident ends. */
export interface ResolveOptions {
  /** Values that have changed since; the others are those that it was told with. */
  readonly values?: ArgumentValues | undefined;
  /**
   * Whether the message is changed, or answered in its thread. Default: changed, where the transport can; else answered.
   */
  readonly as?: 'update' | 'reply' | undefined;
}

/** What became of a resolved incident. */
export interface ResolveResult {
  /** The alerts that tell of it: one for each place that it was told at. */
  readonly alerts: readonly string[];
  /** Whether it was resolved before this call. */
  readonly already: boolean;
  readonly locale: string;
  readonly problems: readonly RenderProblem[];
}

interface Ending {
  readonly alert: Pick<RenderedJson, 'locale' | 'payload' | 'plain' | 'problems'>;
  readonly revision: number;
  readonly values: ArgumentValues;
}

/** The incident's words, rendered anew in the language that it was told in; of a fixture that is archived too. */
async function ending(
  house: House,
  scope: TenantScope,
  incident: IncidentRecord,
  given: ArgumentValues | undefined,
): Promise<Ending> {
  const { fixture, severity, locale } = incident;
  const sending = await sendingTenant(house, scope);
  const tenant: TenantContext = sending.context;
  // It rejects when the fixture was erased: that the trouble is over is told all the same.
  const resolved = await resolveForSend(house, scope, sending, fixture).catch(() => undefined);
  const entry = resolved?.entry;
  const { values, problems } = guardValues(
    house,
    tenant,
    fixture,
    entry?.fixture.arguments ?? {},
    { ...unpackValues(incident.values), ...plainValues(given) },
    [],
  );
  const revision = entry?.fixture.revision ?? 0;
  if (entry === undefined) {
    const { message, ...minimal } = house.fallback.minimal(fixture, severity, [locale, tenant.defaultLocale]);
    const json = JSON.stringify(message);
    const found: RenderProblem[] = [...problems, { code: 'bundle-missing' }, { code: 'minimal-message' }];
    return {
      revision,
      values,
      alert: { locale: minimal.locale, payload: json, plain: json, problems: found },
    };
  }
  const request = { requested: [locale], values, now: house.clock.now() };
  const alert = renderWithin(house, scope, tenant, entry, () => renderJson(entry.bundle(tenant), request));
  return { revision, values, alert: { ...alert, problems: [...problems, ...alert.problems] } };
}

/** The alerts that tell of the end: one for each place, with an id that follows from the incident's. */
function endingAlerts(
  house: House,
  { transport }: Delivery,
  incident: IncidentRecord,
  { alert, revision, values }: Ending,
  as: ResolveOptions['as'],
): readonly QueuedAlert[] {
  const { fixture, severity, priority, waitsUntil = 0 } = incident;
  const { locale } = alert;
  const now = house.clock.now();
  return incident.places.map(({ alert: followed, destination, group }) => ({
    ...{ id: derivedId(followed, 'resolved'), fixture, revision, severity, priority, locale },
    ...{ requested: incident.requested, destination, group },
    values: packValues(values),
    payload: markedJson(house, alert.payload, 'resolved', locale),
    plain: markedJson(house, alert.plain, 'resolved', locale),
    follows: { alert: followed, as: as ?? (transport.update === undefined ? 'reply' : 'update') },
    // What waits for the morning is not answered in the night.
    ...(waitsUntil > now && { notBefore: waitsUntil }),
    createdAt: now,
  }));
}

/**
 * Ends an incident: its message is changed or answered, in the language that it was told in, and marked as resolved. A
 * second call tells nobody a second time.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_PII_BLOCKED, LOCALERT_QUOTA_EXCEEDED, and the queue's own error when it did not take it
 */
export async function resolveIncident(
  house: House,
  scope: TenantScope,
  name: string,
  { values, as }: ResolveOptions,
  act: Act,
): Promise<ResolveResult> {
  authorizeAhead(house, scope, 'alert:resolve');
  const delivery = deliveryOf(house);
  const { context: tenant } = await sendingTenant(house, scope);
  const kept = await incidentNamed(house, scope, tenant, name);
  const { record: incident } = kept;
  const { fixture, severity, locale, places } = incident;
  authorize(house, scope, 'alert:resolve', { fixture, severity });
  act.touches({ id: places[0].alert, locale }, { fixture, severity });
  const ids = places.map(({ alert }) => derivedId(alert, 'resolved'));
  if (incident.state === 'resolved') return { alerts: ids, already: true, locale, problems: [] };
  const end = await ending(house, scope, incident, values);
  const write = await act.along(delivery.outbox.takesAudit === true, end.alert.payload);
  // Queued before it is noted: cut short between the two, the next call queues the same again, and notes it.
  const ends = endingAlerts(house, delivery, incident, end, as);
  // The entry goes with the first.
  for (const [index, alert] of ends.entries())
    await delivery.outbox.enqueue(scope, alert, index === 0 ? write : undefined).durable;
  const { generation } = incident;
  const { record, changed } = await changeIncident(house, scope, tenant, kept, (current) =>
    current.state === 'resolved' || current.generation !== generation
      ? undefined
      : { ...current, state: 'resolved', resolvedAt: house.clock.now(), resolvedBy: scope.actor },
  );
  if (changed) tellIncident(house, scope, record, 'resolved');
  delivery.dispatcher?.wake();
  return { alerts: ids, already: !changed, locale: end.alert.locale, problems: end.alert.problems };
}
