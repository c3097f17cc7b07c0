import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, with a slash at its end. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** What a finished command left behind. */
export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  /** stdout and stderr as they came, interleaved. */
  readonly output: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the command, as failed, after so many seconds. */
  readonly timeout?: number;
}

/** Runs one command to its end, with the repository's own binaries first on the PATH. Never throws. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  const PATH = `${root}node_modules/.bin${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env, PATH },
    timeout: (options.timeout ?? 0) * 1000,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Binaries are `.cmd` files there, which only a shell can start.
    shell: process.platform === 'win32',
  });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ok = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  return { ok, stdout, output, seconds: (performance.now() - start) / 1000 };
}

/** As {@link run}, for steps that make no sense to go on without: throws with the command's output. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<Outcome> {
  const outcome = await run(command, args, options);
  if (!outcome.ok) throw new Error(`${command} ${args.join(' ')}\n${outcome.output}`);
  return outcome;
}

/**
 * Ends a script: problems go out one a line and fail it; without any, the summary is its last line.
 * The exit code is set rather than forced, so that output still in flight is not cut off.
 */
export function conclude(problems: readonly string[], summary: string): void {
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(summary);
}
