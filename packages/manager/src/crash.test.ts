import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { codeOf, open, recorder } from '../test/house.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a sender until it has said that so many alerts are durable, and kills it in the middle of its work. */
async function sendUntilKilled(path: string, count: number): Promise<readonly string[]> {
  const sender = fileURLToPath(new URL('../test/sender.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@localert/source', sender, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  // A line that was cut by the kill was not said.
  return said.split('\n').slice(0, -1);
}

describe('an alert that was accepted', () => {
  it('is delivered by the next process when this one is killed', async () => {
    const path = join(folder, 'killed.db');
    const accepted = [...(await sendUntilKilled(path, 40)), ...(await sendUntilKilled(path, 40))];
    expect(accepted.length).toBeGreaterThanOrEqual(80);
    const { alerts, posts } = await open({ store: sqliteStore({ path }), tenants: [] });
    expect(await alerts.drain(30_000)).toBe(true);
    const delivered = posts.map(({ id }) => id);
    expect(accepted.filter((id) => !delivered.includes(id))).toEqual([]);
    expect(new Set(delivered).size).toBe(delivered.length);
    await alerts.close();
  }, 60_000);

  it('is not lost to a full disk, which is told to whoever sends the next one', async () => {
    const path = join(folder, 'full.db');
    const first = await open({ store: sqliteStore({ path, maxPages: 60 }), delivery: false });
    const accepted: string[] = [];
    let refusal = 'no error';
    for (let n = 0; n < 2_000 && refusal === 'no error'; n++) {
      refusal = await codeOf(
        first.acme
          .send('playback_failure', { values: { region: 'x'.repeat(500), count: n, since: n } })
          .then(({ id }) => accepted.push(id)),
      );
    }
    expect(refusal).toBe('LOCALERT_STORE_FULL');
    expect(accepted.length).toBeGreaterThan(3);
    await first.alerts.close();

    const second = await open({ store: sqliteStore({ path }), tenants: [] });
    expect(await second.alerts.drain(30_000)).toBe(true);
    expect(second.posts.map(({ id }) => id).sort()).toEqual([...accepted].sort());
    await second.alerts.close();
  }, 60_000);

  it('is delivered once by two processes on one file', async () => {
    const path = join(folder, 'shared.db');
    const { transport, posts } = recorder();
    const options = { transport, delivery: { pollMs: 5 } };
    const one = await open({ ...options, store: sqliteStore({ path }) });
    const two = await open({ ...options, store: sqliteStore({ path }) });
    const send = (house: typeof one, count: number) =>
      house.acme.send('playback_failure', { values: { region: 'EU', count, since: 0 } });
    const sent = await Promise.all(
      Array.from({ length: 200 }, (_, index) => send(index % 2 === 0 ? one : two, index)),
    );
    // They take turns in the one channel: whoever finds it taken by the other has nothing due for the moment.
    await vi.waitFor(() => expect(posts.length).toBeGreaterThanOrEqual(200), 30_000);
    for (const { alerts } of [one, two]) await alerts.drain(30_000);
    expect(posts.map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
    await one.alerts.close();
    await two.alerts.close();
  }, 60_000);
});
