import {
  type AlertStatus,
  frozenCopy,
  type QueuedAlert,
  type Settlement,
  type TenantId,
} from '@localert/core';

/** An alert and where it stands. */
export interface Entry {
  readonly tenant: TenantId;
  readonly alert: QueuedAlert;
  /** Order of arrival over all tenants. */
  readonly sequence: number;
  state: AlertStatus['state'];
  /** Epoch milliseconds from which it may be claimed (again). */
  due: number;
  /** It may be claimed whatever the time: it has just come, or was driven anew. */
  ready: boolean;
  attempts: number;
  /** An earlier attempt may have posted it. */
  inDoubt: boolean;
  /** Duplicates of it that were not queued. */
  suppressed: number;
  lease?: string | undefined;
  settledAt?: number | undefined;
  code?: string | undefined;
  ended?: Extract<Settlement, { kind: 'delivered' }> | undefined;
}

/** Whether it is on its way. */
export const isLive = ({ state }: Entry): boolean => state === 'queued' || state === 'sending';

/** What a status shows of it. */
export function statusOf({ alert, state, attempts, settledAt, code, ended, suppressed }: Entry): AlertStatus {
  const { id, fixture, locale, severity, createdAt } = alert;
  return Object.freeze({
    ...{ id, fixture, locale, severity, state, attempts, createdAt },
    ...(settledAt !== undefined && { settledAt }),
    ...(code !== undefined && { code }),
    ...(ended?.degraded && { degraded: true }),
    ...(ended?.ref && { ref: ended.ref }),
    ...(suppressed > 0 && { suppressed }),
  });
}

/** Ends a claim of it. @param now - epoch milliseconds, kept with a retry */
export function settleEntry(entry: Entry, settlement: Settlement, now: number): void {
  entry.lease = undefined;
  const { at } = settlement;
  switch (settlement.kind) {
    case 'release':
      Object.assign(entry, { state: 'queued', due: at, attempts: entry.attempts - 1 });
      break;
    case 'delivered':
      Object.assign(entry, {
        state: 'delivered',
        settledAt: at,
        ended: frozenCopy(settlement, 'settlement'),
      });
      break;
    case 'dropped':
      Object.assign(entry, { state: 'dropped', settledAt: at, code: settlement.code });
      break;
    case 'retry': {
      const { code, inDoubt = false } = settlement;
      Object.assign(entry, { state: 'queued', due: at, settledAt: now, code, inDoubt });
      break;
    }
    case 'dead': {
      const { code, inDoubt = false } = settlement;
      Object.assign(entry, { state: 'dead', settledAt: at, code, inDoubt });
    }
  }
}
