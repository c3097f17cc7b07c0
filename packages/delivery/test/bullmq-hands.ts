import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const HAND = fileURLToPath(new URL('bullmq-hand.ts', import.meta.url));

/** A process that claims and settles. */
export interface Hand {
  /** Resolves when it has begun. */
  readonly ready: Promise<void>;
  /** What it said until now, line by line. */
  lines(): readonly string[];
  kill(): Promise<void>;
}

/** Starts a process that claims and settles until it is killed. */
export function startHand(url: string, name: string, leaseMs: number, workMs: number): Hand {
  const flags = ['--conditions=@localert/source', '--no-warnings'];
  const child: ChildProcess = spawn(
    process.execPath,
    [...flags, HAND, url, name, String(leaseMs), String(workMs)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const closed = once(child, 'close');
  let said = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.startsWith('ready\n')) resolve();
    });
    child.once('close', () => resolve());
  });
  return {
    ready,
    lines: () => said.split('\n').slice(1, -1),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
