import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of ours that writes until it is killed. */
export interface Hand {
  /** Resolves when it has begun to write, or is gone. */
  readonly ready: Promise<void>;
  /** Resolves when it is gone and all it said is noted; answers what it said on its error output. */
  readonly gone: Promise<string>;
  kill(): void;
}

const sources = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Starts a script of this folder; whole lines of what it says are handed on, a line that a kill has cut is not. */
export function startHand<Fact extends object>(
  script: string,
  given: readonly string[],
  note: (fact: Fact) => void,
): Hand {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@localert/source', '--no-warnings', sources(script), ...given],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let rest = '';
  let errors = '';
  let begun = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = `${rest}${chunk.toString()}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const said = JSON.parse(line) as Fact | 'ready';
      if (said === 'ready') begun();
      else note(said);
    }
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const gone = once(child, 'close').then(() => {
    begun();
    return errors;
  });
  return { ready, gone, kill: () => void child.kill('SIGKILL') };
}
