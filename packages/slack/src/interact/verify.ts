import { defineError, type Secret } from '@localert/core';
import { bytesOf, type HmacKeys, hmacKeys } from './hmac.ts';

/** Why a request was refused. */
export type RequestFault =
  /** One of the two headers is missing, there twice, or in no form of Slack's. */
  | 'headers'
  /** Its time is more than five minutes from now: too old, or a clock is wrong. */
  | 'time'
  | 'size'
  /** Signed by none of the secrets, or changed on its way. */
  | 'signature';

/** A request that is not Slack's, or no longer. Answer it 401 and do nothing. */
export const SlackRequestRefusedError = defineError<
  'LOCALERT_SLACK_REQUEST_REFUSED',
  { reason: RequestFault }
>('LOCALERT_SLACK_REQUEST_REFUSED', {
  message: ({ reason }) =>
    `The request is refused (${reason}): it is not signed by Slack as of now. Check the signing secret, the clock, and that the raw body is handed over.`,
});

/** Headers as Node, Express, Fetch and the like give them. */
export type RequestHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request to verify. */
export interface SlackRequest {
  /** The app's signing secret, as `secret()` of core; several while one takes the place of another. */
  readonly signingSecret: Secret | readonly Secret[];
  readonly headers: RequestHeaders;
  /** The body as it came, before anything parsed it. */
  readonly body: string | Uint8Array;
  /** Epoch milliseconds; default: the host's clock. */
  readonly now?: number | undefined;
}

/** Slack's own advice: a request older than five minutes may be a replay. */
const MAX_AGE_MS = 300_000;
/** Largest body: an interaction carries its whole message, form-encoded. */
const MAX_BODY_BYTES = 1_048_576;

const hasGet = (headers: RequestHeaders): headers is { get(name: string): string | null } =>
  typeof headers['get'] === 'function';

/** A header that is there once. Two of a name could be read differently by who comes next. */
function headerOf(headers: RequestHeaders, name: string): string | undefined {
  if (hasGet(headers)) return headers.get(name) ?? undefined;
  const values = Object.entries(headers).flatMap(([key, value]) =>
    key.toLowerCase() === name ? [value] : [],
  );
  const flat = values.flat().filter((value) => value !== undefined);
  return flat.length === 1 ? String(flat[0]) : undefined;
}

function signatureIn(header: string | undefined): Uint8Array<ArrayBuffer> | undefined {
  const digits = /^v0=([0-9a-f]{64})$/.exec(header ?? '')?.[1];
  if (digits === undefined) return undefined;
  return Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}

const refuse = (reason: RequestFault): never => {
  throw new SlackRequestRefusedError({ reason });
};

/** Keys by the list of secrets that a host hands over again and again. */
const known = new WeakMap<object, HmacKeys>();

function keysOf(secrets: Secret | readonly Secret[]): HmacKeys {
  let keys = known.get(secrets);
  if (keys === undefined) {
    keys = hmacKeys(Array.isArray(secrets) ? secrets : [secrets as Secret], 16);
    known.set(secrets, keys);
  }
  return keys;
}

/**
 * Makes sure that a request comes from Slack and is of now. Source: Slack's "Verifying requests from Slack", version v0:
 * HMAC-SHA256 of `v0:<timestamp>:<body>`, compared in constant time, five minutes at most from now.
 *
 * @returns the body as text: parse this, not what came by another way
 * @throws LOCALERT_SLACK_REQUEST_REFUSED with the reason, and nothing of the request; LOCALERT_INVALID_INPUT for no secret,
 *   or one that is no `Secret`
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { parseInteraction, verifySlackRequest } from '@localert/slack/interactive';
 *
 * const signingSecret = secret(String(process.env['SLACK_SIGNING_SECRET']));
 * const read = async (request: Request) =>
 *   parseInteraction(await verifySlackRequest({ signingSecret, headers: request.headers, body: await request.text() }));
 * ```
 */
export async function verifySlackRequest(request: SlackRequest): Promise<string> {
  const { signingSecret, headers, body, now = Date.now() } = request;
  const keys = keysOf(signingSecret);
  const bytes = bytesOf(body);
  if (bytes.byteLength > MAX_BODY_BYTES) refuse('size');
  const timestamp = headerOf(headers, 'x-slack-request-timestamp') ?? '';
  const signature = signatureIn(headerOf(headers, 'x-slack-signature'));
  if (!/^\d{1,12}$/.test(timestamp) || signature === undefined) return refuse('headers');
  if (!(Math.abs(now - Number(timestamp) * 1000) <= MAX_AGE_MS)) refuse('time');
  const head = bytesOf(`v0:${timestamp}:`);
  const signed = new Uint8Array(head.byteLength + bytes.byteLength);
  signed.set(head);
  signed.set(bytes, head.byteLength);
  if (!(await keys.verify(signed, signature))) refuse('signature');
  return typeof body === 'string' ? body : new TextDecoder().decode(bytes);
}
