import { type AlertStatus, type ClaimedAlert, type TenantScope, tenantScope } from '@localert/core';
import type { Prepared } from '@localert/delivery';
import { markedJson } from './beside.ts';
import { isOfOneFixture } from './gathered.ts';
import type { House } from './house.ts';
import { incidentOfAlert } from './incident-record.ts';
import { tenantOf } from './tenant-context.ts';

const POST: Prepared = Object.freeze({ kind: 'post' });

/** How long a digest waits for the alert that it answers, in milliseconds. */
const AGAIN_MS = 5_000;

const statusOf = async (house: House, scope: TenantScope, id: string): Promise<AlertStatus | undefined> =>
  house.delivery?.outbox.status(scope, id);

/** How many more there were, as an answer or above the message; nothing when there were none. */
async function digest(house: House, scope: TenantScope, { alert }: ClaimedAlert): Promise<Prepared> {
  const { follows, locale } = alert;
  const status = follows && (await statusOf(house, scope, follows.alert));
  const count = status?.suppressed ?? 0;
  if (status === undefined || count === 0) return { kind: 'drop', code: 'nothing_to_tell' };
  // Its message did not arrive; that was told as a dead letter, and an answer to it would be of no use.
  if (status.state === 'dead' || status.state === 'dropped')
    return { kind: 'drop', code: 'nothing_to_answer' };
  if (status.state !== 'delivered') return { kind: 'later', at: house.clock.now() + AGAIN_MS };
  if (follows?.as === 'update') {
    return {
      kind: 'post',
      payload: markedJson(house, alert.payload, 'similar', locale, count),
      plain: markedJson(house, alert.plain, 'similar', locale, count),
    };
  }
  const text = JSON.stringify({ text: house.marks.text('similar', locale, count) });
  return { kind: 'post', payload: text, plain: text };
}

/** The first of what came too fast, with the number of the others above it. */
async function gathered(house: House, scope: TenantScope, { alert }: ClaimedAlert): Promise<Prepared> {
  const count = (await statusOf(house, scope, alert.id))?.suppressed ?? 0;
  if (count === 0) return POST;
  const kind = isOfOneFixture(alert) ? 'similar' : 'gathered';
  return {
    kind: 'post',
    payload: markedJson(house, alert.payload, kind, alert.locale, count),
    plain: markedJson(house, alert.plain, kind, alert.locale, count),
  };
}

/** It goes out unless somebody has looked after the incident. Where nobody can tell, it goes out. */
async function escalation(house: House, scope: TenantScope, { alert }: ClaimedAlert): Promise<Prepared> {
  const tenant = await tenantOf(house, scope);
  const incident = await incidentOfAlert(house, scope, alert.id, tenant);
  if (incident === undefined || incident.record.state === 'open') return POST;
  return { kind: 'drop', code: `incident_${incident.record.state}` };
}

const PURPOSES: ReadonlyMap<
  string,
  (house: House, scope: TenantScope, claim: ClaimedAlert) => Promise<Prepared>
> = new Map([
  ['digest', digest],
  ['gathered', gathered],
  ['escalation', escalation],
]);

/**
 * Decides about an alert with a purpose when its turn has come. When it rejects, the dispatcher asks again, and in the end
 * posts what was queued: one too many is better than one too few. What was queued for a digest says nothing, so it waits.
 */
export async function prepareAlert(house: House, claim: ClaimedAlert): Promise<Prepared> {
  const scope = tenantScope({ tenant: claim.tenant, actor: 'system:content' });
  const { purpose = '' } = claim.alert;
  try {
    return (await PURPOSES.get(purpose)?.(house, scope, claim)) ?? POST;
  } catch (error) {
    if (purpose === 'digest') return { kind: 'later', at: house.clock.now() + AGAIN_MS };
    throw error;
  }
}
