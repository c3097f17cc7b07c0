import { type AlertSeverity, type QueuedAlert, quietUntil, type TenantContext } from '@localert/core';

/** From when on an alert goes out, and until when. */
export type Times = Pick<QueuedAlert, 'notBefore' | 'expiresAt'>;

/** The first moment from a time on at which an alert may go out; the time itself outside of quiet hours. */
export function loudFrom({ delivery, timeZone }: TenantContext, severity: AlertSeverity, at: number): number {
  const quiet = delivery?.quietHours;
  if (quiet === undefined || quiet.passes.includes(severity)) return at;
  return quietUntil(quiet, timeZone, at) ?? at;
}

/** By the tenant's quiet hours and expiry. @param now - epoch milliseconds */
export function timesOf(tenant: TenantContext, severity: AlertSeverity, now: number): Times {
  const notBefore = loudFrom(tenant, severity, now);
  const expireAfterMs = tenant.delivery?.expireAfterMs[severity];
  return {
    ...(notBefore > now && { notBefore: Math.ceil(notBefore) }),
    ...(expireAfterMs !== undefined && { expiresAt: Math.ceil(now + expireAfterMs) }),
  };
}
