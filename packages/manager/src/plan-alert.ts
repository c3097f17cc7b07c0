import {
  assertFixtureId,
  type Destination,
  type FixtureId,
  PRIORITY_OF_SEVERITY,
  packValues,
  type QueuedAlert,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead } from './authorize.ts';
import { SetupError } from './errors.ts';
import { groupOf } from './group.ts';
import { guardValues } from './guard-values.ts';
import type { Delivery, House } from './house.ts';
import { type Recalled, recall } from './incident-memory.ts';
import { localeList } from './locale-list.ts';
import { placesOf } from './places.ts';
import { plainValues } from './plain-values.ts';
import type { SendCount } from './quotas.ts';
import { olderOf, type Resolved, renderWithin, resolveForSend } from './resolve.ts';
import { checkRequest, type SendRequest, type SendResult } from './send-request.ts';
import { type FoundTenant, sendingTenant } from './tenant-context.ts';
import { timesOf } from './times.ts';
import { assumedSeverity, type Words, words } from './words.ts';

/** An alert that somebody asks for. */
export interface AskedAlert {
  readonly scope: TenantScope;
  readonly fixture: FixtureId;
  readonly request: SendRequest;
  readonly id: string;
  readonly act: Act;
  readonly count: SendCount;
  /** The fixture, where the caller has it; default: as it is stored. */
  readonly found?: ((tenant: TenantContext) => Resolved) | undefined;
}

/** An alert as it may go into the queue, and what was learnt on the way. */
export interface PlannedAlert {
  readonly delivery: Delivery;
  readonly tenant: TenantContext;
  readonly checked: ReturnType<typeof checkRequest>;
  readonly recalled: Recalled | undefined;
  /** One message to each. */
  readonly to: readonly Destination[];
  /** For the first of them. */
  readonly asked: QueuedAlert;
  readonly alert: Words['alert'];
  /** How old the oldest is of what it was made of, while the store does not answer. */
  readonly staleMs: number | undefined;
}

/** The first part of an alert's path, from top to bottom: all but the queue. */
export async function planAlert(house: House, ask: AskedAlert): Promise<PlannedAlert> {
  const { scope, fixture, request, id, act } = ask;
  // 1. The scope was made by forTenant; what the caller adds is checked before anything is touched.
  assertFixtureId(fixture);
  const delivery = deliveryOf(house);
  const checked = checkRequest(request);

  // 2. May this actor send this alert? Step 4 asks again, with its severity.
  act.touches({}, { fixture });
  authorizeAhead(house, scope, 'alert:send', { fixture });

  // 3. The tenant's state, rate and day.
  const sending = await sendingTenant(house, scope);
  const tenant = sending.context;
  const now = house.clock.now();
  await ask.count.take(tenant, now);

  // 4. The fixture: in code, cached, or one store read for all who wait, but not for long.
  const resolved = await fixtureOf(house, ask, sending);
  const entry = resolved?.entry;
  const severity = entry?.fixture.severity ?? assumedSeverity(scope);
  authorize(house, scope, 'alert:send', { fixture, severity });

  // 5. Personal data, by the tenant's policy: from here on values are as they may be shown and stored.
  const given = plainValues(request.values);
  const contract = entry?.fixture.arguments ?? {};
  const keys = [request.dedupeKey, request.incident];
  const { values, problems } = guardValues(house, tenant, fixture, contract, given, keys);

  // 6. Check values, negotiate, format, lay out, hold to the limits, as JSON text: pure, synchronous, never refuses.
  const requested = localeList(request.locale);
  const { revision, alert } = renderWithin(house, scope, tenant, entry, () =>
    words(house, tenant, fixture, severity, resolved, requested, values, problems),
  );

  // 7. Where to and when: as the request says, else as the tenant's policy does. What goes on stays where it began.
  const { incident: key } = request;
  const recalled = key === undefined ? undefined : await recall(house, scope, tenant, key);
  const places = placesOf(tenant, fixture, severity, entry?.fixture, request);
  const place = recalled?.open?.places[0];
  const destination = place?.destination ?? places.to[0] ?? {};
  const level = checked.priority ?? PRIORITY_OF_SEVERITY[severity];
  const asked: QueuedAlert = {
    id,
    fixture,
    revision,
    severity,
    priority: level,
    rank: delivery.turns.rankOf(scope.tenant, level, now),
    locale: alert.locale,
    requested,
    values: packValues(values),
    payload: alert.payload,
    plain: alert.plain,
    destination,
    fallback: places.fallback,
    group: place?.group ?? groupOf(delivery, scope, destination),
    follows: place && { alert: place.alert, as: 'reply' },
    dedupe: checked.dedupe ?? (recalled && { key: recalled.dedupeKey, windowMs: checked.windowMs }),
    createdAt: now,
    ...timesOf(tenant, severity, now),
  };
  const staleMs = olderOf(sending.staleMs, resolved?.staleMs);
  return { delivery, tenant, checked, recalled, to: places.to, asked, alert, staleMs };
}

/** @throws LOCALERT_MANAGER_CLOSED, LOCALERT_SETUP */
export function deliveryOf(house: House): Delivery {
  house.assertOpen();
  if (house.delivery === undefined)
    throw new SetupError({ needs: 'a transport, so it can render but not send' });
  return house.delivery;
}

const fixtureOf = async (
  house: House,
  { scope, fixture, found }: AskedAlert,
  sending: FoundTenant,
): Promise<Resolved | undefined> =>
  found === undefined ? resolveForSend(house, scope, sending, fixture) : found(sending.context);

/** The entry of an alert's success, for the write that queues it. */
export function alongAlert(
  act: Act,
  takes: boolean,
  { locale, severity, revision, payload }: QueuedAlert,
  { problems }: Words['alert'],
): ReturnType<Act['along']> {
  act.touches({ locale }, { severity, revision, problems: problems.length });
  return act.along(takes, payload);
}

/** What a sender learns of an alert that is queued, whatever became of it there. */
export function resultOf(
  { delivery, alert, staleMs }: PlannedAlert,
  { id, notBefore }: QueuedAlert,
): Omit<SendResult, 'status'> {
  return {
    id,
    locale: alert.locale,
    step: alert.step,
    problems: alert.problems,
    durable: delivery.outbox.durable,
    ...(staleMs === undefined ? {} : { staleMs }),
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

/** Tells observers of an alert that is on its way into the queue. */
export function tellEnqueued(
  house: House,
  scope: TenantScope,
  { id, fixture, severity }: QueuedAlert,
  { locale, problems, step }: Words['alert'],
  durationMs: number,
): void {
  const base = { tenant: scope.tenant, alert: id, fixture, severity, locale };
  house.observe({ ...base, type: 'alert.enqueued', problems: problems.length, durationMs });
  if (step !== 'exact') house.observe({ ...base, type: 'alert.fallback', step });
}
