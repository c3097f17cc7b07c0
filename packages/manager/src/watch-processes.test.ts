import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { open } from '../test/house.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WATCHER = fileURLToPath(new URL('../test/watcher.ts', import.meta.url));

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 180_000;

const start = (...given: string[]) =>
  spawn(process.execPath, ['--conditions=@localert/source', '--no-warnings', WATCHER, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Whole lines of a file: a kill may cut the last one. */
const linesOf = (path: string) =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];

const WRITES = 150;

describe('a watch that is killed', () => {
  it(
    'goes on from its cursor and misses nothing of what two processes write',
    async () => {
      const path = join(folder, 'killed.db');
      const store = sqliteStore({ path });
      const { alerts } = await open({ store, fixtures: {}, delivery: false });
      await alerts.close();

      const writers = ['left', 'right'].map((name) => start('write', path, name, String(WRITES)));
      const written = Promise.all(writers.map((writer) => once(writer, 'exit')));
      let writing = true;
      void written.then(() => {
        writing = false;
      });
      const seen = () => linesOf(`${path}.seen`);
      const isComplete = () => new Set(seen()).size === 2 * WRITES;
      let kills = 0;
      while (writing || !isComplete()) {
        const before = seen().length;
        const watcher = start('watch', path, 'watcher');
        const gone = once(watcher, 'exit');
        // Killed in the middle of its work, wherever that is; the last one may finish.
        const isEnough = () => isComplete() || (kills < 8 && seen().length >= before + 20 + kills * 7);
        while (!isEnough() && watcher.exitCode === null)
          await new Promise((resolve) => setTimeout(resolve, 3));
        watcher.kill('SIGKILL');
        await gone;
        kills += 1;
        if (isComplete() && writing) await written;
      }
      expect(kills).toBeGreaterThan(3);
      const last = new Map<string, number>();
      for (const line of seen()) {
        const [fixture = '', revision = '0'] = line.split(' ');
        const before = last.get(fixture) ?? 0;
        // Each once, but for what was noted when its cursor was not yet.
        expect(Number(revision), line).toBeLessThanOrEqual(before + 1);
        last.set(fixture, Math.max(before, Number(revision)));
      }
      expect([...last.values()]).toEqual(Array.from({ length: 10 }, () => WRITES / 5));
    },
    TIMEOUT_MS,
  );
});
