import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemScope, type TenantQuotas } from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from '../test/house.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-quotas-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HAND = fileURLToPath(new URL('../test/hand.ts', import.meta.url));
/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 60_000;
const DAY = 86_400_000;

/** Waits where midnight would come between: a day has its own count. */
async function awayFromMidnight(): Promise<void> {
  const left = DAY - (Date.now() % DAY);
  if (left < 30_000) await new Promise((resolve) => setTimeout(resolve, left));
}

/** Makes the tenant, lets two processes try at the same time, and answers what they said. */
async function inTwo(task: string, quotas: TenantQuotas, tries: number) {
  const path = join(folder, `${task}.db`);
  const first = await open({
    store: sqliteStore({ path }),
    tenants: [{ id: 'acme', defaultLocale: 'en', quotas }],
    delivery: false,
  });
  await first.alerts.close({ drainMs: 0 });
  const hands = ['one', 'two'].map((name) => {
    const child = spawn(
      process.execPath,
      ['--conditions=@localert/source', '--no-warnings', HAND, task, path, name, String(tries)],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    let said = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.startsWith('ready\n')) resolve();
      });
      child.once('close', () => resolve());
    });
    return { child, ready, closed: once(child, 'close'), lines: () => said.split('\n').slice(1, -1) };
  });
  await Promise.all(hands.map(({ ready }) => ready));
  for (const { child } of hands) child.stdin.write('go\n');
  await Promise.all(hands.map(({ closed }) => closed));
  const said = hands.map(({ lines }) => lines());
  for (const lines of said) expect(lines.pop()).toBe('done');
  const all = said.flat();
  const taken = all.filter((line) => line.startsWith('taken'));
  return { path, said, all, taken, ids: taken.map((line) => line.split(' ')[1]) };
}

/** What lies in the file once both are gone. */
async function stored(path: string) {
  const store = sqliteStore({ path });
  const system = systemScope('test');
  const depth = await store.outbox.depth(system);
  const ids: string[] = [];
  // One of a group at a time.
  for (;;) {
    const request = { now: Date.now() + DAY, leaseMs: 1_000, limit: 1_000 };
    const [claim] = await store.outbox.claim(system, request);
    if (claim === undefined) break;
    ids.push(claim.alert.id);
    await store.outbox.settle(system, claim, { kind: 'dropped', at: request.now, code: 'counted' });
  }
  const window = Math.floor(Date.now() / DAY) * DAY;
  const used = await store.usage.read(system, 'acme', { quota: 'sendsPerDay', window, until: window + DAY });
  await store.close();
  return { queued: depth.queued, ids, used };
}

describe('two processes on one file', () => {
  beforeAll(awayFromMidnight, TIMEOUT_MS);

  it(
    'send exactly as many alerts as the day has, each of them one row (attack 22)',
    async () => {
      const { path, all, taken, ids } = await inTwo('send', { sendsPerDay: 100 }, 150);
      expect(all).toHaveLength(300);
      expect(taken).toHaveLength(100);
      expect(new Set(all.filter((line) => !line.startsWith('taken')))).toEqual(
        new Set(['LOCALERT_QUOTA_EXCEEDED']),
      );
      const rows = await stored(path);
      expect(rows.queued).toBe(100);
      expect(rows.ids.toSorted()).toEqual(ids.toSorted());
      expect(rows.used).toBe(100);
    },
    TIMEOUT_MS,
  );

  it(
    'count no duplicate, and give back what they hold when they end',
    async () => {
      const { path, all, taken } = await inTwo('sendOnce', { sendsPerDay: 1_000 }, 100);
      expect(all.filter((line) => line === 'duplicate')).toHaveLength(180);
      expect(taken).toHaveLength(20);
      // Beside each there waits what will tell of its duplicates, which takes nothing of the quota.
      expect(await stored(path)).toMatchObject({ queued: 40, used: 20 });
    },
    TIMEOUT_MS,
  );

  it(
    'create exactly as many fixtures as the quota (attack 22)',
    async () => {
      const { path, all, taken } = await inTwo('create', { fixtures: 100 }, 100);
      expect(taken).toHaveLength(100);
      expect(all.filter((line) => line === 'LOCALERT_QUOTA_EXCEEDED')).toHaveLength(100);
      const { acme, alerts } = await open({ store: sqliteStore({ path }), tenants: [], delivery: false });
      expect((await acme.usage()).find(({ quota }) => quota === 'fixtures')?.used).toBe(100);
      await alerts.close();
    },
    TIMEOUT_MS,
  );
});
