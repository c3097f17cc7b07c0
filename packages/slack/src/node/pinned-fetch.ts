import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { InvalidInputError } from '@localert/core';
import { type Fetch, MAX_ANSWER_BYTES } from '../post.ts';
import { RequestNotSentError } from '../request-errors.ts';
import { allowedHosts, type HostOptions } from './allowed-hosts.ts';
import { type Resolve, systemResolve } from './checked-addresses.ts';
import { startDeadline } from './deadline.ts';
import { type DialRules, dial } from './dial.ts';
import { exchange } from './exchange.ts';
import { type ProxyOptions, proxyTunnel } from './proxy.ts';
import { createSlots } from './slots.ts';
import type { Authorities } from './sockets.ts';

/** What {@link pinnedFetch} may be told. */
export interface PinnedFetchOptions extends HostOptions {
  /** Goes out through this proxy, and no other; default: straight. `HTTP_PROXY` and its like are never read. */
  readonly proxy?: ProxyOptions | undefined;
  /** Trusted authorities, in PEM, instead of Node's. That certificates are checked cannot be turned off. */
  readonly ca?: Authorities | undefined;
  /** Looks names up; default: the system. Its answers are checked like the system's. */
  readonly resolve?: Resolve | undefined;
  /** Longest wait for a connection (name, TCP, proxy, TLS); default 5,000 ms. Past it nothing was sent. */
  readonly connectTimeoutMs?: number | undefined;
  /** Longest wait for an answer and its body, connecting included; default 10,000 ms. */
  readonly timeoutMs?: number | undefined;
  /** Requests under way at once, and so connections; the next ones wait. Default 32. */
  readonly maxConnections?: number | undefined;
  /** Bytes of an answer that are read; the rest is dropped with the connection. Default 65,536. */
  readonly maxAnswerBytes?: number | undefined;
}

/** A fetch that {@link pinnedFetch} made. */
export type PinnedFetch = Fetch & { readonly pinned: true };

/** How long an idle connection is kept: less than what servers usually do, so that they seldom hang up first. */
const IDLE_MS = 4_000;

/** Longest time-out that a timer of the platform can hold. */
const MAX_TIMER_MS = 2_147_483_647;

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST']);

const invalid = (path: string, message: string) =>
  new InvalidInputError({ what: 'pinned fetch', issues: [{ path, message }] });

function wholeNumber(path: string, value: number, most: number): number {
  if (Number.isInteger(value) && value > 0 && value <= most) return value;
  throw invalid(path, `a whole number from 1 to ${most}`);
}

/** An agent whose connections are all made by {@link dial}; it has nothing of the environment's proxies. */
function checkingAgent<A extends HttpAgent>(agent: A, secure: boolean, rules: DialRules): A {
  agent.createConnection = ({ host, port }, done) => {
    dial({ host: String(host), port: Number(port), secure }, rules).then(
      (socket) => done?.(null, socket),
      // Node's types want a socket beside the fault; there is none.
      (error) => done?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}

function bytesOf(body: RequestInit['body']): Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  throw invalid('body', 'a string or a Uint8Array');
}

/**
 * A `fetch` for secrets: it calls hosts of an allow-list only, over TLS 1.2 or 1.3 with a certificate that names them,
 * and only at addresses on the public internet. Each address that a name has is checked; if one is refused the name
 * is, and the connection goes to the very address that was checked, so a name that changes its answer in between
 * (DNS rebinding) gains nothing. Redirects are not followed, environment variables not read.
 *
 * It takes GET and POST with a string or bytes. Share one among transports, and they share its connections.
 *
 * @throws LOCALERT_INVALID_INPUT for options out of their range; from a call, for a method or body that it does not take
 *
 * A call rejects with LOCALERT_ADDRESS_REFUSED or LOCALERT_REQUEST_NOT_SENT when nothing was sent, and with
 * LOCALERT_CONNECTION_LOST when something was.
 *
 * @example
 * ```ts
 * import { pinnedFetch } from '@localert/slack/node';
 *
 * const fetch = pinnedFetch({ hosts: ['hooks.slack.com', 'slack.com'] });
 * const answer = await fetch('https://slack.com/api/api.test', { method: 'POST' });
 * console.log(answer.status);
 * ```
 */
export function pinnedFetch(options: PinnedFetchOptions = {}): PinnedFetch {
  const targetOf = allowedHosts(options);
  const rules: DialRules = {
    resolve: options.resolve ?? systemResolve,
    allowLoopback: options.allowLoopback ?? false,
    connectTimeoutMs: wholeNumber('connectTimeoutMs', options.connectTimeoutMs ?? 5_000, MAX_TIMER_MS),
    ca: options.ca,
    tunnel: options.proxy && proxyTunnel(options.proxy),
  };
  const timeoutMs = wholeNumber('timeoutMs', options.timeoutMs ?? 10_000, MAX_TIMER_MS);
  const maxAnswerBytes = wholeNumber('maxAnswerBytes', options.maxAnswerBytes ?? MAX_ANSWER_BYTES, 2 ** 30);
  const maxConnections = wholeNumber('maxConnections', options.maxConnections ?? 32, 10_000);
  const slots = createSlots(maxConnections);
  const keep = { keepAlive: true, maxFreeSockets: maxConnections, timeout: IDLE_MS } as const;
  const plain = checkingAgent(new HttpAgent(keep), false, rules);
  const secure = checkingAgent(new HttpsAgent(keep), true, rules);

  const call: Fetch = async (url, init) => {
    const target = targetOf(url);
    const method = init.method?.toUpperCase() ?? 'GET';
    if (!METHODS.has(method)) throw invalid('method', 'GET or POST');
    const body = bytesOf(init.body);
    const headers = new Headers(init.headers);
    const deadline = startDeadline(timeoutMs, init.signal);
    const { signal } = deadline;
    try {
      const release = await slots.take(signal).catch((cause) => {
        throw new RequestNotSentError({ reason: 'stopped' }, { cause });
      });
      const agent = target.secure ? secure : plain;
      return await exchange({ target, agent, method, headers, body, signal, maxAnswerBytes }).finally(
        release,
      );
    } finally {
      deadline.clear();
    }
  };
  return Object.assign(call, { pinned: true as const });
}
