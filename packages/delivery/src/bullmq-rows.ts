import {
  type AlertStatus,
  alertRank,
  assertQueueable,
  type ClaimedAlert,
  type ClaimRequest,
  InvalidInputError,
  type MessageRef,
  type QueuedAlert,
  type Settlement,
  StoreCorruptError,
  type TenantId,
} from '@localert/core';
import { dedupeName, laneName, tenantName } from './bullmq-names.ts';

/** A document of ours. @throws LOCALERT_STORE_CORRUPT */
function documentOf<Document>(text: unknown): Document {
  try {
    const found: unknown = JSON.parse(String(text));
    if (typeof found === 'object' && found !== null) return found as Document;
  } catch {
    // Told below, without a word of what stands there.
  }
  throw new StoreCorruptError({ what: 'a job of the queue holds another document' });
}

/** What a status shows of an alert; it stays when the rest is dropped after the delivery. */
type Summary = Pick<QueuedAlert, 'id' | 'fixture' | 'locale' | 'severity' | 'createdAt'>;

/** JSON escapes half a character, so that every text is itself. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    const issues = [{ path: '', message: 'plain JSON data' }];
    throw new InvalidInputError({ what: 'alert', issues }, { cause });
  }
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** An alert as the script of enqueues takes it. @throws LOCALERT_INVALID_INPUT */
export function enqueueRow(tenant: TenantId, alert: QueuedAlert): readonly string[] {
  assertQueueable(alert);
  const { id, fixture, locale, severity, createdAt, notBefore, dedupe, group } = alert;
  const summary: Summary = { id, fixture, locale, severity, createdAt };
  return [
    ...[id, tenantName(tenant), laneName(tenant, group), jsonOf([tenant]), String(alertRank(alert))],
    ...[String(createdAt), text(notBefore)],
    ...(dedupe === undefined
      ? ['', '', '']
      : [
          dedupeName(tenant, dedupe.key),
          String(createdAt - dedupe.windowMs),
          String(createdAt + dedupe.windowMs),
        ]),
    ...[fixture, jsonOf(alert), jsonOf(summary)],
  ];
}

/** A claim as its script takes it. @param token - begins the proof of each claim */
export function claimRow(
  { now, leaseMs, limit, pace, dueBy, tenants }: ClaimRequest,
  token: string,
): readonly string[] {
  return [
    ...[String(now), String(leaseMs), String(limit), token],
    ...[text(pace?.everyMs), text(pace?.burst ?? 1), text(dueBy), tenants === undefined ? '' : '1'],
    ...(tenants ?? []).map(tenantName),
  ];
}

/** @param once - tells a settlement that is sent again from another one */
export function settleRow(
  { tenant, alert, lease }: ClaimedAlert,
  settlement: Settlement,
  now: number,
  once: string,
): readonly string[] {
  const { kind, at, holdUntil } = settlement;
  const code = 'code' in settlement ? settlement.code : '';
  const doubt = 'inDoubt' in settlement && settlement.inDoubt === true;
  const ref = kind === 'delivered' ? settlement.ref : undefined;
  const degraded = kind === 'delivered' && settlement.degraded === true;
  return [
    ...[once, tenantName(tenant), alert.id, lease, kind, String(at), String(now), text(holdUntil), code],
    ...[doubt ? '1' : '', ref === undefined ? '' : jsonOf(ref), degraded ? '1' : ''],
  ];
}

/** A list of a reply. @throws LOCALERT_STORE_CORRUPT */
export function listOf(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply;
  throw new StoreCorruptError({ what: 'a script of the queue gave another answer' });
}

/** @param row - as the script of claims answers it */
export function claimOf(row: unknown): ClaimedAlert {
  const [who, data, attempt, lease, doubt] = listOf(row);
  const [tenant] = documentOf<readonly [TenantId]>(who);
  const alert = documentOf<QueuedAlert>(data);
  return {
    tenant,
    alert,
    attempt: Number(attempt),
    lease: String(lease),
    ...(doubt === '1' && { inDoubt: true }),
  };
}

/** @param row - as the scripts that read statuses answer it */
export function statusOf(row: readonly unknown[]): AlertStatus {
  const [summary, state, attempts, settled, code, ref, degraded, suppressed] = row;
  const { id, fixture, locale, severity, createdAt } = documentOf<Summary>(summary);
  return {
    ...{
      id,
      fixture,
      locale,
      severity,
      state: state as AlertStatus['state'],
      attempts: Number(attempts),
      createdAt,
    },
    ...(settled !== null && { settledAt: Number(settled) }),
    ...(code !== null && { code: String(code) }),
    ...(degraded === '1' && { degraded: true }),
    ...(typeof ref === 'string' && ref !== '' && { ref: documentOf<MessageRef>(ref) }),
    ...(suppressed !== null && { suppressed: Number(suppressed) }),
  };
}
