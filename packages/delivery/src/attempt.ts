import type { ClaimedAlert, DeliveryOutcome, OutboundMessage, TenantScope, Transport } from '@localert/core';

/** What one attempt came to. */
export interface AttemptResult {
  readonly outcome: DeliveryOutcome;
  /** The plain text was posted because the rich form was refused. */
  readonly degraded: boolean;
}

async function post(
  transport: Transport,
  scope: TenantScope,
  message: OutboundMessage,
  timeoutMs: number,
): Promise<DeliveryOutcome> {
  try {
    return await transport.deliver(scope, message, { signal: AbortSignal.timeout(timeoutMs) });
  } catch {
    // A transport answers, it does not throw. One that does may have posted: nobody can tell.
    return { kind: 'unknown', code: 'transport_threw' };
  }
}

/**
 * Posts one claimed alert. When the other side refuses the message's form, the same alert goes out as plain text at
 * once: its words matter more than its looks.
 *
 * @param timeoutMs - bound on each of the two posts
 */
export async function attemptDelivery(
  transport: Transport,
  scope: TenantScope,
  { alert }: ClaimedAlert,
  timeoutMs: number,
): Promise<AttemptResult> {
  const { id, destination } = alert;
  const rich = await post(transport, scope, { id, destination, payload: alert.payload }, timeoutMs);
  if (rich.kind !== 'rerender') return { outcome: rich, degraded: false };
  const plain = await post(transport, scope, { id, destination, payload: alert.plain }, timeoutMs);
  return { outcome: plain, degraded: true };
}
