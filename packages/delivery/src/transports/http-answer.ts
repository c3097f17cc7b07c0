import { type DeliveryOutcome, isLocalertError, type Stopped } from '@localert/core';

/** Longest wait that is believed: an hour. A longer one would park alerts because of one broken header. */
const MAX_WAIT_MS = 3_600_000;

/** The part of `Headers` that is read. */
interface AnswerHeaders {
  get(name: string): string | null;
}

/** Reads a Retry-After (RFC 9110 section 10.2.3): seconds, or an HTTP date; `undefined` when there is none. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, MAX_WAIT_MS);
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), MAX_WAIT_MS);
}

/**
 * What a status of a webhook means. A 5xx says that the other side has not done what it was asked, save a gateway that ran
 * out of patience (502, 504): what stands behind it may have done it. By RFC 9110 section 15.
 */
export function outcomeOfStatus(status: number, headers: AnswerHeaders, now: number): DeliveryOutcome {
  const code = `http-${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  // Status 0 is how a browser shows a redirect that is not followed.
  if (status === 0 || (status >= 300 && status < 400)) return { kind: 'stop', code: 'redirect-refused' };
  if (status === 502 || status === 504) return { kind: 'unknown', code };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const wait = retryAfterMs(headers.get('retry-after'), now);
    return { kind: 'retry', code, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
  if (status === 400 || status === 413 || status === 415 || status === 422) return { kind: 'rerender', code };
  return { kind: 'stop', code };
}

/** The system's and undici's codes for a request that never left. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_[A-Z]+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_[A-Z_]+|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_[A-Z_]+|ERR_TLS_[A-Z_]+)$/;

/** Deepest chain of causes that is followed. */
const MAX_CAUSES = 5;

function notSentCode(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSES) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && NOT_SENT.test(code)) return code.toLowerCase();
  // Where a name has several addresses, fetch tells of each of them.
  return notSentCode(Array.isArray(errors) ? errors[0] : cause, depth + 1);
}

/**
 * What a fetch that threw means. The errors of `pinnedFetch` of `@localert/slack/node` say what left; any other is read by
 * its codes, and in doubt the request may have arrived.
 */
export function outcomeOfFault(error: unknown, stopped: Stopped | undefined): DeliveryOutcome {
  if (isLocalertError(error)) {
    if (error.code === 'LOCALERT_ADDRESS_REFUSED') return { kind: 'stop', code: 'address-refused' };
    if (error.code === 'LOCALERT_REQUEST_NOT_SENT') return { kind: 'retry', code: stopped ?? 'not-sent' };
  }
  const code = stopped === undefined ? notSentCode(error) : undefined;
  if (code !== undefined) return { kind: 'retry', code };
  return { kind: 'unknown', code: stopped ?? 'connection-lost' };
}
