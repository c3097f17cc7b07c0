import {
  ALERT_SEVERITIES,
  type AlertSeverity,
  type ArgumentValues,
  assertFixtureId,
  type Destination,
  type FixtureId,
  InvalidInputError,
  LOWEST_PRIORITY,
  type Locale,
  type LocaleTag,
  PRIORITY_OF_SEVERITY,
  packValues,
  type QueuedAlert,
  type RenderProblem,
  type TenantContext,
  type TenantScope,
  visible,
} from '@localert/core';
import { type RenderedJson, renderJson } from '@localert/slack';
import { ACTIONS } from './actions.ts';
import { type Act, audited } from './audited.ts';
import { authorize, authorizeAhead } from './authorize.ts';
import { errorCode } from './error-code.ts';
import { FixtureNotActiveError, SetupError } from './errors.ts';
import { guardValues } from './guard-values.ts';
import type { Delivery, House } from './house.ts';
import { localeList } from './locale-list.ts';
import { plainValues } from './plain-values.ts';
import { type SendCount, sendCount } from './quotas.ts';
import { olderOf, type Resolved, renderWithin, resolveForSend } from './resolve.ts';
import { sendingTenant } from './tenant-context.ts';

/** What one alert asks for. */
export interface SendRequest {
  /** The reader's locales, best first. Default: the tenant's. */
  readonly locale?: LocaleTag | readonly LocaleTag[] | undefined;
  readonly values?: ArgumentValues | undefined;
  /** A second alert of the tenant with this key within the window is not sent. At most 200 characters. */
  readonly dedupeKey?: string | undefined;
  /** Milliseconds; default 300,000. */
  readonly dedupeWindowMs?: number | undefined;
  readonly destination?: Destination | undefined;
  /** 0 (first) to 7; default by severity. */
  readonly priority?: number | undefined;
}

/** What became of an accepted alert. */
export interface SendResult {
  readonly id: string;
  /** `duplicate`: an alert with the same dedupe key is on its way or was sent within the window. */
  readonly status: 'queued' | 'duplicate';
  readonly duplicateOf?: string;
  /** The locale of the text. */
  readonly locale: Locale;
  /** How the locale was found; `minimal` when no text of the fixture could be shown. */
  readonly step: RenderedJson['step'];
  /** What was wrong with values or texts. The alert goes out all the same. */
  readonly problems: readonly RenderProblem[];
  /** Whether the queue survives a crash of the process. */
  readonly durable: boolean;
  /**
   * The store does not answer, and this is how old, in milliseconds, the oldest is of what the alert was made of: the
   * fixture, or the tenant's settings. Absent while all of it is fresh.
   */
  readonly staleMs?: number;
}

/** The answer to `enqueue`, at once. */
export interface Enqueued {
  readonly id: string;
  /** Resolves when the alert is durable; rejects when it was refused or no queue took it. */
  readonly durable: Promise<SendResult>;
}

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

/** These are the caller's own slips, not the alert's values: they are refused, for no reader could make up for them. */
function checkRequest(request: SendRequest): Pick<QueuedAlert, 'dedupe'> & { priority: number | undefined } {
  const { dedupeKey, dedupeWindowMs = 300_000, priority } = request;
  const issues: { path: string; message: string }[] = [];
  if (
    dedupeKey !== undefined &&
    (typeof dedupeKey !== 'string' || dedupeKey.length === 0 || dedupeKey.length > 200)
  ) {
    issues.push({ path: 'dedupeKey', message: 'a string of 1 to 200 characters' });
  }
  if (!Number.isFinite(dedupeWindowMs) || dedupeWindowMs <= 0)
    issues.push({ path: 'dedupeWindowMs', message: 'milliseconds above 0' });
  if (
    priority !== undefined &&
    !(Number.isInteger(priority) && priority >= 0 && priority <= LOWEST_PRIORITY)
  ) {
    issues.push({ path: 'priority', message: 'an integer from 0 to 7' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'alert', issues });
  return {
    dedupe: dedupeKey === undefined ? undefined : { key: dedupeKey, windowMs: dedupeWindowMs },
    priority,
  };
}

/**
 * The severity of an alert whose fixture nobody can read now: `high`, or, for an actor who may not send that, the most
 * urgent that he may.
 */
function assumedSeverity({ only }: TenantScope): AlertSeverity {
  const allowed = only?.severities;
  if (allowed === undefined || allowed.includes('high')) return 'high';
  return ALERT_SEVERITIES.find((severity) => allowed.includes(severity)) ?? 'high';
}

interface Words {
  readonly revision: number;
  readonly alert: RenderedJson;
}

/** The alert's words: the fixture's, or, when none of them can be shown now, a message that names it. */
function words(
  house: House,
  tenant: TenantContext,
  fixture: FixtureId,
  severity: AlertSeverity,
  resolved: Resolved | undefined,
  requested: readonly string[],
  values: ArgumentValues,
  before: readonly RenderProblem[],
): Words {
  const found = resolved?.entry.fixture;
  if (found !== undefined && found.state !== 'active')
    throw new FixtureNotActiveError({ fixture, state: found.state });
  const revision = found?.revision ?? 0;
  try {
    if (resolved === undefined) return { revision, alert: minimal('bundle-missing') };
    const alert = renderJson(resolved.entry.bundle(tenant), {
      requested,
      values,
      now: house.clock.now(),
    });
    const stale: readonly RenderProblem[] = resolved.stale ? [{ code: 'bundle-stale' }] : [];
    const more = before.length + stale.length > 0;
    const problems = more ? [...before, ...alert.problems, ...stale] : alert.problems;
    return { revision, alert: { ...alert, problems } };
  } catch {
    // Rendering does not throw; should a row be so broken that it does, the alert still goes out.
    return { revision, alert: minimal('message-broken') };
  }

  function minimal(code: RenderProblem['code']): Words['alert'] {
    const { locale, message } = house.fallback.minimal(fixture, severity, [
      ...requested,
      tenant.defaultLocale,
    ]);
    const json = JSON.stringify(message);
    return {
      locale,
      step: 'minimal',
      payload: json,
      plain: json,
      problems: [...before, { code }, { code: 'minimal-message' }],
    };
  }
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
