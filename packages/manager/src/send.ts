import { type FixtureId, type TenantScope, visible } from '@localert/core';
import { ACTIONS } from './actions.ts';
import { type Act, audited } from './audited.ts';
import { errorCode } from './error-code.ts';
import { followUp } from './follow-up.ts';
import { gatheredAlert } from './gathered.ts';
import type { House } from './house.ts';
import { alongAlert, planAlert, resultOf, tellEnqueued } from './plan-alert.ts';
import { type SendCount, sendCount } from './quotas.ts';
import type { Enqueued, SendRequest, SendResult } from './send-request.ts';

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
    count.settle(
      house.admission.run(scope.tenant, () => accept(house, scope, fixture, request, id, act, count)),
    ),
  );
  // A host may choose not to look; observers are told of every refusal.
  durable.catch((error: unknown) => tellRefused(house, scope, fixture, error));
  return { id, durable };
}

/** The path of one alert: {@link planAlert} is its first part. */
async function accept(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  request: SendRequest,
  id: string,
  act: Act,
  count: SendCount,
): Promise<SendResult> {
  // 1. to 7.
  const begun = performance.now();
  const plan = await planAlert(house, { scope, fixture, request, id, act, count });
  const { delivery, tenant, asked, alert, recalled, checked, to } = plan;

  // 8. Into the durable queue, by itself or with others that came too fast; the dispatcher delivers.
  const rules = recalled === undefined ? (tenant.delivery?.flood ?? []) : [];
  const { flood, giveBack } = house.floods.count(scope.tenant, rules, asked, asked.createdAt);
  const queued = flood === undefined ? asked : gatheredAlert(asked, flood, tenant);
  const write = await alongAlert(act, delivery.outbox.takesAudit === true, queued, alert);
  const receipt = delivery.outbox.enqueue(scope, queued, write);
  tellEnqueued(house, scope, queued, alert, performance.now() - begun);
  const durable = await receipt.durable;

  // 9. What belongs to it. Observers learn the rest from the dispatcher.
  const result = resultOf(plan, queued);
  const base = { tenant: scope.tenant, alert: id, fixture, severity: asked.severity };
  const { duplicateOf } = durable;
  if (flood !== undefined) {
    const into = duplicateOf ?? id;
    house.observe({ ...base, type: 'alert.gathered', into, per: flood.per });
    return { ...result, status: 'gathered', gatheredIn: into };
  }
  const sent = { house, delivery, scope, tenant, queued, recalled, to, durable };
  const more = await followUp({ ...sent, escalate: checked.escalate, digest: request.digest });
  if (duplicateOf === undefined) {
    delivery.dispatcher?.wake();
    return { ...result, ...more, status: 'queued' };
  }
  giveBack();
  house.observe({ ...base, type: 'alert.duplicate', duplicateOf });
  return { ...result, ...more, status: 'duplicate', duplicateOf };
}

/** Tells observers of an alert that was refused. */
export function tellRefused(house: House, scope: TenantScope, fixture: FixtureId, error: unknown): void {
  house.observe({
    type: 'alert.refused',
    tenant: scope.tenant,
    fixture: visible(String(fixture), 128),
    code: errorCode(error),
  });
}
