import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import {
  DecryptFailedError,
  InvalidInputError,
  KEK_SPEC,
  type KekCall,
  type KekProvider,
  type KeyContext,
  KeyDestroyedError,
  KeyUnavailableError,
  type WrappedKey,
} from '@localert/core';

/** The smallest provider that keeps the contract, and can be rotated and broken. */
export interface TinyKek extends KekProvider {
  rotate(): void;
  breakDown(): void;
}

/** Makes a provider out of random keys. */
export function tinyKek(): TinyKek {
  const versions = new Map([['v1', randomBytes(32)]]);
  let latest = 1;
  let isDown = false;

  const current = () => `v${latest}`;

  function assertUp(call?: KekCall): void {
    if (isDown) throw new KeyUnavailableError({ provider: 'tiny', reason: 'down' });
    if (call?.signal?.aborted) throw new KeyUnavailableError({ provider: 'tiny', reason: 'aborted' });
  }

  function keyFor(kek: string, { tenant, purpose }: KeyContext): Buffer {
    if (!tenant.isWellFormed() || !purpose.isWellFormed()) {
      throw new InvalidInputError({ what: 'key context', issues: [] });
    }
    const key = versions.get(kek);
    if (!key && /^v\d{1,2}$/.test(kek)) throw new KeyDestroyedError({ tenant });
    if (!key) throw new KeyUnavailableError({ provider: 'tiny', reason: 'unknown' });
    return Buffer.from(hkdfSync('sha256', key, '', JSON.stringify([tenant, purpose]), 32));
  }

  function wrap(context: KeyContext, key: Uint8Array): WrappedKey {
    const kek = current();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyFor(kek, context), nonce, { authTagLength: 16 });
    const sealed = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    return { wrapped: sealed.toString('base64url'), kek };
  }

  function unwrap(context: KeyContext, { wrapped, kek }: WrappedKey): Uint8Array {
    const key = keyFor(kek, context);
    const sealed = Buffer.from(wrapped, 'base64url');
    try {
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
      cipher.setAuthTag(sealed.subarray(-16));
      return new Uint8Array(Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]));
    } catch (cause) {
      throw new DecryptFailedError({ what: 'wrapped key' }, { cause });
    }
  }

  return {
    spec: KEK_SPEC,
    name: 'tiny',
    rotate() {
      latest += 1;
      versions.set(current(), randomBytes(32));
    },
    breakDown() {
      isDown = true;
    },
    async generateDek(context, call) {
      assertUp(call);
      const key = new Uint8Array(randomBytes(32));
      return { key, ...wrap(context, key) };
    },
    async unwrap(context, wrapped, call) {
      assertUp(call);
      return unwrap(context, wrapped);
    },
    async rewrap(keys, call) {
      assertUp(call);
      return keys.map(({ context, wrapped }) => {
        try {
          return wrap(context, unwrap(context, wrapped));
        } catch {
          return { failed: 'LOCALERT_DECRYPT_FAILED' };
        }
      });
    },
    async current(call) {
      assertUp(call);
      return current();
    },
    async destroy(kek, call) {
      assertUp(call);
      if (kek === current()) throw new InvalidInputError({ what: 'version', issues: [] });
      versions.delete(kek);
    },
    health: async () => (isDown ? { ok: false, reason: 'down' } : { ok: true }),
  };
}
