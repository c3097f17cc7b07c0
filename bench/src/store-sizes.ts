import type { FixtureStore } from '@localert/core';
import { commitOf, fill, scopeAt, TENANTS } from './core-store.ts';
import { type Figures, timeEach } from './measure.ts';
import { progress, type Row } from './report.ts';

/** Fixtures over 100 tenants. */
export const SIZES = [1_000, 10_000, 100_000] as const;

/** How often each call is timed: fewer where each waits for a server. */
export interface Effort {
  readonly gets: number;
  readonly lists: number;
  readonly puts: number;
}

interface Sized {
  readonly fixtures: number;
  readonly get: Figures;
  readonly list: Figures;
  readonly put: Figures;
}

async function sized(store: FixtureStore, fixtures: number, { gets, lists, puts }: Effort): Promise<Sized> {
  const perTenant = fixtures / TENANTS;
  const get = await timeEach(gets, (index) =>
    store.get(scopeAt(index * 37), `f${(index * 7_919) % perTenant}`),
  );
  const list = await timeEach(lists, (index) => store.list(scopeAt(index * 37), { limit: 10 }));
  let revision = 0;
  const put = await timeEach(puts, () => store.commit(scopeAt(0), commitOf(`put_${fixtures}`, ++revision)));
  return { fixtures, get, list, put };
}

/** Targets of a store, in microseconds; what has none is shown only. */
export interface SizeTargets {
  readonly get?: number;
  readonly put?: number;
}

/** Get, list and put at every size, and how they grow. */
export async function benchSizes(
  name: string,
  store: FixtureStore,
  effort: Effort,
  targets: SizeTargets,
): Promise<readonly Row[]> {
  const results: Sized[] = [];
  let filled = 0;
  for (const size of SIZES) {
    progress(`${name}: ${size.toLocaleString('en')} fixtures of ${TENANTS} tenants`);
    await fill(store, filled, size);
    filled = size;
    results.push(await sized(store, size, effort));
  }
  const rows: Row[] = [];
  const [first] = results as [Sized, ...Sized[]];
  for (const what of ['get', 'list', 'put'] as const) {
    for (const result of results) {
      const target = result === first && what !== 'list' ? targets[what] : undefined;
      rows.push({
        name: `${name} ${what === 'list' ? 'list of 10' : what}, ${result.fixtures.toLocaleString('en')} fixtures: p50`,
        value: result[what].p50 / 1e3,
        unit: 'µs',
        note: `p99 ${(result[what].p99 / 1e3).toFixed(1)} µs`,
        ...(target === undefined ? {} : { target: { atMost: target } }),
      });
    }
    const last = results.at(-1) ?? first;
    rows.push({
      name: `${name} ${what === 'list' ? 'list of 10' : what}, growth to ${last.fixtures.toLocaleString('en')}`,
      value: last[what].p50 / first[what].p50,
      unit: '×',
      target: { atMost: 2 },
    });
  }
  return rows;
}
