import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@localert/core';
import { type DoubleAnswer, Refusal, transitEngine } from './vault-transit-double.ts';

type Body = Readonly<Record<string, unknown>>;

/** How the double is set up. */
export interface VaultDoubleOptions {
  readonly clock: Clock;
  readonly mount?: string;
  readonly approle?: string;
  readonly namespace?: string;
  /** Seconds of a token's lease; 0: it does not end. */
  readonly ttl?: number;
  /** Seconds after which a token ends, renewed or not. */
  readonly maxTtl?: number;
}

/** A fault to play instead of an answer, for requests whose path holds `path`. */
export interface VaultFault {
  readonly path?: string;
  /** How often; default once. */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as it is sent. */
  readonly text?: string;
  readonly kind?: 'status' | 'reset' | 'hang';
}

interface Token {
  endsAt: number;
  readonly lastsUntil: number;
  readonly renewable: boolean;
}

export const ROOT_TOKEN = 'hvs.canary-root-token';
export const ROLE_ID = 'canary-role-id';
export const SECRET_ID = 'canary-secret-id';

async function readJson(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}

/**
 * A strict Vault on the loopback, made from its published HTTP API: tokens with leases, AppRole, namespaces, Transit.
 * It refuses what Vault refuses, and also what Vault would quietly ignore.
 */
export async function vaultDouble(options: VaultDoubleOptions) {
  const { clock, mount = 'transit', approle = 'approle', namespace, ttl = 0, maxTtl = 0 } = options;
  const transit = transitEngine();
  const tokens = new Map<string, Token>();
  const faults: (VaultFault & { left: number })[] = [];
  const log: string[] = [];
  let isSealed = false;

  function grant(token: string, seconds = ttl, renewable = true): Token {
    const now = clock.now();
    const lastsUntil = maxTtl > 0 ? now + maxTtl * 1_000 : Number.POSITIVE_INFINITY;
    const endsAt = seconds > 0 ? now + seconds * 1_000 : Number.POSITIVE_INFINITY;
    const made = { endsAt, lastsUntil, renewable };
    tokens.set(token, made);
    return made;
  }
  grant(ROOT_TOKEN);

  const auth = (token: string, { endsAt, renewable }: Token): DoubleAnswer => {
    const lease = Number.isFinite(endsAt) ? Math.floor((endsAt - clock.now()) / 1_000) : 0;
    return { status: 200, body: { auth: { client_token: token, lease_duration: lease, renewable } } };
  };

  function logIn(body: Body): DoubleAnswer {
    if (Object.keys(body).sort().join() !== 'role_id,secret_id') throw new Refusal('missing role_id');
    if (body['role_id'] !== ROLE_ID || body['secret_id'] !== SECRET_ID) {
      throw new Refusal('invalid role or secret ID');
    }
    const token = `hvs.canary-${randomUUID()}`;
    return auth(token, grant(token));
  }

  function renew(token: string, body: Body): DoubleAnswer {
    const held = tokens.get(token) as Token;
    if (Object.keys(body).some((name) => name !== 'increment')) throw new Refusal('unknown field');
    if (!held.renewable || ttl === 0) throw new Refusal('lease is not renewable');
    held.endsAt = Math.min(clock.now() + ttl * 1_000, held.lastsUntil);
    return auth(token, held);
  }

  function lookUp(token: string): DoubleAnswer {
    const { endsAt, renewable } = tokens.get(token) as Token;
    const left = Number.isFinite(endsAt) ? Math.floor((endsAt - clock.now()) / 1_000) : 0;
    return { status: 200, body: { data: { id: token, ttl: left, renewable: renewable && left > 0 } } };
  }

  function transitAnswer(method: string, path: string, body: Body): DoubleAnswer | undefined {
    const { routes } = transit;
    const [, key, part] = /^keys\/([\w.-]+)(?:\/(config|trim))?$/.exec(path) ?? [];
    if (key && part) return method === 'POST' ? routes[part as 'config' | 'trim'](key, body) : undefined;
    if (key) return method === 'GET' ? routes.read(key) : undefined;
    const [, route, name] = /^(datakey\/plaintext|decrypt|rewrap)\/([\w.-]+)$/.exec(path) ?? [];
    if (!route || !name || method !== 'POST') return undefined;
    return routes[route as 'decrypt'](name, body);
  }

  function answer(method: string, path: string, token: string, body: Body): DoubleAnswer {
    if (isSealed) return { status: 503, body: { errors: ['Vault is sealed'] } };
    if (method === 'POST' && path === `auth/${approle}/login`) return logIn(body);
    const held = tokens.get(token);
    if (!held || held.endsAt <= clock.now()) throw new Refusal('permission denied', 403);
    if (method === 'POST' && path === 'auth/token/renew-self') return renew(token, body);
    if (method === 'GET' && path === 'auth/token/lookup-self') return lookUp(token);
    if (!path.startsWith(`${mount}/`)) throw new Refusal('no handler for route', 404);
    const done = transitAnswer(method, path.slice(mount.length + 1), body);
    if (!done) throw new Refusal('unsupported operation', 405);
    return done;
  }

  function play(fault: VaultFault, response: ServerResponse): void {
    if (fault.kind === 'hang') return;
    if (fault.kind === 'reset') {
      response.destroy();
      return;
    }
    const text = fault.text ?? JSON.stringify({ errors: ['canary-of-vault'] });
    response
      .writeHead(fault.status ?? 500, { 'content-type': 'application/json', ...fault.headers })
      .end(text);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const path = url.replace(/^\/v1\//, '');
    log.push(`${method} ${path}`);
    const body = await readJson(request);
    const fault = faults.find((one) => one.left > 0 && path.includes(one.path ?? ''));
    if (fault) {
      fault.left -= 1;
      play(fault, response);
      return;
    }
    let done: DoubleAnswer;
    try {
      if (headers['x-vault-request'] !== 'true') throw new Refusal('missing X-Vault-Request', 412);
      if (headers['x-vault-namespace'] !== namespace) throw new Refusal('no such namespace', 404);
      const isJson = headers['content-type'] === 'application/json';
      if (method === 'POST' && !isJson) throw new Refusal('the double wants JSON');
      done = answer(method, path, String(headers['x-vault-token'] ?? ''), body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      done = { status: error.status, body: { errors: [error.message] } };
    }
    response.writeHead(done.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ request_id: randomUUID(), ...(done.body as object) }));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    address: `http://127.0.0.1:${port}`,
    transit,
    /** Every request, as method and path. */
    log,
    grant,
    revoke: (token: string) => tokens.delete(token),
    revokeAll: () => tokens.clear(),
    tokens: () => [...tokens.keys()],
    seal(sealed = true) {
      isSealed = sealed;
    },
    fail: (...given: readonly VaultFault[]) =>
      faults.push(...given.map((fault) => ({ ...fault, left: fault.times ?? 1 }))),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A running {@link vaultDouble}. */
export type VaultDouble = Awaited<ReturnType<typeof vaultDouble>>;
