import { type Clock, InvalidInputError, isSecret, type Secret } from '@localert/core';

/** The part of `fetch` that is called. */
export type VaultFetch = (url: string, init: RequestInit) => Promise<Response>;

/** How the provider shows who it is: a token of the host's, or an AppRole. */
export type VaultAuth =
  | { readonly token: Secret }
  | {
      readonly roleId: string;
      readonly secretId: Secret;
      /** Where AppRole is mounted; default `approle`. */
      readonly mount?: string | undefined;
    };

/** Options of {@link vaultKeys}. */
export interface VaultKeysOptions {
  /** https, or http to this very machine. */
  readonly address: string;
  /** The name of a Transit key made with `derived=true`. */
  readonly key: string;
  readonly auth: VaultAuth;
  /** Where Transit is mounted; default `transit`. */
  readonly mount?: string | undefined;
  /** Namespace of Vault Enterprise or HCP. */
  readonly namespace?: string | undefined;
  /** Longest wait for one answer, in milliseconds; default 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Longest time of one call, and of each batch of a `rewrap`, with its requests, repeats and log-ins, in milliseconds; default 15,000. */
  readonly deadlineMs?: number | undefined;
  /** Default: the platform's `fetch`. */
  readonly fetch?: VaultFetch | undefined;
  readonly clock?: Clock | undefined;
  /** Waits between two attempts; tests hand in their own. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
}

/** The options with every default in place. */
export interface VaultSettings {
  /** Without a slash at its end. */
  readonly base: string;
  readonly key: string;
  readonly mount: string;
  readonly auth: VaultAuth;
  readonly approle: string;
  readonly namespace: string | undefined;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly fetch: VaultFetch;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const KEY_NAME = /^\w[\w.-]{0,127}$/;
const PATH = /^[\w.-]+(?:\/[\w.-]+)*$/;
const MAX_PATH = 200;
const MAX_MS = 600_000;

/** An address that a token may be sent to, without the slash at its end; `undefined` when it is refused. */
function baseOf(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return safe && bare ? url.href.replace(/\/$/, '') : undefined;
}

const isPath = (text: unknown): text is string =>
  typeof text === 'string' &&
  text.length <= MAX_PATH &&
  PATH.test(text) &&
  text.split('/').every((part) => part !== '.' && part !== '..');

const isWait = (ms: unknown): boolean => typeof ms === 'number' && ms > 0 && ms <= MAX_MS;

function authFault(auth: unknown): string | undefined {
  const { token, roleId, secretId } = (auth ?? {}) as Record<string, unknown>;
  if (isSecret(token)) return undefined;
  const isRole = typeof roleId === 'string' && roleId !== '' && isSecret(secretId);
  return isRole ? undefined : 'a token, or a roleId and a secretId; the token and the secretId as secret()';
}

/** Reads the options. @throws LOCALERT_INVALID_INPUT with every place that is wrong, never a value */
export function vaultSettings(options: VaultKeysOptions): VaultSettings {
  const { key, auth, namespace, mount = 'transit', timeoutMs = 5_000, deadlineMs = 15_000 } = options;
  const approle = auth && 'mount' in auth ? (auth.mount ?? 'approle') : 'approle';
  const base = baseOf(options.address);
  const faults: Readonly<Record<string, string | undefined>> = {
    address: base ? undefined : 'an https address, or http to this machine, without user, query and fragment',
    key: KEY_NAME.test(key) ? undefined : 'the name of a Transit key',
    mount: isPath(mount) ? undefined : 'a path of A-Z a-z 0-9 _ . - and /',
    namespace: namespace === undefined || isPath(namespace) ? undefined : 'a path of A-Z a-z 0-9 _ . - and /',
    auth: authFault(auth),
    'auth.mount': isPath(approle) ? undefined : 'a path of A-Z a-z 0-9 _ . - and /',
    timeoutMs: isWait(timeoutMs) ? undefined : `more than 0 and at most ${MAX_MS}`,
    deadlineMs: isWait(deadlineMs) ? undefined : `more than 0 and at most ${MAX_MS}`,
  };
  const issues = Object.entries(faults).flatMap(([path, message]) => (message ? [{ path, message }] : []));
  if (base === undefined || issues.length > 0) {
    throw new InvalidInputError({ what: 'set-up of Vault', issues });
  }
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return {
    base,
    key,
    mount,
    auth,
    approle,
    namespace,
    timeoutMs,
    deadlineMs,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    clock: options.clock ?? { now: Date.now },
    sleep: options.sleep ?? pause,
  };
}
