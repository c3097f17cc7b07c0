import { userInfo } from 'node:os';
import type { CliIo, TextSink } from './io.ts';
import { terminalPrompts } from './terminal-prompts.ts';

/** A stream of the process. A reader who has gone (`| head`) is no fault: what is written to them is dropped. */
export function streamSink(stream: NodeJS.WriteStream): TextSink & { flushed(): Promise<void> } {
  let closed = false;
  let waiting: Promise<void> | undefined;
  stream.on('error', () => {
    closed = true;
  });
  return {
    get closed() {
      return closed;
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    write(text) {
      if (closed || stream.write(text)) return undefined;
      // One wait for all who write meanwhile.
      waiting ??= new Promise((resolve) => {
        const done = () => {
          waiting = undefined;
          stream.off('drain', done).off('close', done).off('error', done);
          resolve();
        };
        stream.once('drain', done).once('close', done).once('error', done);
      });
      return waiting;
    },
    flushed: () => new Promise((resolve) => (closed ? resolve() : stream.write('', () => resolve()))),
  };
}

/** The name of the operating system's user; some containers have none. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** The outside of a real process. `flushed` resolves once all that was written has gone. */
export function processIo(signal: AbortSignal): CliIo & { flushed(): Promise<void> } {
  const [stdout, stderr] = [streamSink(process.stdout), streamSink(process.stderr)];
  const canAsk = process.stdin.isTTY === true && stderr.isTTY && !process.env['CI'];
  return {
    stdout,
    stderr,
    signal,
    stdin: () => readAll(process.stdin),
    env: process.env,
    cwd: process.cwd(),
    get user() {
      return userName();
    },
    now: Date.now,
    prompts: canAsk ? terminalPrompts(process.stdin, process.stderr, signal) : undefined,
    async flushed() {
      await Promise.all([stdout.flushed(), stderr.flushed()]);
    },
  };
}
