import { statSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * Brings in so many fixtures by commits, and watches time and memory. Memory has to stay flat: what is written must not
 * be kept.
 */
export async function benchImport(folder: string, fixtures: number): Promise<readonly Row[]> {
  const path = join(folder, 'import.db');
  const store = sqliteStore({ path });
  const tenth = Math.max(1, Math.floor(fixtures / 10));
  const seconds: number[] = [];
  const memory: number[] = [];
  let begun = nanoseconds();
  for (let index = 0; index < fixtures; index++) {
    await store.commit(scopeAt(index), commitOf(`f${Math.floor(index / TENANTS)}`, 1));
    if ((index + 1) % tenth !== 0) continue;
    seconds.push((nanoseconds() - begun) / 1e9);
    memory.push(rss());
    progress(
      `${(index + 1).toLocaleString('en')} fixtures: ${(tenth / (seconds.at(-1) ?? 1)).toFixed(0)} a second, ${memory.at(-1)?.toFixed(0)} MB`,
    );
    begun = nanoseconds();
  }
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
