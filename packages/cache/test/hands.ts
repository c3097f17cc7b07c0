import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const HAND = fileURLToPath(new URL('redis-hand.ts', import.meta.url));

/** Starts a process for each task, lets all of them begin at once, and answers what each said. */
export async function hands(tasks: readonly string[], ...given: readonly string[]): Promise<string[][]> {
  const started = tasks.map((task) => {
    const flags = ['--conditions=@localert/source', '--no-warnings'];
    const child = spawn(process.execPath, [...flags, HAND, task, ...given], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let said = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.startsWith('ready\n')) resolve();
      });
      child.once('close', () => resolve());
    });
    return { child, ready, closed: once(child, 'close'), lines: () => said.trim().split('\n').slice(1, -1) };
  });
  try {
    await Promise.all(started.map(({ ready }) => ready));
    for (const { child } of started) child.stdin.write('go\n');
    await Promise.all(started.map(({ closed }) => closed));
  } finally {
    for (const { child } of started) child.kill();
  }
  return started.map(({ lines }) => lines());
}

/** Microseconds from each write to its hint, sorted. */
export function delays(written: readonly string[], heard: readonly string[]): number[] {
  const times = new Map(written.map((line) => line.split(' ') as [string, string]));
  const took = new Map<string, number>();
  for (const line of heard) {
    const [id = '', at] = line.split(' ');
    const from = times.get(id);
    // A hint may come twice.
    if (from !== undefined && !took.has(id)) took.set(id, Number(at) - Number(from));
  }
  return [...took.values()].sort((left, right) => left - right);
}
