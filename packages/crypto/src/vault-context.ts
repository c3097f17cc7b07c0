import { InvalidInputError, type KeyContext } from '@localert/core';
import { toBase64 } from './base64.ts';

const utf8 = new TextEncoder();

function lengthPrefixed(text: string): Uint8Array {
  const bytes = utf8.encode(text);
  const result = new Uint8Array(4 + bytes.length);
  new DataView(result.buffer).setUint32(0, bytes.length);
  result.set(bytes, 4);
  return result;
}

/**
 * What Vault derives a key from: the tenant and the purpose, each behind its length in bytes (u32, big-endian), in base64.
 * So a key wrapped for one of them opens for no other, in Vault itself.
 *
 * @throws LOCALERT_INVALID_INPUT for lone surrogates
 */
export function vaultContext({ tenant, purpose }: KeyContext): string {
  const issues = Object.entries({ tenant, purpose }).flatMap(([path, text]) =>
    typeof text === 'string' && text.isWellFormed()
      ? []
      : [{ path, message: 'a text without lone surrogates' }],
  );
  if (issues.length > 0) throw new InvalidInputError({ what: 'key context', issues });
  const [first, second] = [lengthPrefixed(tenant), lengthPrefixed(purpose)];
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return toBase64(joined);
}
