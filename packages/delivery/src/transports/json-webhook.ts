import {
  type AboutAlert,
  type Destination,
  InvalidInputError,
  isSecret,
  type OutboundMessage,
  type Pace,
  type Secret,
  type TenantScope,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import { hookAddress } from './hook-address.ts';
import { groupKey, workspaceKey } from './keys.ts';
import { answered, type FetchLike, post } from './post.ts';
import { blockWords, messageOf, plainText } from './words.ts';

/** What a webhook is sent, unless `bodyOf` makes something else of it. */
export interface JsonAlert extends Partial<AboutAlert> {
  /** The alert's id: the same at every attempt, so that the other side can tell a repetition. */
  readonly id: string;
  readonly tenant: string;
  /** The alert in one text, without Slack's markup of links and mentions. */
  readonly text: string;
  /** The texts of its blocks, in their order. */
  readonly fields: readonly string[];
}

/** How to reach webhooks. */
export interface JsonWebhookOptions {
  /**
   * The address for a destination, best a `secret()` of core. A throw, or no answer within `timeoutMs`, means that it
   * cannot be read now (`retry`).
   */
  readonly urlFor: (
    scope: TenantScope,
    destination: Destination,
  ) => string | Secret | Promise<string | Secret>;
  /** Headers to send along, for example an authorization. Same rules as for `urlFor`; a header that HTTP cannot carry is `stop`. */
  readonly headersFor?:
    | ((
        scope: TenantScope,
        destination: Destination,
      ) => Readonly<Record<string, string | Secret>> | Promise<Readonly<Record<string, string | Secret>>>)
    | undefined;
  /** Makes the body: whatever JSON can hold. A throw is `rerender`. Default: the {@link JsonAlert}. */
  readonly bodyOf?: ((alert: JsonAlert, message: OutboundMessage) => unknown) | undefined;
  /**
   * Signs each body: `x-localert-signature: t=<seconds>,v1=<hex>` with HMAC-SHA256 of `<seconds>.<body>`. The receiver
   * makes the same and refuses what is older than a few minutes. Same rules as for `urlFor`.
   */
  readonly signingSecretFor?:
    | ((scope: TenantScope, destination: Destination) => Secret | Promise<Secret>)
    | undefined;
  /** Default: the global `fetch`, which follows no redirect here. Take `pinnedFetch` where tenants give addresses. */
  readonly fetch?: FetchLike | undefined;
  /** Lets plain http out; default false: only to this machine. */
  readonly allowHttp?: boolean | undefined;
  /** Longest wait for an answer; default 10,000 ms. */
  readonly timeoutMs?: number | undefined;
  /** How fast messages to one destination follow each other. Default: as fast as they go. */
  readonly pace?: Pace | undefined;
  readonly workspacePace?: Pace | undefined;
  /** Where messages are processed, for tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** Epoch milliseconds; default: the host's clock. */
  readonly now?: (() => number) | undefined;
}

const NAME = 'json-webhook';
const MAX_TIMEOUT_MS = 2_147_483_647;

/** What a header's name and value can be; a line break would forge another header. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/;
const HEADER_VALUE = /^[\x20-\x7e]{0,4000}$/;

const opened = (value: unknown): unknown => (isSecret(value) ? value.reveal() : value);

/** The host's headers, lower case; `undefined` when one of them cannot be sent. */
function checkedHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  const checked: Record<string, string> = {};
  for (const [name, hidden] of Object.entries(headers)) {
    const value = opened(hidden);
    if (!HEADER_NAME.test(name) || typeof value !== 'string' || !HEADER_VALUE.test(value)) return undefined;
    checked[name.toLowerCase()] = value;
  }
  return checked;
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function signature(secret: string, seconds: number, body: string): Promise<string> {
  const { subtle } = globalThis.crypto;
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const made = await subtle.sign('HMAC', key, encoder.encode(`${seconds}.${body}`));
  return `t=${seconds},v1=${hex(new Uint8Array(made))}`;
}

/** The body of a request; `undefined` when the payload or the host's function gives none. */
function bodyText(
  scope: TenantScope,
  message: OutboundMessage,
  bodyOf: JsonWebhookOptions['bodyOf'],
): string | undefined {
  const stored = messageOf(message.payload);
  if (stored === undefined) return undefined;
  const { text } = stored;
  const alert: JsonAlert = {
    id: message.id,
    tenant: scope.tenant,
    ...message.about,
    text: typeof text === 'string' ? plainText(text) : '',
    fields: blockWords(stored),
  };
  try {
    return JSON.stringify(bodyOf === undefined ? alert : bodyOf(alert, message));
  } catch {
    return undefined;
  }
}

/** The host's answers that an attempt needs, or the code of the one that is missing. */
async function asked(
  options: JsonWebhookOptions,
  scope: TenantScope,
  to: Destination,
  ms: number,
  signal?: AbortSignal,
) {
  const { urlFor, headersFor = () => ({}), signingSecretFor } = options;
  const url = await answered(() => urlFor(scope, to), ms, signal);
  if (url === undefined) return { missing: 'url-unavailable' } as const;
  const headers = await answered(() => headersFor(scope, to), ms, signal);
  if (headers === undefined) return { missing: 'headers-unavailable' } as const;
  const secret =
    signingSecretFor === undefined
      ? { value: undefined }
      : await answered(() => signingSecretFor(scope, to), ms, signal);
  if (secret === undefined) return { missing: 'signing-secret-unavailable' } as const;
  return { url: url.value, headers: headers.value, secret: secret.value } as const;
}

/**
 * Posts alerts as JSON to any webhook, in the language that they were rendered in. The alert's id goes along as
 * `idempotency-key` (draft-ietf-httpapi-idempotency-key-header), the same at every attempt: who keeps it can pass over
 * what comes again after an outcome in doubt.
 *
 * 2xx is `delivered`; 408, 425, 429 and 5xx `retry`, after Retry-After; 502, 504 and a lost connection `unknown`; 400, 413,
 * 415 and 422 `rerender`, which posts the plain text; redirects are not followed, and all else is `stop`.
 *
 * @throws LOCALERT_INVALID_INPUT for a `timeoutMs` that is no positive number
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { jsonWebhook } from '@localert/delivery';
 *
 * const transport = jsonWebhook({
 *   urlFor: () => 'https://hooks.example.com/alerts',
 *   headersFor: () => ({ authorization: secret('Bearer …') }),
 *   bodyOf: ({ id, text, severity = 'info' }) => ({ dedup_key: id, summary: text, severity }),
 * });
 * ```
 */
export function jsonWebhook(options: JsonWebhookOptions): Transport {
  const {
    bodyOf,
    allowHttp = false,
    timeoutMs = 10_000,
    now = Date.now,
    pace,
    workspacePace,
    region,
  } = options;
  const fetch: FetchLike = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0 || timeoutMs > MAX_TIMEOUT_MS) {
    const message = `milliseconds, more than 0 and at most ${MAX_TIMEOUT_MS}`;
    throw new InvalidInputError({ what: 'JSON webhook', issues: [{ path: 'timeoutMs', message }] });
  }
  return {
    spec: TRANSPORT_SPEC,
    name: NAME,
    ...(region === undefined ? {} : { region }),
    ...(pace === undefined ? {} : { pace }),
    ...(workspacePace === undefined ? {} : { workspacePace }),
    groupOf: (scope, destination) => groupKey(NAME, scope, destination),
    workspaceOf: (scope, destination) => workspaceKey(NAME, scope, destination),
    async deliver(scope, message, { signal } = {}) {
      const body = bodyText(scope, message, bodyOf);
      if (body === undefined) return { kind: 'rerender', code: 'payload-broken' };
      const host = await asked(options, scope, message.destination, timeoutMs, signal);
      if ('missing' in host) return { kind: 'retry', code: signal?.aborted ? 'aborted' : host.missing };
      const url = hookAddress(opened(host.url), allowHttp);
      if (url === undefined) return { kind: 'stop', code: 'url-refused' };
      const own = checkedHeaders(host.headers ?? {});
      const { id } = message;
      if (own === undefined || !HEADER_VALUE.test(id)) return { kind: 'stop', code: 'header-refused' };
      const secret = opened(host.secret);
      if (secret !== undefined && (typeof secret !== 'string' || secret === ''))
        return { kind: 'stop', code: 'signing-secret-refused' };
      const signed =
        secret === undefined
          ? {}
          : { 'x-localert-signature': await signature(secret, Math.floor(now() / 1000), body) };
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        ...own,
        'idempotency-key': id,
        ...signed,
      };
      return post({ url, body, headers, timeoutMs, signal, fetch, now });
    },
  };
}
