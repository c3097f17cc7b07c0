import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { watchOver } from './watchdog.ts';

/** Milliseconds until a server that does not answer counts as broken. */
const START_LIMIT = 60_000;

/** PostgreSQL refuses to run as root: `nobody` then owns the folder and runs the server. */
const NOBODY = 65_534;

const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A running server, and what it takes to end it. */
export interface PostgresProcess {
  readonly port: number;
  /** Ends it in order, so that it starts again at once. */
  stop(): Promise<void>;
  /** Ends it at once, for a server whose data is not wanted any more. */
  drop(): Promise<void>;
  /** Ends it and every process of it with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  readonly isRunning: () => boolean;
  /** The end of its log. */
  readonly log: () => string;
}

/** A folder of its own for a server, which the server's user owns. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'localert-postgres-'));
  if (asNobody.uid !== undefined) chownSync(folder, asNobody.uid, asNobody.gid);
  return folder;
}

/** Writes a file that only the server may read. */
export function writeOwned(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  if (asNobody.uid !== undefined) chownSync(path, asNobody.uid, asNobody.gid);
}

/** A folder that the server's user owns. */
export function makeOwnedFolder(path: string): void {
  mkdirSync(path, { mode: 0o700 });
  chmodSync(path, 0o700);
  if (asNobody.uid !== undefined) chownSync(path, asNobody.uid, asNobody.gid);
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** The first cluster of a server. The password is that of the superuser `postgres`. */
export async function initCluster(
  { initdb }: PostgresBinaries,
  folder: string,
  password: string,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  writeOwned(passwordFile, password);
  const flags = ['-D', join(folder, 'data'), '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync', '-A'];
  const options = { ...asNobody, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  await promisify(execFile)(initdb, [...flags, 'scram-sha-256', `--pwfile=${passwordFile}`], options);
  rmSync(passwordFile);
}

/** The processes that a process started, as Linux tells them. */
function childrenOf(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        // "pid (name) state ppid …": the name may hold anything, so it is read from behind.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);
}

const killHard = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Starts a server on a data folder, and answers once it takes connections. */
export async function runServer(
  { postgres }: PostgresBinaries,
  folder: string,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<PostgresProcess> {
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(postgres, ['-D', join(folder, 'data'), ...flags], {
    ...asNobody,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    // In a group of its own: Ctrl-C in a terminal must not end it before the tests have.
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
  });
  let log = '';
  let running = true;
  child.on('exit', () => {
    running = false;
  });
  child.on('error', (error) => {
    running = false;
    log += String(error);
  });
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    log = (log + text).slice(-20_000);
  });
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();

  const pid = child.pid ?? 0;
  const callOff = pid === 0 ? () => undefined : watchOver(pid, folder);
  const atExit = () => killHard(pid);
  process.once('exit', atExit);
  const endWith = async (end: () => void) => {
    callOff();
    process.off('exit', atExit);
    if (!running) return;
    // What waits for its end must keep this process alive.
    child.ref();
    end();
    await ended(child);
  };

  const server: PostgresProcess = {
    port,
    isRunning: () => running,
    log: () => log,
    stop: () => endWith(() => void child.kill('SIGINT')),
    drop: () => endWith(() => void child.kill('SIGQUIT')),
    kill: () =>
      endWith(() => {
        const all = [pid, ...childrenOf(pid)];
        for (const one of all) killHard(one);
      }),
  };
  const end = Date.now() + START_LIMIT;
  while (!log.includes('database system is ready to accept')) {
    if (!running || Date.now() > end) {
      await server.stop();
      throw new Error(`PostgreSQL did not start:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return server;
}
