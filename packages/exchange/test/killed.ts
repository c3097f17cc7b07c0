import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Runs a script, and kills it as soon as it has said so many lines; answers the whole lines that it said.
 *
 * @param lines - `Infinity` lets it end
 */
export async function runUntil(
  script: URL,
  args: readonly string[],
  lines: number,
): Promise<readonly string[]> {
  const path = fileURLToPath(script);
  const child = spawn(process.execPath, ['--conditions=@localert/source', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  await once(child, 'close');
  // What was cut by the kill was not said.
  return said.split('\n').slice(0, -1);
}
