import { statSync } from 'node:fs';
import { join } from 'node:path';
import { applyCommit, type TenantScope } from '@localert/core';
import { exportTenant, type FixtureReader, importTenant } from '@localert/exchange';
import { createFixtureManager } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import { commitOf, scopeAt, TENANTS } from './core-store.ts';
import { figures, nanoseconds } from './measure.ts';
import { progress, type Row } from './report.ts';

const MB = 1_048_576;

/** Memory of this process now, after a collection where the benchmark may ask for one. */
function rss(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / MB;
}

/** A tenant with so many fixtures, made while they are read: nothing of them is kept. */
function madeTenant(scope: TenantScope, fixtures: number): FixtureReader {
  return {
    scope,
    async list({ cursor = '0', limit = 50 } = {}) {
      const from = Number(cursor);
      const to = Math.min(fixtures, from + limit);
      const items = Array.from({ length: to - from }, (_, index) =>
        applyCommit(undefined, commitOf(`f${from + index}`, 1), 0),
      );
      return to < fixtures ? { items, cursor: String(to) } : { items };
    },
    history: async () => ({ items: [] }),
    overrides: async () => ({}),
  };
}

/**
 * Imports so many fixtures, over all tenants, as a host does: each line is checked, and each fixture proved and saved by
 * a manager. Watches time and memory, which has to stay flat: what is written must not be kept.
 */
export async function benchImport(folder: string, fixtures: number): Promise<readonly Row[]> {
  const path = join(folder, 'import.db');
  const each = Math.ceil(fixtures / TENANTS);
  const alerts = await createFixtureManager({
    store: sqliteStore({ path }),
    tenants: Array.from({ length: TENANTS }, (_, index) => ({
      id: scopeAt(index).tenant,
      defaultLocale: 'en-US',
      quotas: { fixtures: each, storedBytes: each * 10_000 },
    })),
  });
  const tenth = TENANTS / 10;
  const seconds: number[] = [];
  const memory: number[] = [];
  let begun = nanoseconds();
  for (let index = 0; index < TENANTS; index++) {
    const { tenant } = scopeAt(index);
    const desk = alerts.forTenant(tenant, { actor: 'user:bench', roles: ['admin'] });
    // What is made has no events, as what stands in code.
    const lines = exportTenant(madeTenant(scopeAt(index), each), { inCode: true });
    const { counts } = await importTenant(desk, lines);
    if (counts.fixtures.created !== each)
      throw new Error(`${counts.fixtures.created} of ${each} fixtures came in`);
    if ((index + 1) % tenth !== 0) continue;
    seconds.push((nanoseconds() - begun) / 1e9);
    memory.push(rss());
    progress(
      `${((index + 1) * each).toLocaleString('en')} fixtures: ${((tenth * each) / (seconds.at(-1) ?? 1)).toFixed(0)} a second, ${memory.at(-1)?.toFixed(0)} MB`,
    );
    begun = nanoseconds();
  }
  await alerts.close();
  const store = sqliteStore({ path });
  const list: number[] = [];
  for (let index = 0; index < 1_000; index++) {
    const from = nanoseconds();
    await store.list(scopeAt(index * 37), { limit: 10 });
    list.push(nanoseconds() - from);
  }
  await store.close();
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const [second = Number.NaN] = memory.slice(1);
  const count = fixtures.toLocaleString('en');
  return [
    {
      name: `SQLite import of ${count} fixtures`,
      value: fixtures / total,
      unit: '/s',
      note: `${total.toFixed(0)} s`,
    },
    {
      name: 'the last tenth ÷ the second, time',
      value: (seconds.at(-1) ?? Number.NaN) / (seconds[1] ?? Number.NaN),
      unit: '×',
      target: { atMost: 2 },
    },
    {
      name: 'memory at the end ÷ after two tenths',
      value: (memory.at(-1) ?? Number.NaN) / second,
      unit: '×',
      target: { atMost: 1.2 },
      note: `${memory.map((each) => each.toFixed(0)).join(', ')} MB`,
    },
    {
      name: `SQLite list of 10 at ${count} fixtures: p50`,
      value: figures(list).p50 / 1e3,
      unit: 'µs',
      note: `the file has ${(statSync(path).size / MB).toFixed(0)} MB`,
    },
  ];
}
