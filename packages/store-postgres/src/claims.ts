import { randomUUID } from 'node:crypto';
import {
  type ClaimedAlert,
  type ClaimRequest,
  isStorable,
  type Settlement,
  type TenantId,
} from '@localert/core';
import type { Database } from './database.ts';
import {
  BURY_ALERT,
  CLAIM_ALERTS,
  DELIVER_ALERT,
  PROMOTE_ALERTS,
  RELEASE_ALERT,
  RETRY_ALERT,
  SET_ALERT_ASIDE,
} from './outbox-queries.ts';
import { alertOf, type Ending } from './outbox-rows.ts';
import { toJson } from './rows.ts';
import type { Step } from './transaction.ts';

interface ClaimedRow {
  readonly tenant_id: TenantId;
  readonly id: string;
  readonly attempts: number;
  readonly body: string;
}

/** Claims what is due. A row that cannot be read is set aside as a dead letter: it must not stop the others. */
export async function claimAlerts(
  database: Database,
  { now, leaseMs, limit }: ClaimRequest,
): Promise<readonly ClaimedAlert[]> {
  const lease = randomUUID();
  const [, rows] = await database.systemSteps('outbox.claim', [
    [PROMOTE_ALERTS, [now]],
    [CLAIM_ALERTS, [now + leaseMs, lease, Math.floor(limit)]],
  ]);
  const claims: ClaimedAlert[] = [];
  for (const { tenant_id: tenant, id, attempts, body } of rows as readonly ClaimedRow[]) {
    try {
      claims.push({ tenant, alert: alertOf(body), attempt: attempts, lease });
    } catch {
      // Were this to fail too, its lease ends, and the next claim meets it again.
      const step = [SET_ALERT_ASIDE, [tenant, id, lease, now]] as const;
      await database.systemSteps('outbox.claim', [step]);
    }
  }
  return claims;
}

const endingText = (ending: Ending): string => toJson(ending, 'settlement');

/** The step that ends a claim, if its lease is still held. @param now - epoch milliseconds, kept with a retry */
function settleStep({ tenant, alert, lease }: ClaimedAlert, settlement: Settlement, now: number): Step {
  const held = [tenant, alert.id, lease];
  const { at } = settlement;
  switch (settlement.kind) {
    case 'delivered': {
      const { ref, degraded } = settlement;
      const ending = { ...(ref && { ref }), ...(degraded && { degraded }) };
      return [DELIVER_ALERT, [...held, at, endingText(ending)]];
    }
    case 'retry':
      return [RETRY_ALERT, [...held, at, now, endingText({ code: settlement.code })]];
    case 'release':
      return [RELEASE_ALERT, [...held, at]];
    case 'dead':
      return [BURY_ALERT, [...held, at, endingText({ code: settlement.code })]];
  }
}

/** Answers whether the lease was still held. */
export async function settleAlert(
  database: Database,
  claim: ClaimedAlert,
  settlement: Settlement,
  now: number,
): Promise<boolean> {
  // What no store can keep is no proof that this one gave.
  const known = [claim.tenant, claim.alert.id, claim.lease].every(isStorable);
  const step = settleStep(claim, settlement, now);
  if (!known) return false;
  const [settled] = await database.systemSteps('outbox.settle', [step]);
  return settled?.length === 1;
}
