import type { QueuedAlert, TenantContext } from '@localert/core';
import type { Flood } from './flood.ts';
import { loudFrom } from './times.ts';

/** An alert that was counted in a window just before its end may reach the queue a moment after it. */
const GRACE_MS = 2_000;

const BEGIN = 'flood/';

/**
 * An alert of too many, as it is queued. All of a window have one dedupe key: the first of them waits for the window's end
 * and is told then with the number of the others, which the queue has counted. So none is lost with this process.
 */
export function gatheredAlert(
  alert: QueuedAlert,
  { key, until, windowMs }: Flood,
  tenant: TenantContext,
): QueuedAlert {
  return {
    ...alert,
    rank: undefined,
    dedupe: { key, windowMs },
    notBefore: Math.ceil(loudFrom(tenant, alert.severity, until + GRACE_MS)),
    expiresAt: undefined,
    purpose: 'gathered',
  };
}

/** Whether all that was gathered with an alert is of its fixture. */
export const isOfOneFixture = ({ dedupe }: QueuedAlert): boolean =>
  dedupe?.key.startsWith(`${BEGIN}fixture/`) === true;
