import {
  DecryptFailedError,
  isLocalertError,
  KeyDestroyedError,
  KeyUnavailableError,
  type TenantId,
} from '@localert/core';
import type { SealContext } from './associated-data.ts';
import type { DekKey } from './backend.ts';
import { open, readHeader, seal } from './envelope.ts';
import { EnvelopeUnsupportedError } from './envelope-errors.ts';
import type { DataKey, Keyring } from './keyring.ts';
import { bytesOf, codec } from './platform.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Seals a text for one place: an envelope as base64url. */
export const sealText = ({ dekId, key }: DataKey, context: SealContext, text: string): string =>
  codec.write(seal({ key, dekId, context, plaintext: bytesOf(text) }));

/** @throws LOCALERT_DECRYPT_FAILED for what is no base64url */
function envelopeOf(sealed: string): Uint8Array {
  const envelope = codec.read(sealed);
  if (envelope === undefined) throw new DecryptFailedError({ what: 'envelope' });
  return envelope;
}

/** Which data key a sealed text wants. Not authenticated. @throws LOCALERT_DECRYPT_FAILED, LOCALERT_ENVELOPE_UNSUPPORTED */
export const dekIdIn = (sealed: string): number => readHeader(envelopeOf(sealed)).dekId;

/** Opens sealed texts of one tenant. */
export type OpenText = (sealed: string, context: SealContext) => string;

/** What a foreign adapter throws while a key is fetched is not the fault of what is sealed: it is worth a retry. */
async function keyOf(keys: Keyring, tenant: TenantId, dekId: number): Promise<DekKey> {
  try {
    return (await keys.dataKey(tenant, dekId)).key;
  } catch (cause) {
    if (isLocalertError(cause)) throw cause;
    throw new KeyUnavailableError({ provider: 'keyring', reason: 'failed' }, { cause });
  }
}

/**
 * Gets the data keys that sealed texts want, each once, and answers what opens them.
 *
 * @throws LOCALERT_DECRYPT_FAILED, LOCALERT_KEY_DESTROYED, LOCALERT_KEY_UNAVAILABLE, LOCALERT_STORE_UNAVAILABLE
 */
export async function textOpener(
  keys: Keyring,
  tenant: TenantId,
  texts: readonly string[],
): Promise<OpenText> {
  const held = new Map<number, DekKey>();
  for (const dekId of new Set(texts.map(dekIdIn))) held.set(dekId, await keyOf(keys, tenant, dekId));
  return (sealed, context) => {
    // The numbers of all texts were asked for above.
    const key = (dekId: number) => held.get(dekId) as DekKey;
    return utf8.decode(open({ key, envelope: envelopeOf(sealed), context }));
  };
}

const TELLING = [KeyDestroyedError, EnvelopeUnsupportedError];

/**
 * Runs what opens something stored. Whatever is wrong with what is stored becomes one error, which names the thing and
 * not what was wrong; only missing keys and stores that do not answer say so.
 */
export async function opening<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (TELLING.some((kind) => kind.is(error)) || (isLocalertError(error) && error.retryable)) throw error;
    const hint = DecryptFailedError.is(error) ? error.details.hint : undefined;
    throw new DecryptFailedError({ what, hint }, { cause: error });
  }
}
