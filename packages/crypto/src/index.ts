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
export { hkdfSha256, hmacSha256 } from './hkdf.ts';
export { type LocalKeys, localKeys } from './local-keys.ts';
export type { LocalKey, LocalKeyset } from './local-keys-text.ts';
