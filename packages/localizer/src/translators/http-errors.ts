import { type LocalertError, TranslatorRefusedError, TranslatorUnavailableError } from '@localert/core';

/** Longest wait that is believed: an hour. */
const MAX_WAIT_MS = 3_600_000;

/** Reads a Retry-After header (RFC 9110 section 10.2.3). */
export function retryAfterOf(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const isDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text);
  const wait = /^\d{1,9}(?:\.\d{1,6})?$/.test(text)
    ? Number(text) * 1000
    : isDate
      ? Date.parse(text) - now
      : Number.NaN;
  return Number.isNaN(wait) ? undefined : believable(wait);
}

/** A wait in the bounds of what is believed. */
export const believable = (wait: number): number => Math.min(Math.max(Math.ceil(wait), 0), MAX_WAIT_MS);

/** What a status means; in words of ours, since a body may quote the texts. */
const REASONS: Readonly<Record<number, string>> = {
  401: 'it does not accept the key',
  402: 'the account has no credit left',
  403: 'the key may not do this',
  404: 'there is no such address or model',
  413: 'the request is too long for it',
  456: 'the quota of the account is used up',
};

/** Statuses that another try may pass: RFC 9110, RFC 6585, RFC 8470, and 529, which some providers send when overloaded. */
const isPassing = (status: number): boolean =>
  status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;

/** The error that a status comes to. 501 and 505 say that the server never will. */
export function statusError(
  translator: string,
  status: number,
  retryAfterMs?: number | undefined,
): LocalertError {
  if (isPassing(status) && status !== 501 && status !== 505) {
    return new TranslatorUnavailableError(
      retryAfterMs === undefined ? { translator, status } : { translator, status, retryAfterMs },
    );
  }
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  const reason = isRedirect
    ? 'it redirects, and nothing is sent on'
    : (REASONS[status] ?? 'it does not take the request as it is');
  return new TranslatorRefusedError({ translator, status, reason });
}
