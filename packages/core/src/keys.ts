import type { TenantId } from './ids.ts';

/** The version of the {@link KekProvider} contract. */
export const KEK_SPEC = 'localert.kek/1';

/** What a wrapped key is bound to: it opens for the same tenant and purpose only. */
export interface KeyContext {
  readonly tenant: TenantId;
  /** `dek/` and the key's number for data keys, `tenant-key/` and its name for others. */
  readonly purpose: string;
}

/** A key as it may lie in a store: encrypted under a key-encryption key (KEK). */
export interface WrappedKey {
  /** Printable ASCII. */
  readonly wrapped: string;
  /** Which version of the KEK wrapped it, for example `k2` or `vault:v3`. */
  readonly kek: string;
}

/** A new 256-bit key, in the clear and wrapped. */
export interface NewKey extends WrappedKey {
  /** 32 bytes. The caller's alone: it overwrites them after use. */
  readonly key: Uint8Array;
}

/** What became of one key of a batch. */
export type RewrapOutcome = WrappedKey | { readonly failed: string };

/** Options of one call to a provider. */
export interface KekCall {
  readonly signal?: AbortSignal | undefined;
}

/** Whether a provider answers now. */
export interface KekHealth {
  readonly ok: boolean;
  /** A code such as `sealed` or `unreachable`; never an address, a token or a key. */
  readonly reason?: string | undefined;
}

/**
 * Holds the key-encryption keys: a local keyring, HashiCorp Vault, or any KMS. It makes, opens and rewraps tenants' data
 * keys; the KEK itself never leaves it. Its faults are typed errors, `retryable` when the same call may succeed later,
 * and never name a key. Check yours with `kekConformance` of `@localert/testkit`.
 */
export interface KekProvider {
  readonly spec: typeof KEK_SPEC;
  /** For messages, for example `local` or `vault`. */
  readonly name: string;
  /** Makes a key of 32 bytes, wrapped under the current KEK. */
  generateDek(context: KeyContext, call?: KekCall): Promise<NewKey>;
  /** Opens a wrapped key; the bytes are the caller's alone. @throws LOCALERT_KEY_UNAVAILABLE, LOCALERT_DECRYPT_FAILED for another context or a changed text */
  unwrap(context: KeyContext, wrapped: WrappedKey, call?: KekCall): Promise<Uint8Array>;
  /** The same keys under the current KEK, in order; one that fails does not fail the others. */
  rewrap(
    keys: readonly { readonly context: KeyContext; readonly wrapped: WrappedKey }[],
    call?: KekCall,
  ): Promise<readonly RewrapOutcome[]>;
  /** The version that wraps now: what is wrapped by another one wants rewrapping. */
  current(call?: KekCall): Promise<string>;
  /** Destroys a version for good: what it wrapped cannot be opened again. Refused for the current one. */
  destroy(kek: string, call?: KekCall): Promise<void>;
  health(call?: KekCall): Promise<KekHealth>;
}

/** The version of the {@link TenantKeys} contract. */
export const TENANT_KEYS_SPEC = 'localert.tenant-keys/1';

/**
 * Gives each tenant secret keys of its own, by name, for what must be recognisable without being readable: pseudonyms,
 * keyed hashes. Shredding a tenant destroys them.
 */
export interface TenantKeys {
  readonly spec: typeof TENANT_KEYS_SPEC;
  /** 32 bytes, the same at every call; at once when they are at hand. @param name - for example `audit` */
  key(tenant: TenantId, name: string): Uint8Array | Promise<Uint8Array>;
  /** Destroys every key of the tenant. */
  shred(tenant: TenantId): Promise<void>;
}
