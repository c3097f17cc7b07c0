import type { FixtureId, TenantId } from '@localert/core';

/** A key of a tenant, without its material. */
export interface HostKey {
  readonly kind: 'data' | 'named';
  /** The number of a data key. */
  readonly dekId?: number | undefined;
  /** The name of a key that has one. */
  readonly name?: string | undefined;
  /** The fixture whose own key it is. */
  readonly fixture?: FixtureId | undefined;
  /** The version of the KEK that wraps it. */
  readonly kek: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly current: boolean;
}

/** What to wrap anew. */
export interface HostRewrap {
  readonly tenants: Iterable<TenantId> | AsyncIterable<TenantId>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined;
}

/** What a rewrapping came to. */
export interface HostRewrapReport {
  readonly tenants: number;
  /** Wrapped keys looked at. */
  readonly keys: number;
  /** Of these, wrapped anew. */
  readonly rewrapped: number;
  /** Of these, refused by the provider. */
  readonly failed: number;
}

/** That keys were destroyed. */
export interface HostShredProof {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Wrapped keys that were removed. */
  readonly count: number;
}

/**
 * What `keys` asks of a keyring; that of `@localert/crypto` is one. It is told by its shape, so that a host without that
 * package can type-check.
 */
export interface HostKeyring {
  keys(tenant: TenantId): Promise<readonly HostKey[]>;
  /** Answers the number of the new key. */
  rotateDek(tenant: TenantId, choice: { readonly fixture?: FixtureId | undefined }): Promise<number>;
  rewrapAll(work: HostRewrap): Promise<HostRewrapReport>;
  shred(tenant: TenantId): Promise<HostShredProof>;
  shredFixture(tenant: TenantId, fixture: FixtureId): Promise<HostShredProof>;
}
