import {
  assertFixtureId,
  type Destination,
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
import { guardValues } from './guard-values.ts';
import type { Delivery, House } from './house.ts';
import { localeList } from './locale-list.ts';
import { plainValues } from './plain-values.ts';
import { type SendCount, sendCount } from './quotas.ts';
import { olderOf, renderWithin, resolveForSend } from './resolve.ts';
import type { Enqueued, SendRequest, SendResult } from './send-request.ts';
import { checkRequest } from './send-request.ts';
import { sendingTenant } from './tenant-context.ts';
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
  const { dedupe, priority } = checkRequest(request);

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
  const { values, problems } = guardValues(house, tenant, fixture, contract, given, dedupe?.key);

  // 6. Check values, negotiate, format, lay out, hold to the limits, as JSON text: pure, synchronous, never refuses.
  const requested = localeList(request.locale);
  const { revision, alert } = renderWithin(house, scope, tenant, entry, () =>
    words(house, tenant, fixture, severity, resolved, requested, values, problems),
  );

  // 7. Into the durable queue; the dispatcher delivers.
  const destination = request.destination ?? {};
  const level = priority ?? PRIORITY_OF_SEVERITY[severity];
  const queued: QueuedAlert = {
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
    group: groupOf(delivery, scope, destination),
    dedupe,
    createdAt: now,
  };
  act.touches({ locale: queued.locale }, { severity, revision, problems: alert.problems.length });
  const write = await act.along(delivery.outbox.takesAudit === true, queued.payload);
  const receipt = delivery.outbox.enqueue(scope, queued, write);
  tell(house, scope, queued, alert, performance.now() - begun);
  const { duplicateOf } = await receipt.durable;
  const staleMs = olderOf(sending.staleMs, resolved?.staleMs);

  // 8. Observers learn the rest from the dispatcher.
  const result = {
    id,
    locale: alert.locale,
    step: alert.step,
    problems: alert.problems,
    durable: delivery.outbox.durable,
    ...(staleMs === undefined ? {} : { staleMs }),
  };
  if (duplicateOf === undefined) {
    delivery.dispatcher?.wake();
    return { ...result, status: 'queued' };
  }
  house.observe({ type: 'alert.duplicate', tenant: scope.tenant, alert: id, fixture, severity, duplicateOf });
  return { ...result, status: 'duplicate', duplicateOf };
}

function deliveryOf(house: House): Delivery {
  house.assertOpen();
  if (house.delivery === undefined)
    throw new SetupError({ needs: 'a transport, so it can render but not send' });
  return house.delivery;
}

/** A transport's fault in naming a group costs its pace, not the alert. */
function groupOf({ transport }: Delivery, scope: TenantScope, destination: Destination): string {
  try {
    return transport.groupOf(scope, destination);
  } catch {
    return `tenant/${scope.tenant}`;
  }
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
