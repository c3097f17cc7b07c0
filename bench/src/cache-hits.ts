import { type Peer, peers } from './cache-peers.ts';
import { compare, figures, nanoseconds } from './measure.ts';
import type { Row } from './report.ts';

const TENANTS = Array.from({ length: 100 }, (_, index) => `tenant-${index}`);
const KEYS = Array.from({ length: 50 }, (_, index) => `fixture_${index}`);
const tenantAt = (index: number): string => TENANTS[(index * 31) % TENANTS.length] as string;
const keyAt = (index: number): string => KEYS[(index * 7) % KEYS.length] as string;
const value = Object.freeze({ text: 'x' });

async function filled(): Promise<readonly Peer[]> {
  const made = peers.map((create) => create());
  for (const peer of made)
    for (const tenant of TENANTS) for (const key of KEYS) await peer.set(tenant, key, value);
  return made;
}

/** Nanoseconds of awaited hits: rounds of slices, every peer in turn, and one by one for the tail. */
async function awaited(all: readonly Peer[], { rounds = 15, slice = 4_000 } = {}) {
  const times = all.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    for (const [at, { hitAsync }] of all.entries()) {
      const begun = nanoseconds();
      for (let index = 0; index < slice; index++) await hitAsync(tenantAt(index), keyAt(index));
      if (round >= 0) times[at]?.push((nanoseconds() - begun) / slice);
    }
  }
  const tails: number[] = [];
  for (const { hitAsync } of all) {
    const single: number[] = [];
    for (let index = 0; index < 20_000; index++) {
      const begun = nanoseconds();
      await hitAsync(tenantAt(index), keyAt(index));
      single.push(nanoseconds() - begun);
    }
    tails.push(figures(single).p99);
  }
  return all.map(({ name }, at) => ({
    name,
    p50: figures(times[at] ?? []).p50,
    p99: tails[at] ?? Number.NaN,
    ratio: figures((times[at] ?? []).map((time, round) => time / (times[0]?.[round] ?? Number.NaN))).p50,
  }));
}

function tail(peer: Peer): number {
  const single: number[] = [];
  for (let index = 0; index < 100_000; index++) {
    const begun = nanoseconds();
    peer.hit?.(tenantAt(index), keyAt(index));
    single.push(nanoseconds() - begun);
  }
  return figures(single).p99;
}

/** A hit on one of 5,000 keys of 100 tenants, as code calls it, and awaited where all can be compared. */
export async function benchHits(): Promise<readonly Row[]> {
  const all = await filled();
  const synchronous = all.filter(({ hit }) => hit !== undefined);
  const rows: Row[] = compare(
    synchronous.map((peer) => ({
      name: peer.name,
      run: (index) => peer.hit?.(tenantAt(index), keyAt(index)),
    })),
    { rounds: 25, slice: 50_000 },
  ).map(({ name, ns, ratio }, at) => ({
    name: `L1 hit: ${name}`,
    value: ns,
    unit: 'ns',
    note: `${ratio.toFixed(2)} × ours; one by one p99 ${tail(synchronous[at] as Peer).toFixed(0)} ns, with reading the clock`,
    ...(at === 0 ? { target: { atMost: 100 } } : {}),
  }));
  for (const { name, p50, p99, ratio } of await awaited(all)) {
    rows.push({
      name: `L1 hit, awaited: ${name}`,
      value: p50,
      unit: 'ns',
      note: `${ratio.toFixed(1)} × ours; one by one p99 ${p99.toFixed(0)} ns`,
    });
  }
  for (const peer of all) await peer.close?.();
  return rows;
}
