import { generateKeyPairSync } from 'node:crypto';
import { type Audit, createAudit, ed25519Signer } from '@localert/audit';
import {
  type AuditLog,
  type FixtureStore,
  type Records,
  type TenantKeys,
  tenantStores,
} from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { type Tamper, tamperable } from '@localert/testkit';

/** A store with the facets that a stack is made of. */
export type Medium = FixtureStore & { readonly audit: AuditLog; readonly records: Records };

/** The audit trail of a stack, and what proves it. */
export interface StackTrail {
  readonly auditor: Audit;
  readonly log: AuditLog;
  /** Of the key that signs heads. */
  readonly publicKey: string;
}

/** A store as a manager is given it, its audit trail, and what lies beneath its encryption. */
export interface Stack {
  readonly store: FixtureStore;
  readonly trail: StackTrail;
  readonly medium?: FixtureStore | undefined;
  /** What the medium answers in place of what was written. */
  readonly tamper?: Tamper | undefined;
}

/** @param keys - what pseudonyms are made under; default: keys that lie beside them */
function trailOf({ audit: log, records }: Medium, keys?: TenantKeys): StackTrail {
  const signer = ed25519Signer(generateKeyPairSync('ed25519').privateKey);
  const auditor = createAudit({ log, records, keys, signer });
  return { auditor, log, publicKey: signer.publicKey };
}

/** A store as it is. */
export const plain = (store: Medium): Stack => ({ store, trail: trailOf(store) });

/** Encryption with keys of this process, and an audit trail whose pseudonyms are under the same keyring. */
export function sealed(inner: Medium): Stack {
  const { store: medium, tamper } = tamperable(inner);
  const kek = localKeys({
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    current: 'k1',
  });
  const keys = createKeyring({ kek, records: medium.records });
  // Everything is sealed, whatever the tenants ask for: the attacks look for texts on the medium.
  const store = encrypted(medium, { keys, policy: () => 'all' });
  return { store, medium, tamper, trail: trailOf(medium, keys.tenantKeys) };
}

/** A database for each tenant; the directory and the queue in one of their own. */
const aTenant = (): Medium => {
  const open = () => sqliteStore({ path: ':memory:' });
  // What is in memory would be gone with what is closed for room.
  return tenantStores({ home: open(), storeFor: open, maxOpen: 1_000 }) as Medium;
};

/** Makes a new, empty stack. */
export type CreateStack = () => Stack | Promise<Stack>;

/** Every stack of store and decorators that a tenant must be safe on. */
export const stacks: Readonly<Record<string, () => Stack>> = {
  memory: () => plain(memoryStore()),
  sqlite: () => plain(sqliteStore({ path: ':memory:' })),
  'sqlite a tenant': () => plain(aTenant()),
  'encrypted memory': () => sealed(memoryStore()),
  'encrypted sqlite': () => sealed(sqliteStore({ path: ':memory:' })),
  'encrypted sqlite a tenant': () => sealed(aTenant()),
};
