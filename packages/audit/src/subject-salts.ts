import { randomBytes } from 'node:crypto';
import { type Records, StoreCorruptError, systemScope, type TenantId } from '@localert/core';
import { createKept, type KeptOptions } from './kept.ts';

/** Sets the salts of persons apart from tenant keys, which are records of the same kind. */
const PREFIX = 'audit-subject.';

const SALT_BYTES = 16;

/**
 * A random salt for every person that acts, so that one person can be erased: without the salt nobody, not even the
 * holder of the tenant's key, can tell which pseudonym was theirs. A salt is no secret by itself, and lies in the clear.
 */
export interface SubjectSalts {
  /** The person's salt; made at first sight. */
  salt(tenant: TenantId, handle: string): Uint8Array | Promise<Uint8Array>;
  /** The same, but nothing is made for a person that nobody saw act. */
  find(tenant: TenantId, handle: string): Promise<Uint8Array | undefined>;
  /** Deletes it; answers whether there was one. */
  erase(tenant: TenantId, handle: string): Promise<boolean>;
  /** Forgets what the process remembers of a tenant whose records are gone. */
  forget(tenant: TenantId): void;
}

function saltIn(body: string): Uint8Array {
  const salt = Buffer.from(body, 'base64url');
  if (salt.length !== SALT_BYTES)
    throw new StoreCorruptError({ what: 'a salt for pseudonyms is not 16 bytes' });
  return salt;
}

/** Keeps salts as records of the kind `tenant-key`: whoever shreds the tenant's keys deletes them too. */
export function subjectSalts(records: Records, options: KeptOptions): SubjectSalts {
  const system = systemScope('audit subjects');
  const kept = createKept(options);

  async function find(tenant: TenantId, handle: string): Promise<Uint8Array | undefined> {
    const stored = await records.get(system, tenant, 'tenant-key', PREFIX + handle);
    return stored && saltIn(stored.body);
  }

  async function load(tenant: TenantId, handle: string): Promise<Uint8Array> {
    for (;;) {
      const found = await find(tenant, handle);
      if (found !== undefined) return found;
      const salt = randomBytes(SALT_BYTES);
      const record = {
        kind: 'tenant-key',
        id: PREFIX + handle,
        version: 1,
        body: salt.toString('base64url'),
      } as const;
      if (await records.put(system, tenant, record)) return salt;
    }
  }

  return {
    salt: (tenant, handle) => kept.get(tenant, handle, () => load(tenant, handle)),
    find,
    async erase(tenant, handle) {
      const erased = await records.delete(system, tenant, 'tenant-key', PREFIX + handle);
      kept.forget(tenant, handle);
      return erased;
    },
    forget: (tenant) => kept.forget(tenant),
  };
}
