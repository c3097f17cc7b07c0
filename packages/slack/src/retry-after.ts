/** Longest wait that is believed: an hour. A longer one would park alerts because of one broken header. */
export const MAX_RETRY_AFTER_MS = 3_600_000;

/**
 * Reads a Retry-After header (RFC 9110 section 10.2.3): seconds, or an HTTP date.
 *
 * @param now - epoch milliseconds, for the date form
 * @returns milliseconds from 0 to {@link MAX_RETRY_AFTER_MS}; `undefined` when there is none that makes sense
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const wait = /^\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) * 1000 : dateMs(text) - now;
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(Math.ceil(wait), 0), MAX_RETRY_AFTER_MS);
}

/** Only the form that HTTP writes: `Date.parse` alone would read a date out of nearly anything. */
const dateMs = (text: string): number =>
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
