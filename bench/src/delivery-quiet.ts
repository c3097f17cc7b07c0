import { join } from 'node:path';
import { sqliteStore } from '@localert/store-sqlite';
import { type Load, sendAtRate } from './delivery-load.ts';
import { fakeTransport, plainManager, requestOf } from './delivery-manager.ts';
import { fateOf, untilTaken } from './delivery-oracle.ts';
import type { Place } from './delivery-places.ts';
import { startSlackHand } from './delivery-slack.ts';
import { figures } from './measure.ts';
import type { Row } from './report.ts';

/** Enough channels that the quiet tenant's own pace holds nothing up. */
const channelsOf = (tenant: string, channels: number): readonly Place[] =>
  Array.from({ length: channels }, (_, index) => ({
    tenant,
    destination: { workspace: `${tenant}-${index % 20}`, channel: `C-${tenant}-${index}` },
  }));

const PATIENCE_MS = 60_000;

/** How the measure is made. */
export interface QuietSetup {
  /** The quiet tenant's alerts, idle and under the flood each. */
  readonly quiet: Load;
  readonly flood: number;
}

/** Whether one tenant's flood delays another: the same alerts of a quiet one, without it and within it. */
export async function benchQuietTenant(
  folder: string,
  { quiet, flood }: QuietSetup,
): Promise<readonly Row[]> {
  const slack = await startSlackHand();
  const alerts = await plainManager({
    store: sqliteStore({ path: join(folder, 'quiet.db') }),
    tenants: ['quiet', 'loud'],
    transport: fakeTransport(slack.apiUrl),
  });
  try {
    const own = channelsOf('quiet', 100);
    const loud = channelsOf('loud', 100);
    const client = alerts.forTenant('loud', { actor: 'svc:bench', roles: ['sender'] });
    // Both paths warm, and every channel known.
    await sendAtRate(alerts, own, { ...quiet, alerts: own.length });
    const idle = await sendAtRate(alerts, own, quiet);
    await alerts.drain(30_000);
    const queued = Array.from({ length: flood }, (_, index) =>
      client.send('playback', {
        ...requestOf(index),
        destination: loud[index % loud.length]?.destination ?? {},
      }),
    );
    const flooded = await sendAtRate(alerts, own, quiet);
    await Promise.all(queued);
    // What is late is seen to its end, and no longer: the flood itself need not be over.
    const posts = await untilTaken(slack, flooded.sent, PATIENCE_MS);
    const late = fateOf(flooded.sent, posts);
    if (late.lost > 0)
      throw new Error(`${late.lost} alerts of the quiet tenant did not come through the flood`);
    const before = figures(fateOf(idle.sent, posts).delays);
    const within = figures(late.delays);
    return [
      { name: 'quiet tenant alone: p50', value: before.p50, unit: 'ms' },
      { name: 'quiet tenant alone: p99', value: before.p99, unit: 'ms' },
      { name: 'quiet tenant while another floods: p50', value: within.p50, unit: 'ms' },
      {
        name: 'quiet tenant while another floods: p99',
        value: within.p99,
        unit: 'ms',
        note: `${flood} alerts of the other queued at once`,
      },
      {
        name: 'quiet tenant, p99 while another floods ÷ alone',
        ...{ value: within.p99 / Math.max(before.p99, 1), unit: '×', target: { atMost: 2 } },
      },
    ];
  } finally {
    await alerts.close({ drainMs: 0 });
    await slack.stop();
  }
}
