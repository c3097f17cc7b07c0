import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemScope } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillStore, managerOf } from '../test/full-store.ts';
import { small } from '../test/house.ts';
import { newPostgres } from '../test/postgres.ts';
import { moveStore } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-move-pg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describePostgres({ describe, beforeAll, afterAll }, 'a move into PostgreSQL and back', {}, (server) => {
  it('brings everything over while it is in use, and proves it', async () => {
    const from = sqliteStore({ path: join(folder, 'from.db') });
    const to = await newPostgres(server());
    await fillStore(from);
    const alerts = await managerOf(from);
    const client = alerts.forTenant('acme', { actor: 'user:admin', roles: ['admin'] });
    const report = await moveStore({
      from,
      to,
      pause: async () => {
        await client.create('made', small('Made'));
        await client.archive('f2');
        await alerts.close();
      },
    });
    expect(report).toMatchObject({
      complete: true,
      alerts: { moved: 18 },
      verdict: { ok: true, differences: [], counts: { tenants: 3, fixtures: 103, events: 140 } },
    });
    const house = await managerOf(to);
    const there = house.forTenant('acme', { actor: 'user:admin', roles: ['admin'] });
    expect((await there.update('made', { labels: { now: 'here' } })).fixture.revision).toBe(2);
    await house.close();
    const back = sqliteStore({ path: join(folder, 'back.db') });
    expect(await moveStore({ from: to, to: back, frozen: true })).toMatchObject({
      complete: true,
      alerts: { moved: 18 },
      verdict: { ok: true },
    });
    expect(await back.outbox.depth(systemScope('test'))).toMatchObject({ queued: 18, sending: 0 });
    await Promise.all([from.close(), to.close(), back.close()]);
  }, 120_000);
});
