/** base64url without padding (RFC 4648 section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * Reads base64 or base64url, with padding or without. `undefined` for anything that the same bytes are not written as:
 * white space, stray bits, both alphabets in one text.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const bare = text.replace(/={1,2}$/, '');
  if (bare.length !== text.length && text.length % 4 !== 0) return undefined;
  const standard = bare.replaceAll('-', '+').replaceAll('_', '/');
  try {
    const bytes = Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
    const url = toBase64Url(bytes);
    const same = bare === url || bare === toBase64(bytes).replace(/=+$/, '');
    return same ? bytes : undefined;
  } catch {
    return undefined;
  }
}
