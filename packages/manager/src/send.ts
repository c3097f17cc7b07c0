import {
  assertFixtureId,
  type FixtureId,
  PRIORITY_OF_SEVERITY,
  packValues,
  type QueuedAlert,
  type TenantScope,
  visible,
} from '@localert/core';
import { ACTIONS } from './actions.ts';
import { type Act, audited } from './audited.ts';
import { authorize, authorizeAhead } from './authorize.ts';
import { errorCode } from './error-code.ts';
import { SetupError } from './errors.ts';
import { followUp } from './follow-up.ts';
import { gatheredAlert } from './gathered.ts';
import { groupOf } from './group.ts';
import { guardValues } from './guard-values.ts';
import type { Delivery, House } from './house.ts';
import { recall } from './incident-memory.ts';
import { localeList } from './locale-list.ts';
import { placesOf } from './places.ts';
import { plainValues } from './plain-values.ts';
import { type SendCount, sendCount } from './quotas.ts';
import { olderOf, renderWithin, resolveForSend } from './resolve.ts';
import type { Enqueued, SendRequest, SendResult } from './send-request.ts';
import { checkRequest } from './send-request.ts';
import { sendingTenant } from './tenant-context.ts';
import { timesOf } from './times.ts';
import { assumedSeverity, type Words, words } from './words.ts';

/** Takes an alert. The path itself is {@link accept}. */
export function enqueue(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  request: SendRequest,
): Enqueued {
  const id = house.newId();
  const count = sendCount(house.quotas);
  const durable = audited(house, scope, ACTIONS.send, { kind: 'alert', id }, (act) =>
    count.settle(accept(house, scope, fixture, request, id, act, count)),
  );
  // A host may choose not to look; observers are told of every refusal.
  durable.catch((error: unknown) => {
    house.observe({
      type: 'alert.refused',
      tenant: scope.tenant,
      fixture: visible(String(fixture), 128),
      code: errorCode(error),
    });
  });
  return { id, durable };
}

/** The path of one alert, from top to bottom. */
async function accept(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  request: SendRequest,
  id: string,
  act: Act,
  count: SendCount,
): Promise<SendResult> {
  const begun = performance.now();
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
  await count.take(tenant, now);

  // 4. The fixture: in code, cached, or one store read for all who wait, but not for long.
  const resolved = await resolveForSend(house, scope, sending, fixture);
  const severity = resolved?.entry.fixture.severity ?? assumedSeverity(scope);
  authorize(house, scope, 'alert:send', { fixture, severity });

  // 5. Personal data, by the tenant's policy: from here on values are as they may be shown and stored.
  const entry = resolved?.entry;
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

  // 8. Into the durable queue, by itself or with others that came too fast; the dispatcher delivers.
  const rules = recalled === undefined ? (tenant.delivery?.flood ?? []) : [];
  const { flood, giveBack } = house.floods.count(scope.tenant, rules, asked, now);
  const queued = flood === undefined ? asked : gatheredAlert(asked, flood, tenant);
  act.touches({ locale: queued.locale }, { severity, revision, problems: alert.problems.length });
  const write = await act.along(delivery.outbox.takesAudit === true, queued.payload);
  const receipt = delivery.outbox.enqueue(scope, queued, write);
  tell(house, scope, queued, alert, performance.now() - begun);
  const durable = await receipt.durable;
  const staleMs = olderOf(sending.staleMs, resolved?.staleMs);

  // 9. What belongs to it. Observers learn the rest from the dispatcher.
  const result = {
    id,
    locale: alert.locale,
    step: alert.step,
    problems: alert.problems,
    durable: delivery.outbox.durable,
    ...(staleMs === undefined ? {} : { staleMs }),
    ...(queued.notBefore === undefined ? {} : { notBefore: queued.notBefore }),
  };
  const base = { tenant: scope.tenant, alert: id, fixture, severity };
  const { duplicateOf } = durable;
  if (flood !== undefined) {
    const into = duplicateOf ?? id;
    house.observe({ ...base, type: 'alert.gathered', into, per: flood.per });
    return { ...result, status: 'gathered', gatheredIn: into };
  }
  const sent = { house, delivery, scope, tenant, queued, recalled, to: places.to, durable };
  const more = await followUp({ ...sent, escalate: checked.escalate, digest: request.digest });
  if (duplicateOf === undefined) {
    delivery.dispatcher?.wake();
    return { ...result, ...more, status: 'queued' };
  }
  giveBack();
  house.observe({ ...base, type: 'alert.duplicate', duplicateOf });
  return { ...result, ...more, status: 'duplicate', duplicateOf };
}

function deliveryOf(house: House): Delivery {
  house.assertOpen();
  if (house.delivery === undefined)
    throw new SetupError({ needs: 'a transport, so it can render but not send' });
  return house.delivery;
}

function tell(
  house: House,
  scope: TenantScope,
  queued: QueuedAlert,
  alert: Words['alert'],
  durationMs: number,
): void {
  const base = {
    tenant: scope.tenant,
    alert: queued.id,
    fixture: queued.fixture,
    severity: queued.severity,
    locale: alert.locale,
  };
  house.observe({ ...base, type: 'alert.enqueued', problems: alert.problems.length, durationMs });
  if (alert.step !== 'exact') house.observe({ ...base, type: 'alert.fallback', step: alert.step });
}
