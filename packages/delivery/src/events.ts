import type { ClaimedAlert, LocalertEvent, Settlement } from '@localert/core';
import type { Sent } from './trip.ts';

/** Code of a dead letter whose time was over. */
export const EXPIRED = 'expired';

/** What observers are told about an end that was recorded; nothing of a claim that was given back. */
export function eventOf(
  { alert, attempt, tenant }: ClaimedAlert,
  settlement: Settlement,
  sent: Sent | undefined,
): LocalertEvent | undefined {
  // What had to wait for its time is late only from then on.
  const { id, fixture, severity, createdAt, notBefore = createdAt } = alert;
  const base = { tenant, alert: id, fixture, severity };
  switch (settlement.kind) {
    case 'release':
      return undefined;
    case 'delivered':
      return {
        ...base,
        ...{ type: 'alert.delivered', attempt, latencyMs: settlement.at - Math.max(createdAt, notBefore) },
        degraded: settlement.degraded ?? false,
        ...(sent?.reconciled && { reconciled: true }),
      };
    case 'dropped':
      return { ...base, type: 'alert.dropped', code: settlement.code };
    case 'dead':
      if (settlement.code === EXPIRED) return { ...base, type: 'alert.expired', attempt };
      return { ...base, type: 'alert.dead', attempt, code: settlement.code };
    case 'retry':
      return {
        ...base,
        ...{ type: 'alert.attempt-failed', attempt, code: settlement.code },
        outcome: sent?.outcome.kind ?? 'retry',
      };
  }
}
