import {
  assertPort,
  DIRECTORY_SPEC,
  type FixtureStore,
  InvalidInputError,
  OUTBOX_SPEC,
  type Outbox,
  STORE_SPEC,
  type TenantDirectory,
} from '@localert/core';
import { encryptDirectory } from './encrypted-directory.ts';
import { encryptOutbox } from './encrypted-outbox.ts';
import { encryptStore } from './encrypted-store.ts';
import { type EncryptionOptions, encryptionOf } from './encryption.ts';
import type { Keyring } from './keyring.ts';

/** An encrypted store: it has the facets of the store inside. */
export type EncryptedStore<Store extends FixtureStore> = FixtureStore &
  Pick<Store, Extract<keyof Store, 'directory' | 'outbox' | 'audit' | 'records' | 'usage'>> &
  Pick<
    Store,
    Extract<
      keyof Store,
      'storedBytes' | 'compact' | 'changes' | 'subscribe' | 'rebuild' | 'backup' | 'sharedCache'
    >
  > & {
    readonly encryption: 'by-policy';
  };

/** A keyring that was forgotten would show at the first write, and then in words that say nothing. */
function assertKeyring(keys: Keyring | undefined): void {
  if (typeof keys?.current === 'function') return;
  const issues = [{ path: 'keys', message: 'a keyring, made with createKeyring()' }];
  throw new InvalidInputError({ what: 'encryption', issues });
}

/**
 * Encrypts a store with its directory and its outbox, or one of these alone: texts, layouts, notes and values are sealed
 * before they reach it, by each tenant's policy, and opened on the way out. What stays in the clear (ids, names, labels,
 * severities, states, locales, times, actors) is proved unchanged where it is read. Put it outermost.
 *
 * Reads throw LOCALERT_DECRYPT_FAILED for what was changed or does not belong there, LOCALERT_KEY_DESTROYED for what was
 * shredded, LOCALERT_KEY_UNAVAILABLE while the key provider does not answer; an outbox ends or releases such alerts by
 * itself, and goes on.
 *
 * @throws LOCALERT_PORT_MISMATCH, LOCALERT_INVALID_INPUT without a keyring
 *
 * @example
 * ```ts
 * import { createKeyring, encrypted, localKeys } from '@localert/crypto';
 * import { memoryStore } from '@localert/store-memory';
 *
 * const inner = memoryStore();
 * const kek = localKeys({ keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }], current: 'k1' });
 * const store = encrypted(inner, { keys: createKeyring({ kek, records: inner.records }) });
 * console.log(store.encryption); // by-policy
 * ```
 */
export function encrypted<Store extends FixtureStore>(
  store: Store,
  options: EncryptionOptions,
): EncryptedStore<Store>;
export function encrypted(outbox: Outbox, options: EncryptionOptions): Outbox;
export function encrypted(directory: TenantDirectory, options: EncryptionOptions): TenantDirectory;
export function encrypted(
  port: FixtureStore | Outbox | TenantDirectory,
  options: EncryptionOptions,
): FixtureStore | Outbox | TenantDirectory {
  assertKeyring(options.keys);
  if (port.spec === OUTBOX_SPEC) return encryptOutbox(port, encryptionOf(options)).outbox;
  if (port.spec === DIRECTORY_SPEC) return encryptDirectory(port, encryptionOf(options, port));
  assertPort('store', port, STORE_SPEC);
  return encryptStore(port, encryptionOf(options, port.directory));
}
