import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { startDeadline } from './deadline.ts';

/** Certificates of authorities, in PEM. */
export type Authorities = NonNullable<ConnectionOptions['ca']>;

/** More addresses of one name than this are not tried. */
const MAX_TRIES = 4;

const ignore = () => undefined;

/** Waits for the event that says that a socket is ready; one that fails, ends or is late is destroyed. */
function ready(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // A late fault of a socket that was given up must not end the process. One in use has other listeners too.
    socket.on('error', ignore);
    const settle = (end: () => void) => {
      socket.off('error', onError).off('close', onClose).off(event, onReady);
      signal.removeEventListener('abort', onAbort);
      end();
    };
    const fail = (error: unknown) =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    const onError = (error: unknown) => fail(error);
    const onClose = () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    const onAbort = () => fail(signal.reason);
    const onReady = () => settle(() => resolve(socket));
    socket.on('error', onError).on('close', onClose).on(event, onReady);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}

/** Connects to a host and port without a look at what is behind: for addresses that were checked, and proxies. */
export const connectTo = (host: string, port: number, signal: AbortSignal): Promise<Socket> =>
  ready(connectTcp({ host, port, noDelay: true }), 'connect', signal);

/**
 * Connects to the first address that answers. They are numbers, so that nothing is looked up again between check and
 * connection.
 */
export async function connectFirst(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const tried = addresses.slice(0, MAX_TRIES);
  // An address that swallows packets leaves time for the next.
  const shareMs = Math.ceil(timeoutMs / tried.length);
  let last: unknown;
  for (const address of tried) {
    const share = startDeadline(shareMs, signal);
    try {
      return await connectTo(address, port, share.signal);
    } catch (error) {
      signal.throwIfAborted();
      last = share.isOver() ? Object.assign(new Error('late'), { code: 'ETIMEDOUT' }) : error;
    } finally {
      share.clear();
    }
  }
  throw last;
}

/**
 * TLS over a connected socket. The certificate has to be trusted and to name the host, whatever
 * NODE_TLS_REJECT_UNAUTHORIZED says; TLS 1.2 is the least, 1.3 is taken where the other side has it.
 */
export function handshake(
  socket: Socket,
  host: string,
  ca: Authorities | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const secure = connectTls({
    socket,
    host,
    // RFC 6066 section 3: a number is no server name.
    servername: isIP(host) === 0 ? host : '',
    ...(ca === undefined ? {} : { ca }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
  });
  return ready(secure, 'secureConnect', signal);
}
