import { InvalidInputError, isSecret, type Secret } from '@localert/core';

/** The part of `fetch` that is called. */
export type TranslatorFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What every translator over HTTP can be told. */
export interface TranslatorHttpOptions {
  /** Default: the global `fetch`, looked up at each call. A host with an allow-list of addresses hands in its own. */
  readonly fetch?: TranslatorFetch | undefined;
  /** Longest wait for one answer, in milliseconds; default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Allows http to another machine, for example inside of a private network. Default: https, or http to this machine. */
  readonly allowHttp?: boolean | undefined;
  /** Epoch milliseconds; default: the host's clock. */
  readonly now?: (() => number) | undefined;
  /** For provenance, events and errors: a word such as `deepl-eu`. Default: the adapter's own. */
  readonly name?: string | undefined;
}

/** The options with every default in place. */
export interface HttpSettings {
  readonly translator: string;
  /** Without a slash at its end. A secret of the host's: no error names it. */
  readonly base: string;
  readonly fetch: TranslatorFetch;
  readonly timeoutMs: number;
  readonly now: () => number;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const MAX_MS = 2_147_483_647;

/** The address without the slash at its end; `undefined` when nothing may be sent there. */
function baseOf(address: unknown, allowHttp: boolean): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { protocol, hostname, username, password, search, hash, href } = new URL(address);
  const safe = protocol === 'https:' || (protocol === 'http:' && (allowHttp || LOOPBACK.has(hostname)));
  return safe && `${username}${password}${search}${hash}` === '' ? href.replace(/\/+$/, '') : undefined;
}

/** Places that are wrong, by their path; `undefined`: nothing is. */
export type Faults = Readonly<Record<string, string | undefined>>;

/** @throws LOCALERT_INVALID_INPUT with every place that is wrong, never a value */
export function assertOptions(translator: string, faults: Faults): void {
  const issues = Object.entries(faults).flatMap(([path, message]) => (message ? [{ path, message }] : []));
  if (issues.length > 0)
    throw new InvalidInputError({ what: `set-up of the translator ${translator}`, issues });
}

/** The fault of a key that is no {@link Secret}. */
export const keyFault = (key: Secret | undefined, required: boolean): string | undefined =>
  (key === undefined && !required) || isSecret(key) ? undefined : 'a key as secret()';

/** @throws LOCALERT_INVALID_INPUT */
export function httpSettings(
  defaultName: string,
  options: TranslatorHttpOptions & { readonly address: string; readonly addressPath: string },
  faults: Faults = {},
): HttpSettings {
  const { name = defaultName, timeoutMs = 60_000, allowHttp = false, now = Date.now } = options;
  const base = baseOf(options.address, allowHttp);
  const isWait = Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= MAX_MS;
  assertOptions(defaultName, {
    name: /^[a-z][a-z0-9-]{0,40}$/.test(name) ? undefined : 'a word of a-z, 0-9 and -',
    [options.addressPath]:
      base === undefined
        ? 'an https address without user, query and fragment; http to this machine, or with allowHttp'
        : undefined,
    timeoutMs: isWait ? undefined : `milliseconds, more than 0 and at most ${MAX_MS}`,
    ...faults,
  });
  return {
    translator: name,
    base: base ?? '',
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    timeoutMs,
    now,
  };
}
