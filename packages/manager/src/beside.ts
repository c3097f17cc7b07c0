import type { Destination, Escalation, QueuedAlert, TenantContext, TenantScope } from '@localert/core';
import type { MarkKind, SlackMessage } from '@localert/slack';
import { derivedId, timeOfId } from './derived-id.ts';
import { errorCode } from './error-code.ts';
import { groupOf } from './group.ts';
import type { Delivery, House } from './house.ts';
import type { IncidentPlace } from './incident-record.ts';
import { loudFrom } from './times.ts';

/** The same alert without its place and time. What is no duplicate of the first is none of the others. */
const bare = ({
  rank: _,
  dedupe: __,
  follows: ___,
  notBefore: ____,
  expiresAt: _____,
  ...rest
}: QueuedAlert) => rest;

/** A message in JSON with words above it. */
export function markedJson(
  { marks }: House,
  json: string,
  kind: MarkKind,
  locale: string,
  count?: number,
): string {
  return JSON.stringify(marks.above(JSON.parse(json) as SlackMessage, kind, locale, count));
}

/** What goes out of one alert. */
export interface Original {
  readonly delivery: Delivery;
  readonly scope: TenantScope;
  readonly tenant: TenantContext;
  readonly queued: QueuedAlert;
  /** The alert that it is, or that it is a duplicate of. */
  readonly anchor: string;
}

/** The alert for every place but the first. @param places - of an incident that goes on: its messages are answered */
export function copiesOf(
  { delivery, scope, queued, anchor }: Original,
  to: readonly Destination[],
  places: readonly IncidentPlace[] = [],
): readonly QueuedAlert[] {
  const { rank, notBefore, expiresAt } = queued;
  return to.slice(1).map((destination, index) => {
    const place = places[index + 1];
    return {
      ...bare(queued),
      ...{ rank, notBefore, expiresAt, destination },
      id: derivedId(anchor, `copy/${index + 1}`),
      group: place?.group ?? groupOf(delivery, scope, destination),
      follows: place && { alert: place.alert, as: 'reply' },
    };
  });
}

/** The alert for where it goes when nobody acknowledges it. Whoever dispatches asks then whether somebody has. */
export function escalationsOf(
  house: House,
  { delivery, scope, queued, anchor }: Original,
  steps: readonly Escalation[],
): readonly QueuedAlert[] {
  // Each has a rank by its age: when its time comes, it has waited.
  const from = queued.notBefore ?? queued.createdAt;
  return steps.map(({ afterMs, destination }, index) => ({
    ...bare(queued),
    id: derivedId(anchor, `escalation/${index}`),
    destination,
    group: groupOf(delivery, scope, destination),
    payload: markedJson(house, queued.payload, 'escalated', queued.locale),
    plain: markedJson(house, queued.plain, 'escalated', queued.locale),
    notBefore: Math.ceil(from + afterMs),
    purpose: 'escalation',
  }));
}

/** What tells, when the window of an alert is over, how many more there were. It is told to where the alert is. */
export function digestOf(
  { delivery, tenant, queued, anchor }: Original,
  windowMs: number,
): QueuedAlert | undefined {
  const how = tenant.delivery?.digest ?? 'reply';
  if (how === 'off') return undefined;
  const end = Math.max((timeOfId(anchor) ?? queued.createdAt) + windowMs, queued.createdAt);
  const as = how === 'update' && delivery.transport.update !== undefined ? 'update' : 'reply';
  return {
    ...bare(queued),
    id: derivedId(anchor, 'digest'),
    follows: { alert: anchor, as },
    notBefore: Math.ceil(loudFrom(tenant, queued.severity, end)),
    purpose: 'digest',
  };
}

/** Queues what belongs to an alert that is queued. That is not taken back when this fails: observers are told. */
export async function enqueueBeside(
  house: House,
  { delivery, scope, queued }: Original,
  alerts: readonly QueuedAlert[],
): Promise<void> {
  const settled = await Promise.allSettled(
    alerts.map((alert) => delivery.outbox.enqueue(scope, alert).durable),
  );
  for (const outcome of settled) {
    if (outcome.status === 'fulfilled') continue;
    const { id: alert, severity } = queued;
    house.observe({
      ...{ type: 'alert.incomplete', tenant: scope.tenant, alert, severity },
      fixture: queued.fixture,
      code: errorCode(outcome.reason),
    });
  }
}
