import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { InvalidInputError, isSecret, type Secret } from '@localert/core';
import { RequestNotSentError } from '../request-errors.ts';
import { type Authorities, connectTo, handshake } from './sockets.ts';

/** A proxy that tunnels (CONNECT, RFC 9110 section 9.3.6). It is the host's own, so its address may be a private one. */
export interface ProxyOptions {
  /**
   * `http://` or `https://`, with user name and password where it asks for them; then best a `secret()` of core.
   * Environment variables are never read.
   */
  readonly url: Secret | string;
  /** Authorities of an https proxy's certificate, in PEM; default: Node's. */
  readonly ca?: Authorities | undefined;
}

/** Opens a tunnel to a host and port through the proxy. */
export type Tunnel = (host: string, port: number, signal: AbortSignal) => Promise<Socket>;

const refuse = (message: string): never => {
  throw new InvalidInputError({ what: 'proxy', issues: [{ path: 'proxy.url', message }] });
};

/** `Basic …` of RFC 7617 for what stands before the host. */
function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    return refuse('a user name and password in percent-encoding');
  }
}

/** Asks for the tunnel on a connected socket, and leaves it ready for the bytes of the other side. */
function askForTunnel(
  socket: Socket,
  authority: string,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const give = (reason: string) => {
      socket.destroy();
      reject(new RequestNotSentError({ reason }));
    };
    const asking = request({
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
      createConnection: () => socket,
      maxHeaderSize: 16_384,
      signal,
    });
    asking.on('connect', ({ statusCode = 0 }, _, head: Buffer) => {
      // Bytes before ours would be an answer to a question that was not asked.
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) resolve(socket);
      else give(head.length > 0 ? 'proxy-answer' : `proxy-${statusCode}`);
    });
    asking.on('response', ({ statusCode = 0 }) => give(`proxy-${statusCode}`));
    asking.on('error', () => give(signal.aborted ? 'connect-timeout' : 'proxy-lost'));
    asking.end();
  });
}

/**
 * The way through a proxy.
 *
 * @throws LOCALERT_INVALID_INPUT for an address that is none of a proxy
 */
export function proxyTunnel({ url: given, ca }: ProxyOptions): Tunnel {
  const text = isSecret(given) ? given.reveal() : given;
  const url = URL.canParse(text) ? new URL(text) : refuse('an http or https address');
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') refuse('an http or https address');
  if (url.pathname !== '/' || url.search !== '') refuse('an address without a path');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const authorization = authorizationOf(url);
  return async (targetHost, targetPort, signal) => {
    const socket = await connectTo(host, port, signal);
    const connected = secure ? await handshake(socket, host, ca, signal) : socket;
    const authority = `${isIP(targetHost) === 6 ? `[${targetHost}]` : targetHost}:${targetPort}`;
    return askForTunnel(connected, authority, authorization, signal);
  };
}
