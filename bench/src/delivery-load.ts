import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryManager } from './delivery-manager.ts';
import { requestOf } from './delivery-manager.ts';
import type { Place } from './delivery-places.ts';

/** Alerts that were accepted: when they were sent, by id, in epoch milliseconds. */
export type Sent = Map<string, number>;

/** A steady load: by the clock, so that a sender that was held up catches up and hides no delay. */
export interface Load {
  readonly perSecond: number;
  readonly alerts: number;
}

const TICK_MS = 4;

/** Calls `send` at a steady rate; answers the rate that was reached. */
export async function atRate({ perSecond, alerts }: Load, send: (index: number) => void): Promise<number> {
  const begun = performance.now();
  let sent = 0;
  while (sent < alerts) {
    const due = Math.min(alerts, Math.floor(((performance.now() - begun) / 1_000) * perSecond) + 1);
    while (sent < due) {
      send(sent);
      sent += 1;
    }
    await pause(TICK_MS);
  }
  return (sent / (performance.now() - begun)) * 1_000;
}

/** Sends through the manager to the places in turn; those that are durable stand in what it answers. */
export async function sendAtRate(
  alerts: DeliveryManager,
  places: readonly Place[],
  load: Load,
): Promise<{ readonly sent: Sent; readonly perSecond: number }> {
  const clients = new Map(
    places.map(({ tenant }) => [tenant, alerts.forTenant(tenant, { actor: 'svc:bench', roles: ['sender'] })]),
  );
  const sent: Sent = new Map();
  const receipts: Promise<unknown>[] = [];
  const perSecond = await atRate(load, (index) => {
    const place = places[index % places.length];
    if (place === undefined) return;
    const at = Date.now();
    const receipt = clients.get(place.tenant)?.enqueue('playback', {
      ...requestOf(index),
      destination: place.destination,
    });
    if (receipt === undefined) return;
    sent.set(receipt.id, at);
    receipts.push(receipt.durable);
  });
  await Promise.all(receipts);
  return { sent, perSecond };
}
