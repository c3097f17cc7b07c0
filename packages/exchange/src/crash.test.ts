import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemScope, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { fillStore } from '../test/full-store.ts';
import { fill, open, small, textOf } from '../test/house.ts';
import { runUntil } from '../test/killed.ts';
import { exportTenant, importTenant, verifyMove } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-exchange-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const system = systemScope('test');
const importer = new URL('../test/importer.ts', import.meta.url);
const mover = new URL('../test/mover.ts', import.meta.url);
/** Each costs a process: early and late, with a checkpoint and without. */
const KILLS = 3;

/** What a tenant has, without what tells when. */
async function contentIn(path: string): Promise<readonly string[]> {
  const { acme, alerts } = await open({ store: sqliteStore({ path }) });
  const lines = (await textOf(exportTenant(acme))).trimEnd().split('\n').slice(1, -1);
  await alerts.close();
  return lines.map((line) => line.replace(/"revision":\d+,/, '')).sort();
}

describe('an import that is killed again and again', () => {
  it('ends as one that was left alone', async () => {
    const house = await open({ store: memoryStore() });
    for (let n = 0; n < 90; n++) await house.acme.create(`f${n}`, small(`Title ${n}`));
    await fill(house.acme);
    const file = join(folder, 'tenant.jsonl');
    writeFileSync(file, await textOf(exportTenant(house.acme)));
    const path = join(folder, 'killed.db');
    let resume: readonly string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const said = await runUntil(importer, [path, file, ...resume], 1 + (kill % 4));
      expect(said.at(-1)).not.toMatch(/^done/);
      resume = said.slice(-1);
    }
    const said = await runUntil(importer, [path, file, ...resume], Number.POSITIVE_INFINITY);
    const end = JSON.parse(String(said.at(-1)).replace('done ', '')) as {
      complete: boolean;
      problemCount: number;
      counts: { fixtures: Record<string, number> };
    };
    expect(end).toMatchObject({ complete: true, problemCount: 0 });
    const { created = 0, unchanged = 0 } = end.counts.fixtures;
    expect(created + unchanged).toBe(94);
    const alone = await open({ store: sqliteStore({ path: join(folder, 'alone.db') }) });
    await importTenant(alone.acme, await textOf(exportTenant(house.acme)), { mode: 'replace' });
    await alone.alerts.close();
    expect(await contentIn(path)).toEqual(await contentIn(join(folder, 'alone.db')));
    const store = sqliteStore({ path });
    // Nothing was written twice: what was made has one event, or two where it is archived or has a draft.
    const { items } = await store.history(tenantScope({ tenant: 'acme', actor: 'user:x' }), 'f7');
    expect(items).toHaveLength(1);
    await store.close();
    await house.alerts.close();
  }, 300_000);
});

describe('a move that is killed again and again', () => {
  it('ends with the same in both stores, and every alert once', async () => {
    const [fromPath, toPath] = [join(folder, 'from.db'), join(folder, 'to.db')];
    const filled = sqliteStore({ path: fromPath });
    await fillStore(filled, 25);
    const queued = (await filled.outbox.depth(system)).queued;
    expect(queued).toBe(18);
    await filled.close();
    let resume: readonly string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const said = await runUntil(mover, [fromPath, toPath, ...resume], 2 + kill * 5);
      // With a checkpoint, and without one, for it copies only what is not there.
      resume = kill % 2 === 0 ? said.slice(-1).map((line) => String(line.split(' ')[1])) : [];
      if (said.at(-1)?.startsWith('done')) resume = [];
    }
    const said = await runUntil(mover, [fromPath, toPath], Number.POSITIVE_INFINITY);
    const report = JSON.parse(String(said.at(-1)).replace('done ', '')) as { complete: boolean };
    expect(report.complete).toBe(true);
    const [from, to] = [sqliteStore({ path: fromPath }), sqliteStore({ path: toPath })];
    expect(await verifyMove({ from, to })).toMatchObject({ ok: true, differences: [] });
    expect(await to.outbox.depth(system)).toEqual({ queued, sending: 0, dead: 0 });
    expect(await from.outbox.depth(system)).toMatchObject({ queued: 0, sending: 0, dead: queued });
    await from.close();
    await to.close();
  }, 300_000);
});
