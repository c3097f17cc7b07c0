import { createCipheriv, createHmac, randomBytes } from 'node:crypto';

/** What a token is made from. */
export interface FernetSeed {
  /** base64url of 32 bytes. */
  readonly key: string;
  readonly text: string | Uint8Array;
  readonly iv?: Uint8Array;
  /** Epoch milliseconds. */
  readonly now?: number;
  /** False: the text is taken as whole blocks without padding. */
  readonly padding?: boolean;
}

/** Makes a Fernet token by `node:crypto`, as the specification says. */
export function makeFernet({ key, text, iv = randomBytes(16), now = 0, padding = true }: FernetSeed): string {
  const secret = Buffer.from(key, 'base64url');
  const head = Buffer.alloc(9);
  head[0] = 0x80;
  head.writeBigUInt64BE(BigInt(Math.floor(now / 1_000)), 1);
  const cipher = createCipheriv('aes-128-cbc', secret.subarray(16), iv).setAutoPadding(padding);
  const signed = Buffer.concat([head, iv, cipher.update(text), cipher.final()]);
  const mac = createHmac('sha256', secret.subarray(0, 16)).update(signed).digest();
  const token = Buffer.concat([signed, mac]).toString('base64url');
  return token.padEnd(Math.ceil(token.length / 4) * 4, '=');
}
