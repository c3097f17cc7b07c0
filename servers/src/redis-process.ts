import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import { type RespTarget, respCommand, until } from './resp.ts';

/** A certificate and its key in PEM, and the authority that signed it. */
export interface RedisTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** How one node is set up. */
export interface RedisNodeOptions {
  readonly password?: string | undefined;
  /** Nodes then speak TLS alone, on `localhost`. Clients need no certificate of their own. */
  readonly tls?: RedisTls | undefined;
  /** Lines of a redis.conf, for example `maxmemory 2mb`. */
  readonly config?: readonly string[] | undefined;
  /** Runs the program as a sentinel. */
  readonly sentinel?: boolean | undefined;
}

/** One running node. */
export interface RedisNode {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** `redis://` or `rediss://`, with the password. */
  readonly url: string;
  /** Sends one command; answers its reply as text. */
  command(...words: readonly string[]): Promise<string>;
  /** Ends the process at once, as a machine that loses power does. */
  kill(): Promise<void>;
  /** Stops the process without ending it: connections stay open, and nothing answers. */
  pause(): void;
  resume(): void;
  /** Starts the process again after `kill`, on the same port, with what lies on its disk. */
  restart(): Promise<void>;
  /** Ends the process and removes its files. */
  stop(): Promise<void>;
}

/** Kills the server and removes its files when this process is gone, however it went. */
function watchdog(pid: number, folder: string): ChildProcess {
  const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; sleep 0.2; rm -rf "$2"';
  const dog = spawn('sh', ['-c', script, 'sh', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  dog.unref();
  (dog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return dog;
}

/** Starts one node on free ports of the loopback interface, and waits until it answers. */
export async function startNode(options: RedisNodeOptions = {}): Promise<RedisNode> {
  const folder = mkdtempSync(join(tmpdir(), 'localert-redis-'));
  const [port = 0, busPort = 0] = await freePorts(2);
  const { tls, password } = options;
  const path = (name: string, text: string): string => {
    const at = join(folder, name);
    writeFileSync(at, text, { mode: 0o600 });
    return at;
  };
  const config = [
    'bind 127.0.0.1',
    'daemonize no',
    `dir ${folder}`,
    'logfile ""',
    ...(options.sentinel ? [] : ['save ""', 'appendonly no', 'repl-diskless-sync-delay 0']),
    ...(tls === undefined
      ? [`port ${port}`]
      : [
          ...['port 0', `tls-port ${port}`, 'tls-auth-clients no', 'tls-replication yes', 'tls-cluster yes'],
          `tls-cert-file ${path('cert.pem', tls.cert)}`,
          `tls-key-file ${path('key.pem', tls.key)}`,
          `tls-ca-cert-file ${path('ca.pem', tls.ca)}`,
        ]),
    ...(password === undefined
      ? []
      : [`requirepass ${password}`, ...(options.sentinel ? [] : [`masterauth ${password}`])]),
    ...(options.config ?? []).map((line) => line.replace('{busPort}', String(busPort))),
  ];
  const file = path('redis.conf', `${config.join('\n')}\n`);
  const target: RespTarget = { port, password, ca: tls?.ca };
  let child: ChildProcess | undefined;
  let dog: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn('redis-server', [file, ...(options.sentinel ? ['--sentinel'] : [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    const keep = (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-2_000);
    };
    started.stdout.on('data', keep);
    started.stderr.on('data', keep);
    const failed = new Promise<never>((_, reject) => {
      started.once('error', reject);
      started.once('exit', () => reject(new Error(`redis-server ended before it answered: ${log}`)));
    });
    failed.catch(() => undefined);
    if (started.pid !== undefined) dog = watchdog(started.pid, folder);
    child = started;
    const ready = until('a redis-server', async () => (await respCommand(target, 'PING')) === 'PONG');
    ready.catch(() => undefined);
    await Promise.race([ready, failed]);
  }

  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    // Its input closes with it: it must not outlive what it watches, for the number may come to be another's.
    dog?.kill('SIGKILL');
    dog = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  }

  const node: RedisNode = {
    host: '127.0.0.1',
    port,
    url: `${tls ? 'rediss' : 'redis'}://${password ? `:${password}@` : ''}${tls ? 'localhost' : '127.0.0.1'}:${port}`,
    command: (...words) => respCommand(target, ...words),
    kill,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    restart: start,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await node.stop();
    throw error;
  }
  return node;
}
