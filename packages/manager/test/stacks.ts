import { generateKeyPairSync } from 'node:crypto';
import { type Audit, createAudit, ed25519Signer } from '@localert/audit';
import type { FixtureStore } from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';

/** A store as a manager is given it, and what lies beneath its encryption. */
export interface Stack {
  readonly store: FixtureStore;
  readonly medium?: FixtureStore | undefined;
  readonly auditor?: Audit | undefined;
}

/** Encryption with keys of this process, and an audit trail whose pseudonyms are under the same keyring. */
function sealed(medium: ReturnType<typeof memoryStore> | ReturnType<typeof sqliteStore>): Stack {
  const kek = localKeys({
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    current: 'k1',
  });
  const keys = createKeyring({ kek, records: medium.records });
  // Everything is sealed, whatever the tenants ask for: the attacks look for texts on the medium.
  const store = encrypted(medium, { keys, policy: () => 'all' });
  const signer = ed25519Signer(generateKeyPairSync('ed25519').privateKey);
  const auditor = createAudit({ log: medium.audit, records: medium.records, keys: keys.tenantKeys, signer });
  return { store, medium, auditor };
}

/** Every stack of store and decorators that a tenant must be safe on. */
export const stacks: Readonly<Record<string, () => Stack>> = {
  memory: () => ({ store: memoryStore() }),
  sqlite: () => ({ store: sqliteStore({ path: ':memory:' }) }),
  'encrypted memory': () => sealed(memoryStore()),
  'encrypted sqlite': () => sealed(sqliteStore({ path: ':memory:' })),
};
