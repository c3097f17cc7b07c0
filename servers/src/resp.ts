import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** How a node is reached. */
export interface RespTarget {
  readonly port: number;
  readonly password?: string | undefined;
  /** PEM of the authority that signed the node's certificate; absent without TLS. */
  readonly ca?: string | undefined;
}

const encode = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/** Reads the one reply of a command that does not answer with nested lists: enough for setting servers up. */
function readReply(text: string): string | undefined {
  const end = text.indexOf('\r\n');
  if (end < 0) return undefined;
  const line = text.slice(1, end);
  if (text[0] !== '$') return line;
  const rest = text.slice(end + 2);
  return rest.length >= Number(line) ? rest.slice(0, Math.max(0, Number(line))) : undefined;
}

/**
 * Sends one command to a node and answers its reply as text; a client of its own, so that servers can be set up
 * without one.
 *
 * @throws Error when the node cannot be reached, or answers with an error
 */
export function respCommand(target: RespTarget, ...words: readonly string[]): Promise<string> {
  const { port, password, ca } = target;
  return new Promise((resolve, reject) => {
    const socket =
      ca === undefined
        ? connect({ host: '127.0.0.1', port })
        : connectTls({ host: '127.0.0.1', servername: 'localhost', port, ca });
    let text = '';
    let skip = password === undefined ? 0 : 1;
    socket.setTimeout(2_000, () => socket.destroy(new Error('the node did not answer')));
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the node closed the connection')));
    socket.on('data', (chunk: string) => {
      text += chunk;
      for (;;) {
        const reply = readReply(text);
        if (reply === undefined) return;
        const isError = text.startsWith('-');
        if (isError || skip === 0) {
          if (isError) reject(new Error(`${words[0]}: ${reply}`));
          else resolve(reply);
          return void socket.destroy();
        }
        skip -= 1;
        text = text.slice(text.indexOf('\r\n') + 2);
      }
    });
    if (password !== undefined) socket.write(encode(['AUTH', password]));
    socket.write(encode(words));
  });
}

/** Asks again until the answer is good. @throws Error with the last fault when it takes too long */
export async function until(what: string, good: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  const end = Date.now() + patienceMs;
  let last: unknown;
  for (;;) {
    try {
      if (await good()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what} took longer than ${patienceMs} ms`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
