import { randomBytes } from 'node:crypto';
import {
  assertPort,
  type Clock,
  RECORDS_SPEC,
  type Records,
  StoreCorruptError,
  systemScope,
  TENANT_KEYS_SPEC,
  type TenantId,
  type TenantKeys,
} from '@localert/core';
import { createKept } from './kept.ts';
import { recordPages } from './record-pages.ts';

/** Where keys are kept, and how long a process remembers them. */
export interface LocalTenantKeysOptions {
  readonly records: Records;
  /** Milliseconds until a key is read anew: how long another process may still use one that was shredded. Default 300,000. */
  readonly ttlMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const KEY_BYTES = 32;

function keyIn(body: string): Uint8Array {
  const key = Buffer.from(body, 'base64url');
  if (key.length !== KEY_BYTES) throw new StoreCorruptError({ what: 'a tenant key is not 32 bytes' });
  return key;
}

/**
 * Random keys a tenant, kept as records of the kind `tenant-key`. **They lie in the clear**: whoever reads the store can
 * test whether a pseudonym is a certain person. It serves where nothing is encrypted at rest; the keyring of
 * `@localert/crypto` gives keys that are wrapped. Shredding works the same: the records are deleted.
 *
 * @throws LOCALERT_PORT_MISMATCH
 *
 * @example
 * ```ts
 * import { localTenantKeys } from '@localert/audit';
 * import type { Records } from '@localert/core';
 *
 * export const keysOf = (records: Records) => localTenantKeys({ records });
 * ```
 */
export function localTenantKeys(options: LocalTenantKeysOptions): TenantKeys {
  const { records } = options;
  assertPort('records', records, RECORDS_SPEC);
  const system = systemScope('tenant keys');
  const kept = createKept(options);

  /** The stored key, or a new one: of two processes that make one at once, the second takes the first's. */
  async function load(tenant: TenantId, name: string): Promise<Uint8Array> {
    for (;;) {
      const stored = await records.get(system, tenant, 'tenant-key', name);
      if (stored !== undefined) return keyIn(stored.body);
      const key = randomBytes(KEY_BYTES);
      const body = key.toString('base64url');
      if (await records.put(system, tenant, { kind: 'tenant-key', id: name, version: 1, body })) return key;
    }
  }

  return {
    spec: TENANT_KEYS_SPEC,
    key: (tenant, name) => kept.get(tenant, name, () => load(tenant, name)),
    async shred(tenant) {
      try {
        for await (const { id } of recordPages(records, tenant, 'tenant-key')) {
          await records.delete(system, tenant, 'tenant-key', id);
        }
      } finally {
        // Last, so that what was being read while the records were deleted is not remembered.
        kept.forget(tenant);
      }
    },
  } satisfies TenantKeys;
}
