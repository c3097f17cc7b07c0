const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Printable ASCII without a backslash, which some programs read as a slash. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]+$/;

/**
 * Reads an address. It is `plain` if every program reads the same host out of it: nothing but the host and port stand
 * there, as the URL standard writes them, upper case aside. `undefined` for text that is no URL.
 */
export function readAddress(text: string): { readonly url: URL; readonly plain: boolean } | undefined {
  if (!PLAIN.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const port = url.protocol === 'http:' ? ':80' : ':443';
  return { url, plain: authority === url.host || (url.port === '' && authority === url.host + port) };
}

/**
 * An address that a secret may be sent to: https, or http to this very machine (tests, demos); no user name, no host in
 * an odd spelling. Blanks around it are taken off.
 *
 * @returns `undefined` when it is refused; the address itself is a secret, so no reason quotes it
 */
export function checkedEndpoint(address: unknown): string | undefined {
  const read = typeof address === 'string' ? readAddress(address.trim()) : undefined;
  if (!read?.plain) return undefined;
  const { url } = read;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  return safe && url.username === '' && url.password === '' ? url.href : undefined;
}
