export type { SealContext } from './associated-data.ts';
export type { AeadBackend, DekKey } from './backend.ts';
export { aeadBackends } from './backends.ts';
export {
  type CredentialStatus,
  type Credentials,
  type CredentialsOptions,
  credentials,
} from './credentials.ts';
export { type EncryptedStore, encrypted } from './encrypted.ts';
export type { EncryptionOptions } from './encryption.ts';
export type { EncryptionLevel } from './encryption-policy.ts';
export {
  ENVELOPE_OVERHEAD,
  type EnvelopeHeader,
  type OpenOptions,
  open,
  readHeader,
  type SealOptions,
  seal,
} from './envelope.ts';
export { EnvelopeUnsupportedError, InvalidKeyError } from './envelope-errors.ts';
export { FernetTimeError, type FernetTimes, openFernet } from './fernet.ts';
export {
  type FernetFailure,
  type FernetImport,
  type FernetImportOptions,
  type FernetRecord,
  type ImportedFixture,
  importFernetTemplates,
} from './fernet-import.ts';
export { hkdfSha256, hmacSha256 } from './hkdf.ts';
export type { KeyCacheOptions } from './key-cache.ts';
export type { KeyStatus } from './key-status.ts';
export { createKeyring, type DataKey, type KeyChoice, type Keyring, type KeyringOptions } from './keyring.ts';
export { type LocalKeys, localKeys } from './local-keys.ts';
export { envKeys, type LocalKey, type LocalKeyset } from './local-keys-text.ts';
export { PlainContentError } from './plain-refused.ts';
export { type ResealCursor, type ResealReport, type ResealWork, reseal } from './reseal.ts';
export type { RewrapReport, RewrapWork } from './rewrap.ts';
export { rowHashOf } from './row-hash.ts';
export type { ShredProof } from './shred.ts';
export { type TenantList, tenantsOf } from './tenant-list.ts';
export { KeyRefusedError } from './vault-errors.ts';
export { vaultKeys } from './vault-keys.ts';
export type { VaultAuth, VaultFetch, VaultKeysOptions } from './vault-options.ts';
export { type RowFinding, type RowFindingCode, type VerifyRowsWork, verifyRows } from './verify-rows.ts';
