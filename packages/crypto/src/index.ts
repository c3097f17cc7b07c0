// Envelope, backends, key providers, Fernet.
export type { SealContext } from './associated-data.ts';
export type { AeadBackend, DekKey } from './backend.ts';
export { aeadBackends } from './backends.ts';
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
export { type LocalKeys, localKeys } from './local-keys.ts';
export { envKeys, type LocalKey, type LocalKeyset } from './local-keys-text.ts';
export { KeyRefusedError } from './vault-errors.ts';
export { vaultKeys } from './vault-keys.ts';
export type { VaultAuth, VaultFetch, VaultKeysOptions } from './vault-options.ts';
