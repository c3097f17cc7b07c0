import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { until } from '../test/started.ts';
import { type StopOnSignalOptions, type Stoppable, stopOnSignal } from './stop-on-signal.ts';

/** Runs the worker until it posts, sends it a signal, and answers how it ended and what it said. */
async function signalled(mode: string, signal: NodeJS.Signals) {
  const worker = fileURLToPath(new URL('../test/worker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@localert/source', worker, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes('begun')) await new Promise((resolve) => setTimeout(resolve, 10));
  const begun = performance.now();
  child.kill(signal);
  const [code] = await once(child, 'close');
  return { code, took: performance.now() - begun, lines: said.trim().split('\n') };
}

describe.skipIf(process.platform === 'win32')('a process that is asked to end', () => {
  it('ends what is under way, and begins nothing', async () => {
    const { code, lines } = await signalled('slow', 'SIGTERM');
    expect(lines).toEqual(['begun', 'ended', 'delivered', 'queued']);
    expect(code).toBe(0);
  });

  it('ends posts that hang, and gives back what they were for', async () => {
    const { code, lines, took } = await signalled('hang', 'SIGINT');
    expect(lines).toEqual(['begun', 'queued', 'queued']);
    expect(code).toBe(0);
    expect(took).toBeLessThan(5_000);
  });
});

describe('stopOnSignal', () => {
  const handled = (stoppable: Stoppable, options: StopOnSignalOptions = {}) => {
    const off = stopOnSignal(stoppable, { signals: ['SIGHUP'], ...options });
    return { off, ask: () => process.emit('SIGHUP') };
  };

  it('leaves ending to the host that wants it, and takes its handlers off', async () => {
    let stops = 0;
    const { ask } = handled({ stop: async () => void stops++ }, { exit: false });
    expect(process.listenerCount('SIGHUP')).toBe(1);
    ask();
    await until(() => process.listenerCount('SIGHUP') === 0);
    expect(stops).toBe(1);
    const idle = handled({ stop: async () => undefined });
    idle.off();
    expect(process.listenerCount('SIGHUP')).toBe(0);
  });

  it('tells how it ended', async () => {
    const codes: number[] = [];
    const exit = (code: number) => void codes.push(code);
    handled({ close: async () => undefined }, { exit }).ask();
    await until(() => codes.length === 1);
    handled({ stop: () => Promise.reject(new Error('no')) }, { exit }).ask();
    await until(() => codes.length === 2);
    handled({ stop: () => new Promise(() => undefined) }, { exit, timeoutMs: 20 }).ask();
    await until(() => codes.length === 3);
    const twice = handled({ stop: () => new Promise(() => undefined) }, { exit });
    twice.ask();
    twice.ask();
    expect(codes).toEqual([0, 1, 1, 1]);
  });
});
