import { join } from 'node:path';
import { sqliteStore } from '@localert/store-sqlite';
import { sendAtRate } from './delivery-load.ts';
import { fakeTransport, plainManager } from './delivery-manager.ts';
import { fateOf, untilTaken } from './delivery-oracle.ts';
import { placesOf, tenantsOf } from './delivery-places.ts';
import { startSlackHand } from './delivery-slack.ts';
import type { Row } from './report.ts';

/** What Slack lets a channel have, in milliseconds a message. */
const ALLOWED_MS = 1_000;

/** One channel has more to say than it may: how much of its allowance it gets, and how often a post is begun for it. */
export async function benchHotChannel(folder: string, backlog: number): Promise<readonly Row[]> {
  const places = placesOf(1);
  const slack = await startSlackHand();
  const alerts = await plainManager({
    store: sqliteStore({ path: join(folder, 'hot.db') }),
    tenants: tenantsOf(places),
    transport: fakeTransport(slack.apiUrl),
  });
  try {
    const { sent } = await sendAtRate(alerts, places, { perSecond: 1_000, alerts: backlog });
    const posts = await untilTaken(slack, sent, backlog * 3 * ALLOWED_MS);
    const { requests, limited } = await slack.counts();
    const { delivered } = fateOf(sent, posts);
    if (delivered < backlog) throw new Error(`the hot channel got ${delivered} of ${backlog}`);
    const [first, last] = [posts[0]?.at ?? 0, posts.at(-1)?.at ?? 0];
    const share = (100 * (backlog - 1) * ALLOWED_MS) / (last - first);
    return [
      {
        name: 'hot channel: share of its allowance',
        ...{ value: share, unit: '%', target: { atLeast: 95 } },
        note: `${backlog} alerts at one a second`,
      },
      {
        name: 'hot channel: starts per delivery',
        ...{ value: requests / delivered, unit: '×', target: { atMost: 1.1 } },
        note: `${limited} refused as too fast`,
      },
    ];
  } finally {
    await alerts.close();
    await slack.stop();
  }
}
