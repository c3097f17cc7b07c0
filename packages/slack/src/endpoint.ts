const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * An address that a secret may be sent to: https, or http to this very machine (tests, demos); no user name.
 *
 * @returns `undefined` when it is refused; the address itself is a secret, so no reason quotes it
 */
export function checkedEndpoint(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  return safe && url.username === '' && url.password === '' ? url.href : undefined;
}
