import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const MODES = '/usr/share/apertium/modes';

const isThere =
  ['eng-spa', 'eng-cat'].every((pair) => existsSync(`${MODES}/${pair}.mode`)) &&
  spawnSync('apertium-apy', ['--version'], { stdio: 'ignore' }).error === undefined;

/** Whether tests with a real Apertium can run. Without one they skip by name; REQUIRE_SERVICES=1 runs them to fail. */
export const hasApertium: boolean = isThere || process.env['REQUIRE_SERVICES'] === '1';

/** A title that says why tests may be skipped. */
export const needsApertium = (title: string): string =>
  isThere
    ? title
    : `${title} (no Apertium with eng-spa and eng-cat; Debian and Ubuntu: apt-get install apertium-apy apertium-eng-spa apertium-eng-cat)`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real Apertium behind APy, on a port of its own. */
export interface RealApertium extends AsyncDisposable {
  readonly url: string;
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGTERM');
  await Promise.race([gone, sleep(5_000).then(() => process.kill('SIGKILL'))]);
}

/** Starts it and waits until it answers. */
export async function startApertium(): Promise<RealApertium> {
  const port = await freePort();
  const apy = spawn('apertium-apy', ['-p', String(port), MODES], { stdio: 'ignore' });
  apy.on('error', () => undefined);
  const url = `http://127.0.0.1:${port}`;
  const last = Date.now() + 30_000;
  for (;;) {
    const ready = await fetch(`${url}/listPairs`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { url, [Symbol.asyncDispose]: () => end(apy) };
    if (Date.now() > last || apy.exitCode !== null) {
      await end(apy);
      throw new Error(needsApertium('apertium-apy did not start within 30 s'));
    }
    await sleep(200);
  }
}
