import type { AeadBackend, DekKey } from './backend.ts';
import { nobleBackend } from './backend-noble.ts';
import { nodeBackend } from './backend-node.ts';

type NodeCrypto = typeof import('node:crypto');

/** What may be there of Node. */
interface Globals {
  readonly process?: { readonly getBuiltinModule?: (id: string) => unknown };
}

/** `node:crypto` where there is one. Asked for and not imported, so that bundles for the edge need no stub. */
export const nodeCryptoOf = (globals: object): NodeCrypto | undefined =>
  (globals as Globals).process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined;

/** The native backend where there is `node:crypto`, else noble's. */
export function nativeOrNoble(crypto: NodeCrypto | undefined): Required<AeadBackend> {
  return crypto ? nodeBackend(crypto) : nobleBackend;
}

/** What is used where no other backend is asked for. */
export const platformBackend: Required<AeadBackend> = nativeOrNoble(nodeCryptoOf(globalThis));

/**
 * AES-256-GCM by each library, byte for byte the same: `node` is OpenSSL by way of `node:crypto`, `noble` is JavaScript
 * alone. Where there is no `node:crypto`, `node` is noble's as well, and its `name` says so.
 *
 * For checks against published vectors, and to choose one by name; {@link seal} and {@link open} take the native one by
 * themselves.
 *
 * @example
 * ```ts
 * import { aeadBackends } from '@localert/crypto';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32));
 * const nonce = crypto.getRandomValues(new Uint8Array(12));
 * const sealed = aeadBackends.node.encrypt(key, nonce, Uint8Array.of(1, 2, 3), Uint8Array.of());
 * aeadBackends.noble.decrypt(key, nonce, sealed, Uint8Array.of()); // 1, 2, 3
 * ```
 */
export const aeadBackends: { readonly node: AeadBackend; readonly noble: AeadBackend } = Object.freeze({
  node: platformBackend,
  noble: nobleBackend,
});

/** A key as it is kept: a `KeyObject` where there is one, so that no print, dump of JSON or debugger's preview has it. */
export function holdKey(bytes: Uint8Array): DekKey {
  return heldBy(nodeCryptoOf(globalThis), bytes);
}

/** {@link holdKey}, with `node:crypto` or without. */
export const heldBy = (crypto: NodeCrypto | undefined, bytes: Uint8Array): DekKey =>
  crypto ? crypto.createSecretKey(bytes) : new Uint8Array(bytes);
