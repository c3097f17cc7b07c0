// One of the processes that a chaos run of deliveries kills: a manager that sends and delivers without end, and says what
// is durable, what it is about to post, and what is recorded. Its argument is a `WorkerOrder` as JSON.
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalertEvent, Transport } from '@localert/core';
import { slackWebApi } from '@localert/slack';
import type { DeliveryFact } from './chaos-delivery-ledger.ts';
import { openDelivery } from './chaos-delivery-places.ts';
import { CHAOS_LIMITS, type WorkerOrder } from './chaos-delivery-run.ts';
import { seeded } from './chaos-random.ts';
import { plainManager, requestOf } from './delivery-manager.ts';
import { placesOf, tenantsOf, tokenOf } from './delivery-places.ts';

/** A busy machine stalls a process for seconds: a lease must outlast that, or two post what both hold. */
const LEASE_MS = 8_000;
const TIMEOUT_MS = 2_000;

const order = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
const { name, apiUrl, place, sends } = order;
const random = seeded(order.seed);
const below = (bound: number): number => Math.floor(random() * bound);
/** At once: what was said before a kill was said. */
const say = (fact: DeliveryFact | 'ready'): void => void writeSync(1, `${JSON.stringify(fact)}\n`);

const slack = slackWebApi({
  baseUrl: apiUrl,
  timeoutMs: TIMEOUT_MS,
  pace: CHAOS_LIMITS.channel,
  workspacePace: 'none',
  tokenFor: (_, destination) => tokenOf(destination),
});
let posts = 0;
const transport: Transport = {
  ...slack,
  async deliver(scope, message, options) {
    posts += 1;
    const mark = `${name}/${posts}`;
    say({ kind: 'posting', id: message.id, by: name, at: Date.now(), mark });
    const shown = JSON.parse(message.payload) as { readonly text?: string };
    const payload = JSON.stringify({ ...shown, text: `${shown.text} [@${mark}]` });
    const outcome = await slack.deliver(scope, { ...message, payload }, options);
    say({ kind: 'heard', mark, outcome: outcome.kind });
    return outcome;
  },
};

function observer(event: LocalertEvent): void {
  if (event.type === 'alert.delivered') {
    const { alert: id, reconciled: found = false } = event;
    say({ kind: 'recorded', id, by: name, at: Date.now(), found });
  } else if (event.type === 'alert.dead') say({ kind: 'dead', id: event.alert, code: event.code });
}

const places = placesOf(15);
const alerts = await plainManager({
  ...(await openDelivery(place)),
  ...{ transport, observer, tenants: tenantsOf(places) },
  delivery: {
    ...{ leaseMs: LEASE_MS, timeoutMs: TIMEOUT_MS, pollMs: 50, doubtMs: 100, batch: 16 },
    retry: { backoff: { baseMs: 50, maxMs: 1_000 } },
    workspace: { breaker: { openMs: 200, maxOpenMs: 1_000 } },
  },
});

async function send(index: number): Promise<void> {
  const { tenant, destination } = places[below(places.length)] ?? { tenant: 't0', destination: {} };
  const client = alerts.forTenant(tenant, { actor: 'svc:chaos', roles: ['sender'] });
  const { id, durable } = client.enqueue('playback', { ...requestOf(index), destination });
  // A queue that is away takes nothing, and says so: what it did not acknowledge is not lost.
  await durable.then(
    () => say({ kind: 'alert', id }),
    () => undefined,
  );
}

// A dispatcher keeps no process alive by itself.
setInterval(() => undefined, 60_000);
say('ready');
for (let index = 0; sends; index += 8) {
  await Promise.all(Array.from({ length: 1 + below(8) }, (_, at) => send(index + at)));
  await pause(below(80));
}
