const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * An address that an alert may be sent to: https, or http to this machine, or any http where the host allows it; no user
 * name in it, no blanks, no backslash, which some programs read as a slash.
 *
 * @returns `undefined` when it is refused; the address may hold a secret, so no reason quotes it
 */
export function hookAddress(address: unknown, allowHttp: boolean): string | undefined {
  if (typeof address !== 'string' || !/^[\x21-\x5b\x5d-\x7e]+$/.test(address) || !URL.canParse(address))
    return undefined;
  const { protocol, hostname, username, password, href } = new URL(address);
  if (username !== '' || password !== '') return undefined;
  if (protocol === 'https:') return href;
  return protocol === 'http:' && (allowHttp || LOOPBACK.has(hostname)) ? href : undefined;
}
