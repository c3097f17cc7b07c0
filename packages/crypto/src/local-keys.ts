import {
  DecryptFailedError,
  InvalidInputError,
  isLocalertError,
  KEK_SPEC,
  type KekCall,
  type KekProvider,
  type KeyContext,
  KeyDestroyedError,
  KeyUnavailableError,
  type RewrapOutcome,
  type WrappedKey,
} from '@localert/core';
import type { SealContext } from './associated-data.ts';
import { type DekKey, KEY_BYTES } from './backend.ts';
import { holdKey } from './backends.ts';
import { fromBase64, toBase64Url } from './base64.ts';
import { open, seal } from './envelope.ts';
import { hmacSha256 } from './hkdf.ts';
import { assertKeyId, isKeyId, type LocalKey, type LocalKeyset, localKeyBytes } from './local-keys-text.ts';

/** A local keyring: a provider whose keys can be added and promoted while it runs. */
export interface LocalKeys extends KekProvider {
  /** Adds a key that opens only. @throws LOCALERT_INVALID_KEY, LOCALERT_INVALID_INPUT for an id or a key that is there */
  add(key: LocalKey): void;
  /** Makes a key the one that wraps. @throws LOCALERT_INVALID_INPUT for an id that is not there */
  promote(id: string): void;
}

const NAME = 'local';
/** The envelope's number of the key: these are told apart by their ids. */
const KEK_NUMBER = 0;
const PRINT = new TextEncoder().encode('localert/local-key/print');

/** Binds a wrapped key to its tenant, its purpose and the id of its KEK; no fixture has an empty name. */
const placeOf = ({ tenant, purpose }: KeyContext, kek: string): SealContext => ({
  tenant,
  fixture: '',
  revision: 0,
  field: `kek/${kek}`,
  locale: purpose,
});

const refused = (path: string, message: string) =>
  new InvalidInputError({ what: 'local keyring', issues: [{ path, message }] });

function assertOpen(call: KekCall | undefined): void {
  if (call?.signal?.aborted) throw new KeyUnavailableError({ provider: NAME, reason: 'aborted' });
}

/**
 * A key provider whose keys are given to the process: from its environment, a mounted secret, or a secret manager. Each
 * data key is wrapped in an envelope of its own, bound to its tenant and purpose.
 *
 * To rotate: add the new key everywhere, then promote it, rewrap, and at last destroy (or no longer hand in) the old one.
 * `destroy` forgets a key in this process; remove it from where it came from as well.
 *
 * @throws LOCALERT_INVALID_KEY for what is not 32 bytes, LOCALERT_INVALID_INPUT for ids that are wrong or stand twice
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { localKeys } from '@localert/crypto';
 *
 * const kek = localKeys({
 *   keys: [{ id: 'k1', key: secret(String(process.env['LOCALERT_KEK'])) }],
 *   current: 'k1',
 * });
 * const dek = await kek.generateDek({ tenant: 'acme', purpose: 'dek/1' });
 * console.log(dek.kek, dek.key.length); // k1 32
 * ```
 */
export function localKeys(keyset: LocalKeyset): LocalKeys {
  const held = new Map<string, DekKey>();
  /** A print of each key, so that no key goes by two names. */
  const known = new Set<string>();
  const destroyed = new Set<string>();

  function add({ id, key }: LocalKey, what: string): void {
    assertKeyId(id);
    const bytes = localKeyBytes(key, what);
    const print = toBase64Url(hmacSha256(bytes, PRINT));
    if (held.has(id) || destroyed.has(id)) throw refused('id', 'an id that was not used before');
    if (known.has(print)) throw refused('key', 'a key that does not stand here under another id');
    known.add(print);
    held.set(id, holdKey(bytes));
    bytes.fill(0);
  }

  function present(id: string): string {
    if (!held.has(id)) throw refused('current', 'the id of a key of this keyring');
    return id;
  }

  // By its place: what stands where an id should may be the key.
  for (const [index, key] of keyset.keys.entries()) add(key, `local key ${index + 1}`);
  let current = present(keyset.current);

  function wrap(context: KeyContext, key: Uint8Array): WrappedKey {
    const kek = current;
    const options = { key: held.get(kek) as DekKey, dekId: KEK_NUMBER, plaintext: key };
    return { wrapped: toBase64Url(seal({ ...options, context: placeOf(context, kek) })), kek };
  }

  function unwrap(context: KeyContext, { wrapped, kek }: WrappedKey): Uint8Array {
    const key = held.get(kek);
    if (!key && destroyed.has(kek)) throw new KeyDestroyedError({ tenant: context.tenant });
    if (!key) {
      const named = isKeyId(kek) ? `key "${kek}"` : 'key';
      const hint = `hand in the ${named} that wrapped it`;
      throw new KeyUnavailableError({ provider: NAME, reason: 'unknown_version', hint });
    }
    const envelope = fromBase64(wrapped);
    try {
      const dek = envelope && open({ key, envelope, context: placeOf(context, kek) });
      if (dek?.length === KEY_BYTES) return dek;
    } catch {
      // Which of the ways it is wrong in is not told.
    }
    throw new DecryptFailedError({ what: 'wrapped key' });
  }

  function rewrapOne(context: KeyContext, wrapped: WrappedKey): RewrapOutcome {
    try {
      const key = unwrap(context, wrapped);
      const renewed = wrap(context, key);
      key.fill(0);
      return renewed;
    } catch (error) {
      return { failed: isLocalertError(error) ? error.code : 'LOCALERT_DECRYPT_FAILED' };
    }
  }

  return {
    spec: KEK_SPEC,
    name: NAME,
    add: (key) => add(key, 'local key'),
    promote(id) {
      current = present(id);
    },
    async generateDek(context, call) {
      assertOpen(call);
      const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
      return { key, ...wrap(context, key) };
    },
    async unwrap(context, wrapped, call) {
      assertOpen(call);
      return unwrap(context, wrapped);
    },
    async rewrap(keys, call) {
      assertOpen(call);
      return keys.map(({ context, wrapped }) => rewrapOne(context, wrapped));
    },
    async current(call) {
      assertOpen(call);
      return current;
    },
    async destroy(kek, call) {
      assertOpen(call);
      if (kek === current)
        throw refused('kek', 'a version other than the current one; promote another first');
      if (!held.delete(kek)) return;
      destroyed.add(kek);
    },
    health: async () => ({ ok: true }),
  } satisfies LocalKeys;
}
