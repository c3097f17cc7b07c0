import { peers } from './cache-peers.ts';
import { figures, nanoseconds } from './measure.ts';
import type { Row } from './report.ts';

const CALLERS = 1_000;
const value = Object.freeze({ text: 'x' });

/** How often a value is loaded for 1,000 who ask at once for what is not there. */
export async function benchMisses(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const create of peers) {
    const peer = create();
    if (peer.name.startsWith('Map')) continue;
    let loads = 0;
    const loader = async () => {
      loads += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return value;
    };
    await Promise.all(Array.from({ length: CALLERS }, () => peer.load('acme', 'disk', loader)));
    rows.push({
      name: `loads for 1,000 concurrent misses: ${peer.name}`,
      value: loads,
      unit: 'loads',
      ...(rows.length === 0 ? { target: { atMost: 1 } } : {}),
    });
    await peer.close?.();
  }
  return rows;
}

/** What it costs to forget one tenant of 100 with 100 entries each. */
export async function benchPurges(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const create of peers) {
    const peer = create();
    const { purge } = peer;
    if (purge === undefined) continue;
    const times: number[] = [];
    for (let round = 0; round < 60; round++) {
      for (let tenant = 0; tenant < 100; tenant++)
        for (let key = 0; round === 0 ? key < 100 : tenant === 7 && key < 100; key++)
          await peer.set(`tenant-${tenant}`, `fixture_${key}`, value);
      const begun = nanoseconds();
      await purge('tenant-7');
      if (round >= 10) times.push(nanoseconds() - begun);
    }
    const { p50 } = figures(times);
    const first = rows[0]?.value ?? p50 / 1e3;
    rows.push({
      name: `purge of a tenant, 100 of 10,000 entries: ${peer.name}`,
      value: p50 / 1e3,
      unit: 'µs',
      note: `${(p50 / 1e3 / first).toFixed(1)} × ours`,
    });
    await peer.close?.();
  }
  return rows;
}
