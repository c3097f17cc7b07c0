import {
  type AuditFramework,
  type Clock,
  type ComplianceDefaults,
  KeyDestroyedError,
  protectionOf,
  systemScope,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import type { Keyring } from './keyring.ts';
import { provedTenant } from './sealed-tenant.ts';

/** What of a tenant is sealed. */
export type EncryptionLevel = ComplianceDefaults['encryption'];

/** What holds for a tenant. */
export interface TenantPolicy {
  readonly level: EncryptionLevel;
  readonly frameworks: readonly AuditFramework[];
}

/** What holds for each tenant now. */
export interface Policies {
  /** At once when the tenant was looked up in the last seconds. */
  of(tenant: TenantId): TenantPolicy | Promise<TenantPolicy>;
  /** What a tenant's own settings say. */
  ofContext(tenant: TenantContext): TenantPolicy;
  forget(tenant: TenantId): void;
}

/** Where policies come from. */
export interface PolicySource {
  readonly keys: Keyring;
  readonly directory: TenantDirectory | undefined;
  readonly policy: ((tenant: TenantContext) => EncryptionLevel) | undefined;
  readonly clock: Clock;
  readonly ttlMs: number;
}

/** A tenant that nobody knows, or whose settings nobody can prove, has promised nothing that could be laxer. */
const UNKNOWN: TenantPolicy = { level: 'all', frameworks: [] };

/** Enough for the tenants of a few seconds; all are forgotten when there are more. */
const MAX_KNOWN = 10_000;

const SCOPE = systemScope('encryption policy');

export function createPolicies({ keys, directory, policy, clock, ttlMs }: PolicySource): Policies {
  const known = new Map<TenantId, { readonly policy: TenantPolicy; readonly until: number }>();

  const ofContext = (tenant: TenantContext): TenantPolicy => {
    const { encryption, auditFrameworks } = protectionOf(tenant);
    return { level: policy?.(tenant) ?? encryption, frameworks: auditFrameworks };
  };

  /** Opened, so that nobody turns encryption off by a change in the store, nor by the removal of a key. */
  async function proved(stored: TenantContext): Promise<TenantPolicy> {
    try {
      return ofContext(await provedTenant(keys, stored));
    } catch (error) {
      if (KeyDestroyedError.is(error)) return UNKNOWN;
      throw error;
    }
  }

  async function look(id: TenantId, from: TenantDirectory): Promise<TenantPolicy> {
    const stored = await from.get(SCOPE, id);
    if (stored === undefined) return UNKNOWN;
    const found = await proved(stored);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(id, { policy: found, until: clock.now() + ttlMs });
    return found;
  }

  return {
    ofContext,
    of(id) {
      if (directory === undefined) return UNKNOWN;
      const found = known.get(id);
      return found !== undefined && clock.now() < found.until ? found.policy : look(id, directory);
    },
    forget: (id) => void known.delete(id),
  };
}
