import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sqliteStore } from '@localert/store-sqlite';
import { type Client, webApiClient, webhookClient } from './delivery-clients.ts';
import { atRate, type Sent, sendAtRate } from './delivery-load.ts';
import { fakeTransport, plainManager } from './delivery-manager.ts';
import { fateOf, untilTaken } from './delivery-oracle.ts';
import { placesFor, tenantsOf } from './delivery-places.ts';
import { type PlainFault, type SlackHand, startSlackHand } from './delivery-slack.ts';
import { figures } from './measure.ts';
import { progress, type Row } from './report.ts';

/** What Slack does on a bad day, drawn alike for each contender. */
const FAULTS = [
  { kind: 'rate-limit', retryAfter: 1, share: 0.02 },
  { kind: 'status', status: 503, share: 0.02 },
  { kind: 'cut', accept: true, share: 0.01 },
  { kind: 'hang', share: 0.005 },
] as readonly PlainFault[];

/** How the race is run: the rate is what the channels together may have, divided by one and a half. */
export interface FaultsSetup {
  readonly alerts: number;
  readonly perSecond: number;
  /** What is not delivered so long after the last was sent counts as lost, in milliseconds. */
  readonly patienceMs: number;
}

/** Sends everything one way; answers when it was sent. */
type Sender = (slack: SlackHand, setup: FaultsSetup) => Promise<Sent>;

/** Doubles come late: they are waited for a little longer. */
const AFTERMATH_MS = 3_000;

async function run(name: string, setup: FaultsSetup, send: Sender): Promise<readonly Row[]> {
  progress(`${setup.alerts} alerts with faults through ${name}`);
  const slack = await startSlackHand({ faults: FAULTS, seed: 7 });
  const begun = performance.now();
  try {
    const sent = await send(slack, setup);
    await untilTaken(slack, sent, setup.patienceMs);
    await pause(AFTERMATH_MS);
    const fate = fateOf(sent, await slack.posts());
    const { requests } = await slack.counts();
    const delay = figures(fate.delays);
    const last = fate.delays.length === sent.size ? Math.max(0, ...fate.delays) : Number.POSITIVE_INFINITY;
    const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
    const note = `${fate.delivered} delivered, ${fate.doubled} doubled, ${requests} requests, ${seconds} s`;
    return [
      {
        name: `with faults, ${name}: lost`,
        value: (100 * fate.lost) / sent.size,
        unit: '%',
        note: `${fate.lost} of ${sent.size}; ${note}`,
      },
      { name: `with faults, ${name}: doubled`, value: (100 * fate.doubled) / sent.size, unit: '%' },
      {
        name: `with faults, ${name}: sent to accepted, p99`,
        ...{ value: delay.p99, unit: 'ms' },
        note: Number.isFinite(last) ? `the last after ${last} ms` : 'of those that were delivered',
      },
    ];
  } finally {
    await slack.stop();
  }
}

/** Whoever uses a client alone has no queue: each alert is a call, and what the call rejects is gone. */
const through =
  (clientOf: (slack: SlackHand) => Client): Sender =>
  async (slack, { perSecond, alerts }) => {
    const places = placesFor(perSecond);
    const client = clientOf(slack);
    const sent: Sent = new Map();
    await atRate({ perSecond, alerts }, (index) => {
      const place = places[index % places.length];
      if (place === undefined) return;
      const id = `a${index}`;
      sent.set(id, Date.now());
      client.send(id, place).catch(() => undefined);
    });
    return sent;
  };

/** The same alerts, at the same rate, with the same faults, through Slack's own clients alone and through Localert. */
export async function benchFaults(folder: string, setup: FaultsSetup): Promise<readonly Row[]> {
  const ours: Sender = async (slack, { perSecond, alerts: count, patienceMs }) => {
    const places = placesFor(perSecond);
    const alerts = await plainManager({
      store: sqliteStore({ path: join(folder, 'faults.db') }),
      tenants: tenantsOf(places),
      transport: fakeTransport(slack.apiUrl, 3_000),
    });
    const { sent } = await sendAtRate(alerts, places, { perSecond, alerts: count });
    await untilTaken(slack, sent, patienceMs);
    await alerts.close({ drainMs: 0 });
    return sent;
  };
  return [
    ...(await run('Localert', setup, ours)),
    ...(await run('@slack/web-api alone', setup, through(webApiClient))),
    ...(await run('@slack/webhook alone', setup, through(webhookClient))),
  ];
}
