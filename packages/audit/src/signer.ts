import { createPrivateKey, createPublicKey, hash, KeyObject, sign, verify } from 'node:crypto';
import { isSecret, type Secret } from '@localert/core';
import { AuditKeyError } from './errors.ts';

/** Signs heads, checkpoints and exports with Ed25519 (RFC 8032). A key service can be one too. */
export interface AuditSigner {
  /** Names the public key: `keyIdOf` of it. */
  readonly keyId: string;
  /** @returns the 64 bytes of the signature */
  sign(data: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A public key: a `KeyObject`, or SPKI in PEM. */
export type PublicKey = KeyObject | string;

function ed25519(make: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = make();
  } catch (cause) {
    throw new AuditKeyError({ reason: 'it cannot be read' }, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new AuditKeyError({ reason: 'it is not an Ed25519 key' });
  return key;
}

// Without the first branch a private key would pass for its public one, and be kept where public keys are.
const publicKeyOf = (key: PublicKey): KeyObject =>
  ed25519(() => (key instanceof KeyObject && key.type === 'public' ? key : createPublicKey(key as string)));

const idOf = (key: KeyObject): string =>
  hash('sha256', key.export({ type: 'spki', format: 'der' }), 'base64url').slice(0, 22);

/**
 * The name of a public key: the first 22 characters of the base64url SHA-256 of its SPKI form.
 *
 * @throws LOCALERT_AUDIT_KEY when it is no Ed25519 key
 */
export const keyIdOf = (key: PublicKey): string => idOf(publicKeyOf(key));

/**
 * A signer with a private key in this process. Keep the key where who can write to the store cannot read it: what it
 * signs is what such a writer cannot forge.
 *
 * @param privateKey - a `KeyObject`, or PKCS#8 in PEM as a secret
 * @throws LOCALERT_AUDIT_KEY when it is no private Ed25519 key
 *
 * @example
 * ```ts
 * import { ed25519Signer } from '@localert/audit';
 * import { secret } from '@localert/core';
 *
 * const signer = ed25519Signer(secret(String(process.env['AUDIT_SIGNING_KEY'])));
 * console.log(signer.keyId, signer.publicKey);
 * ```
 */
export function ed25519Signer(privateKey: KeyObject | Secret): AuditSigner & {
  /** SPKI in PEM: give it to whoever verifies. */
  readonly publicKey: string;
} {
  const key = ed25519(() => (isSecret(privateKey) ? createPrivateKey(privateKey.reveal()) : privateKey));
  if (key.type !== 'private') throw new AuditKeyError({ reason: 'it is not a private key' });
  const publicKey = createPublicKey(key);
  return {
    keyId: idOf(publicKey),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    sign: (data) => sign(null, data, key),
  };
}

/** A statement's signature, and whose it is. */
export interface Signature {
  readonly keyId: string;
  /** 64 bytes, base64url. */
  readonly signature: string;
}

/** Signs a canonical text. */
export async function signText(signer: AuditSigner, text: string): Promise<Signature> {
  const bytes = await signer.sign(Buffer.from(text));
  return { keyId: signer.keyId, signature: Buffer.from(bytes).toString('base64url') };
}

/** Says whether one of the trusted keys signed a text. */
export type SignatureCheck = (text: string, signature: Signature) => boolean;

/** A check against trusted keys. @throws LOCALERT_AUDIT_KEY when one of them is no Ed25519 key */
export function signatureCheck(publicKeys: readonly PublicKey[]): SignatureCheck {
  const keys = new Map(publicKeys.map(publicKeyOf).map((key) => [idOf(key), key]));
  return (text, { keyId, signature }) => {
    const key = keys.get(keyId);
    if (key === undefined || typeof signature !== 'string') return false;
    const bytes = Buffer.from(signature, 'base64url');
    // What decodes to the same bytes is not what was signed: a file with it is another file.
    return bytes.toString('base64url') === signature && verify(null, Buffer.from(text), key, bytes);
  };
}
