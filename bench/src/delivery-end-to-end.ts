import { join } from 'node:path';
import { sqliteStore } from '@localert/store-sqlite';
import { type Load, sendAtRate } from './delivery-load.ts';
import { fakeTransport, plainManager } from './delivery-manager.ts';
import { fateOf, untilTaken } from './delivery-oracle.ts';
import { placesFor, tenantsOf } from './delivery-places.ts';
import { startSlackHand } from './delivery-slack.ts';
import { figures } from './measure.ts';
import type { Row } from './report.ts';

/** What a machine that cannot keep up leaves is waited for no longer than that. */
const PATIENCE_MS = 60_000;

/** From enqueue to Slack's acceptance at a steady load, over HTTP, under Slack's own limits. */
async function benchLoad(folder: string, load: Load): Promise<readonly Row[]> {
  const { perSecond } = load;
  const places = placesFor(perSecond);
  const slack = await startSlackHand();
  const alerts = await plainManager({
    store: sqliteStore({ path: join(folder, `load-${perSecond}.db`) }),
    tenants: tenantsOf(places),
    transport: fakeTransport(slack.apiUrl),
  });
  try {
    // The first of each path are slower: they warm it up.
    await sendAtRate(alerts, places, {
      perSecond,
      alerts: Math.min(places.length, Math.ceil(load.alerts / 4)),
    });
    await alerts.drain(30_000);
    const cpu = process.cpuUsage();
    const begun = performance.now();
    const { sent, perSecond: reached } = await sendAtRate(alerts, places, load);
    const posts = await untilTaken(slack, sent, PATIENCE_MS);
    const { user, system } = process.cpuUsage(cpu);
    const share = (user + system) / 10 / (performance.now() - begun);
    const fate = fateOf(sent, posts);
    const { limited } = await slack.counts();
    const delay = figures(fate.delays);
    const at = `${perSecond} alerts/s`;
    const note = `${fate.delivered} alerts, ${reached.toFixed(reached < 10 ? 1 : 0)}/s reached, ${limited} refused as too fast`;
    return [
      {
        name: `delivered at ${at}`,
        ...{ value: (100 * fate.delivered) / sent.size, unit: '%', target: { atLeast: 100 } },
        note: `${fate.lost} not after ${PATIENCE_MS / 1_000} s more, ${fate.doubled} doubled`,
      },
      { name: `enqueue to accepted at ${at}: p50`, value: delay.p50, unit: 'ms', note },
      { name: `enqueue to accepted at ${at}: p99`, value: delay.p99, unit: 'ms' },
      {
        name: `CPU at ${at}`,
        value: share,
        unit: '%',
        note: 'of one core; the fake Slack has a process of its own',
      },
    ];
  } finally {
    await alerts.close({ drainMs: 0 });
    await slack.stop();
  }
}

/** Loads of 1, 100 and 1,000 alerts a second. @param seconds - how long each is kept up */
export async function benchEndToEnd(
  folder: string,
  seconds: number,
  loads: readonly number[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const perSecond of loads)
    rows.push(...(await benchLoad(folder, { perSecond, alerts: Math.max(5, perSecond * seconds) })));
  return rows;
}
