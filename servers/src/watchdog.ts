import { spawn } from 'node:child_process';

/**
 * A shell that outlives this process only to end what it started: when the process is gone, for whatever reason, the
 * pipe between them closes. Windows has no such shell; there the exit handler has to do.
 *
 * @param pid - the server's
 * @param folder - removed with it
 * @returns a function that calls it off
 */
export function watchOver(pid: number, folder: string): () => void {
  if (process.platform === 'win32') return () => undefined;
  const script =
    'cat >/dev/null; kill -QUIT "$0" 2>/dev/null; sleep 1; kill -9 "$0" 2>/dev/null; rm -rf "$1"';
  const shell = spawn('/bin/sh', ['-c', script, String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => undefined);
  shell.unref();
  // It must neither hold this process open, nor break it.
  (shell.stdin as unknown as { unref(): void }).unref();
  shell.stdin.on('error', () => undefined);
  return () => void shell.kill('SIGKILL');
}
