import { createCache } from '@localert/cache';
import { type TenantScope, tenantScope } from '@localert/core';
import { LRUCache } from 'lru-cache';
import { compare, timeEachSync } from './measure.ts';
import type { Row } from './report.ts';

const value = Object.freeze({ text: 'x' });
const load = async () => value;

/** Hits on one hot key, and on 5,000 keys of 100 tenants in no order that a processor could guess. */
export async function benchCache(): Promise<readonly Row[]> {
  const scopes = Array.from({ length: 100 }, (_, index) =>
    tenantScope({ tenant: `tenant-${index}`, actor: 'bench' }),
  );
  const keys = Array.from({ length: 50 }, (_, index) => `fixture_${index}`);
  const cache = createCache<typeof value>();
  const nested = new Map<string, Map<string, typeof value>>();
  const flat = new LRUCache<string, typeof value>({ max: 10_000 });
  for (const scope of scopes) {
    nested.set(scope.tenant, new Map(keys.map((key) => [key, value])));
    for (const key of keys) {
      await cache.load(scope, key, load);
      flat.set(`${scope.tenant}\0${key}`, value);
    }
  }
  const scopeAt = (index: number) => scopes[(index * 31) % 100] as TenantScope;
  const keyAt = (index: number) => keys[(index * 7) % 50] ?? '';
  const [first, key] = [scopeAt(1), keyAt(1)];
  const hot = compare([
    { name: 'Map in Map', run: () => nested.get(first.tenant)?.get(key) },
    { name: '@localert/cache', run: () => cache.load(first, key, load) },
    { name: 'lru-cache, key built a call', run: () => flat.get(`${first.tenant}\0${key}`) },
  ]);
  const spread = compare([
    { name: 'Map in Map', run: (index) => nested.get(scopeAt(index).tenant)?.get(keyAt(index)) },
    { name: '@localert/cache', run: (index) => cache.load(scopeAt(index), keyAt(index), load) },
    {
      name: 'lru-cache, key built a call',
      run: (index) => flat.get(`${scopeAt(index).tenant}\0${keyAt(index)}`),
    },
  ]);
  const single = timeEachSync(200_000, (index) => cache.load(scopeAt(index), keyAt(index), load));
  const rows: Row[] = [];
  for (const [kind, results] of [
    ['hot key', hot],
    ['5,000 keys', spread],
  ] as const) {
    for (const { name, ns, ratio, ratioMin, ratioMax } of results) {
      const ours = name === '@localert/cache';
      const note = `${ratio.toFixed(2)} × Map in Map (${ratioMin.toFixed(2)}–${ratioMax.toFixed(2)})`;
      rows.push({
        name: `L1 hit, ${kind}: ${name}`,
        value: ns,
        unit: 'ns',
        note,
        ...(ours ? { target: { atMost: 100 } } : {}),
      });
    }
  }
  rows.push({
    name: 'L1 hit, 5,000 keys, one by one: p99',
    value: single.p99,
    unit: 'ns',
    target: { atMost: 1_000 },
    note: 'with the cost of reading the clock',
  });
  return rows;
}
