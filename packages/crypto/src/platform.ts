import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { nodeCryptoOf } from './backends.ts';
import { fromBase64, toBase64Url } from './base64.ts';

type Digest = (bytes: Uint8Array) => Uint8Array;

/** What of Node's `Buffer` is used: it is much faster at base64 than JavaScript. */
interface BufferLike {
  from(bytes: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64url'): string };
  from(text: string, encoding: 'base64url'): Uint8Array & { toString(encoding: 'base64url'): string };
}

/** What turns bytes into texts and prints of them. */
export interface Codec {
  /** SHA-256 (FIPS 180-4). */
  readonly digest: Digest;
  /** base64url without padding (RFC 4648 section 5). */
  readonly write: (bytes: Uint8Array) => string;
  /** `undefined` for a text that the same bytes are not written as. */
  readonly read: (text: string) => Uint8Array | undefined;
}

const portable: Codec = { digest: (bytes) => nobleSha256(bytes), write: toBase64Url, read: fromBase64 };

/** The platform's own, where there is Node's; else in JavaScript alone. */
export function codecOf(globals: object): Codec {
  const crypto = nodeCryptoOf(globals);
  const { Buffer } = globals as { readonly Buffer?: BufferLike };
  if (crypto === undefined || Buffer === undefined) return portable;
  return {
    digest: (bytes) => crypto.createHash('sha256').update(bytes).digest(),
    write: ({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength).toString('base64url'),
    read(text) {
      const bytes = Buffer.from(text, 'base64url');
      // The decoder steps over what is none of its signs; a changed text must not give the same bytes.
      return bytes.toString('base64url') === text ? bytes : undefined;
    },
  };
}

const utf8 = new TextEncoder();

export const codec: Codec = codecOf(globalThis);

/** SHA-256 of a text's UTF-8, base64url without padding. */
export const sha256 = (text: string): string => codec.write(codec.digest(utf8.encode(text)));

export const bytesOf = (text: string): Uint8Array => utf8.encode(text);
