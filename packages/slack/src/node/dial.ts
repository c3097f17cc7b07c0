import type { Socket } from 'node:net';
import { isLocalertError } from '@localert/core';
import { RequestNotSentError } from '../request-errors.ts';
import { checkedAddresses, type Resolve } from './checked-addresses.ts';
import { startDeadline } from './deadline.ts';
import type { Tunnel } from './proxy.ts';
import { type Authorities, connectFirst, handshake } from './sockets.ts';

/** How connections are made. */
export interface DialRules {
  readonly resolve: Resolve;
  readonly allowLoopback: boolean;
  /** For name, connection, proxy and TLS together. */
  readonly connectTimeoutMs: number;
  readonly ca: Authorities | undefined;
  /** The way out, where it is a proxy: then it is the proxy that looks the name up. */
  readonly tunnel: Tunnel | undefined;
}

/** Where a connection goes. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** A system's or OpenSSL's code in our words; anything else could carry data. */
function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)
    ? code.toLowerCase()
    : 'not-connected';
}

/** Ends a wait with the signal. A question to the resolver cannot be taken back, only no longer waited for. */
const orAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });

async function connected(place: Place, rules: DialRules, signal: AbortSignal): Promise<Socket> {
  const { host, port } = place;
  if (rules.tunnel) return rules.tunnel(host, port, signal);
  const addresses = await orAborted(checkedAddresses(host, rules.resolve, rules.allowLoopback), signal);
  return connectFirst(addresses, port, rules.connectTimeoutMs, signal);
}

/**
 * A connection that is ready for a request. Nothing of a request has left when it fails.
 *
 * @throws LOCALERT_ADDRESS_REFUSED if the name leads, or leads also, to an address that is not on the public internet
 * @throws LOCALERT_REQUEST_NOT_SENT for everything else
 */
export async function dial(place: Place, rules: DialRules): Promise<Socket> {
  const { signal, isOver, clear } = startDeadline(rules.connectTimeoutMs);
  try {
    const socket = await connected(place, rules, signal);
    return place.secure ? await handshake(socket, place.host, rules.ca, signal) : socket;
  } catch (error) {
    if (isLocalertError(error)) throw error;
    const reason = isOver() ? 'connect-timeout' : reasonOf(error);
    throw new RequestNotSentError({ reason }, { cause: error });
  } finally {
    clear();
  }
}
