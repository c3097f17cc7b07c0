import {
  type Auditor,
  type Clock,
  DecryptFailedError,
  guardedDirectory,
  type Observer,
  type TenantContext,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { createPolicies, type EncryptionLevel, type Policies } from './encryption-policy.ts';
import type { Keyring } from './keyring.ts';

/** How a port is encrypted. */
export interface EncryptionOptions {
  readonly keys: Keyring;
  /**
   * What of a tenant is sealed. Default: what its compliance level and its own settings ask for. A tenant that the
   * directory does not know has everything sealed.
   */
  readonly policy?: ((tenant: TenantContext) => EncryptionLevel) | undefined;
  /** Where tenants are looked up. Default: the directory of the store that is encrypted. */
  readonly directory?: TenantDirectory | undefined;
  /**
   * Whether plain rows, alerts and tenants are taken where the policy asks for sealed ones. Default false: else who can
   * write to the store can put a plain one in place. Say true for the time in which data of before is sealed. Plain
   * settings of a tenant that ask for no encryption are believed even then: where no tenant may do without, say so by
   * `policy`.
   */
  readonly acceptPlain?: boolean | undefined;
  /** Is told of everything that does not open. */
  readonly auditor?: Auditor | undefined;
  readonly observe?: Observer | undefined;
  /** Default: the system's time. */
  readonly clock?: Clock | undefined;
  /** Milliseconds that a tenant's policy is believed without a look. Default 5,000. */
  readonly policyTtlMs?: number | undefined;
}

/** What did not open, for the audit trail. */
export interface Unopened {
  readonly tenant: TenantId;
  readonly actor: string;
  readonly action: string;
  readonly kind: 'fixture' | 'alert' | 'tenant' | 'record';
  readonly id?: string | undefined;
}

/** What the encrypted ports of one store share. */
export interface Encryption {
  readonly keys: Keyring;
  readonly policies: Policies;
  readonly acceptPlain: boolean;
  readonly clock: Clock;
  readonly observe: Observer | undefined;
  /** Runs a read; what does not open in it comes into the audit trail, and then to the caller. */
  watch<Result>(what: Unopened, read: () => Promise<Result>): Promise<Result>;
}

export function encryptionOf(options: EncryptionOptions, directory?: TenantDirectory): Encryption {
  const { keys, policy, auditor, observe, clock = { now: Date.now }, acceptPlain = false } = options;
  const source = options.directory ?? directory;
  const policies = createPolicies({
    ...{ keys, directory: source && guardedDirectory(source), policy, clock },
    ttlMs: options.policyTtlMs ?? 5_000,
  });

  async function report({ tenant, actor, action, kind, id }: Unopened, to: Auditor): Promise<void> {
    try {
      const { frameworks } = await policies.of(tenant);
      const act = { tenant, actor, action, resource: { kind, id }, frameworks } as const;
      const record = await to.record({ ...act, outcome: 'failure', reason: DecryptFailedError.code });
      await to.append(tenant, [record]);
    } catch {
      // What did not open is told to the caller in any case.
    }
  }

  return {
    ...{ keys, policies, acceptPlain, clock, observe },
    async watch(what, read) {
      try {
        return await read();
      } catch (error) {
        if (auditor !== undefined && DecryptFailedError.is(error)) await report(what, auditor);
        throw error;
      }
    },
  };
}
