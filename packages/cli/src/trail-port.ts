import type { TenantId } from '@localert/core';

/** Signs exports with Ed25519: the signers of `@localert/audit`, or a key service. */
export interface HostSigner {
  /** Names the public key. */
  readonly keyId: string;
  /** @returns the 64 bytes of the signature */
  sign(data: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A public key: SPKI in PEM, or a `KeyObject` of Node. */
export type HostPublicKey =
  | string
  | { readonly type: string; readonly asymmetricKeyType?: string | undefined };

/** The end of a tenant's chain at a time, signed; a `SignedHead` of `@localert/audit`. */
export interface HostSignedHead {
  readonly spec: 'localert.audit-head/1';
  readonly tenant: TenantId;
  readonly sequence: number;
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly keyId: string;
  /** 64 bytes, base64url. */
  readonly signature: string;
}
