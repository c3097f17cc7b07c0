import type { AuditRecord, FixtureId, QueuedAlert, SlackFixture, TenantScope } from '@localert/core';
import { ACTIONS } from './actions.ts';
import { audited } from './audited.ts';
import { copiesOf } from './beside.ts';
import { SetupError } from './errors.ts';
import { fixtureEntry } from './fixture-entry.ts';
import type { House } from './house.ts';
import { alongAlert, deliveryOf, planAlert, resultOf, tellEnqueued } from './plan-alert.ts';
import { sendCount } from './quotas.ts';
import { tellRefused } from './send.ts';
import type { SendRequest, SendResult } from './send-request.ts';

/**
 * An alert that goes out with the change of a fixture: both are kept in one transaction, or neither. It is never a duplicate
 * of another, and no rule against floods gathers it.
 */
export interface ChangeAlert
  extends Pick<SendRequest, 'locale' | 'values' | 'destination' | 'fallback' | 'priority'> {
  /** What is sent. Default: the fixture itself, as the change makes it. */
  readonly fixture?: FixtureId | undefined;
}

/** What a commit takes along for an alert. */
export interface WithCommit {
  readonly alerts: readonly QueuedAlert[];
  readonly audit: readonly AuditRecord[];
}

/** @throws LOCALERT_SETUP */
function assertTaken(house: House): void {
  if (deliveryOf(house).withCommits) return;
  const needs = 'a store that queues alerts with its commits, and no "outbox" beside it';
  throw new SetupError({ needs });
}

/**
 * Sends an alert with the change of a fixture.
 *
 * @param changed - the fixture, as the change makes it
 * @param commit - writes the change with what it is given, in one transaction
 */
export async function sendWithChange<Result>(
  house: House,
  scope: TenantScope,
  changed: SlackFixture,
  { fixture = changed.id, locale, values, destination, fallback, priority }: ChangeAlert,
  commit: (along: WithCommit) => Promise<Result>,
): Promise<{ readonly result: Result; readonly alert: SendResult }> {
  assertTaken(house);
  const begun = performance.now();
  // These alone: what plain JavaScript puts beside them asks for what a commit cannot do.
  const request: SendRequest = { locale, values, destination, fallback, priority };
  const id = house.newId();
  const count = sendCount(house.quotas);
  let result: { readonly made: Result } | undefined;
  const sent = audited(house, scope, ACTIONS.send, { kind: 'alert', id }, async (act) => {
    const plan = await planAlert(house, {
      ...{ scope, fixture, request, id, act, count },
      found:
        fixture === changed.id
          ? (tenant) => ({
              entry: fixtureEntry(changed, tenant, house.fallback, house.functions, house.clock.now()),
              ...{ stale: false, staleMs: undefined },
            })
          : undefined,
    });
    const { delivery, tenant, asked, alert } = plan;
    const copies = copiesOf({ delivery, scope, tenant, queued: asked, anchor: id }, plan.to);
    const write = await alongAlert(act, house.store.audit !== undefined, asked, alert);
    result = { made: await commit({ alerts: [asked, ...copies], audit: write?.audit ?? [] }) };
    tellEnqueued(house, scope, asked, alert, performance.now() - begun);
    delivery.dispatcher?.wake();
    const more = copies.length > 0 ? { copies: copies.map((copy) => copy.id) } : {};
    return { ...resultOf(plan, asked), ...more, status: 'queued' as const };
  });
  try {
    const alert = await count.settle(sent);
    // What was sent was committed.
    return { result: (result as { readonly made: Result }).made, alert };
  } catch (error) {
    tellRefused(house, scope, fixture, error);
    throw error;
  }
}
