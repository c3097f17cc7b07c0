import { InvalidInputError, type KeyContext, type WrappedKey } from '@localert/core';
import { KEY_BYTES } from './backend.ts';
import { fromBase64 } from './base64.ts';
import { vaultContext } from './vault-context.ts';
import { refusedBy, unavailable } from './vault-errors.ts';
import { isJson, type Json, numberAt, objectAt, textAt } from './vault-json.ts';
import type { VaultSettings } from './vault-options.ts';
import type { VaultRequest } from './vault-request.ts';
import { accepted, sendPatiently, type VaultAnswer, type VaultPatience } from './vault-retry.ts';
import { vaultSession } from './vault-session.ts';

/** What is known of the versions of a Transit key. */
export interface TransitKey {
  readonly latest: number;
  readonly minDecryption: number;
  readonly minEncryption: number;
  readonly minAvailable: number;
}

/** The calls of Vault Transit that are made here, each with its answer checked. */
export interface VaultTransit {
  readKey(patience: VaultPatience): Promise<TransitKey>;
  dataKey(context: KeyContext, patience: VaultPatience): Promise<{ readonly key: Uint8Array } & WrappedKey>;
  /** `undefined`: refused with 400, for whatever reason. */
  decrypt(context: KeyContext, wrapped: string, patience: VaultPatience): Promise<Uint8Array | undefined>;
  /** In order; `undefined` for one that failed. */
  rewrap(
    items: readonly { readonly context: string; readonly ciphertext: string }[],
    patience: VaultPatience,
  ): Promise<readonly (WrappedKey | undefined)[]>;
  configure(
    versions: { readonly decryption: number; readonly encryption: number },
    patience: VaultPatience,
  ): Promise<void>;
  trim(version: number, patience: VaultPatience): Promise<void>;
}

const CIPHERTEXT = /^(vault:v[1-9]\d{0,8}):[A-Za-z0-9+/]{20,4000}={0,2}$/;

/** The version in a ciphertext, for example `vault:v3`; `undefined` when it is none of Vault's. */
export const versionIn = (ciphertext: string): string | undefined => CIPHERTEXT.exec(ciphertext)?.[1];

function wrappedOf(ciphertext: string): WrappedKey {
  const kek = versionIn(ciphertext);
  if (kek === undefined) throw unavailable('bad_answer');
  return { wrapped: ciphertext, kek };
}

function keyOf(base64: string): Uint8Array {
  const key = fromBase64(base64);
  if (key?.length !== KEY_BYTES) throw unavailable('bad_answer');
  return key;
}

export function vaultTransit(settings: VaultSettings): VaultTransit {
  const { mount, key } = settings;
  const session = vaultSession(settings);

  async function send(request: VaultRequest, patience: VaultPatience): Promise<VaultAnswer> {
    const token = await session.token(patience);
    const answer = await sendPatiently(settings, { ...request, token }, patience);
    if (answer.status !== 403) return answer;
    const other = await session.replace(token, patience);
    return other ? sendPatiently(settings, { ...request, token: other }, patience) : answer;
  }

  const post = (operation: string, path: string, body: Json): VaultRequest => ({
    operation,
    method: 'POST',
    path: `${mount}/${path}`,
    body,
  });

  async function data(request: VaultRequest, patience: VaultPatience): Promise<Json> {
    return objectAt(accepted(request, await send(request, patience)), 'data');
  }

  return {
    async readKey(patience) {
      const request: VaultRequest = { operation: 'read key', method: 'GET', path: `${mount}/keys/${key}` };
      const found = await data(request, patience);
      const latest = numberAt(found, 'latest_version');
      if (latest < 1) throw unavailable('bad_answer');
      if (found['derived'] !== true) {
        // A key that is not derived ignores the context: every tenant's keys would open for every other.
        const issues = [{ path: 'derived', message: 'true; make the key with derived=true' }];
        throw new InvalidInputError({ what: 'Transit key', issues });
      }
      return {
        latest,
        minDecryption: numberAt(found, 'min_decryption_version'),
        minEncryption: numberAt(found, 'min_encryption_version'),
        minAvailable: numberAt(found, 'min_available_version'),
      };
    },

    async dataKey(context, patience) {
      const body = { context: vaultContext(context), bits: KEY_BYTES * 8 };
      const made = await data(post('datakey', `datakey/plaintext/${key}`, body), patience);
      return { key: keyOf(textAt(made, 'plaintext')), ...wrappedOf(textAt(made, 'ciphertext')) };
    },

    async decrypt(context, ciphertext, patience) {
      const request = post('decrypt', `decrypt/${key}`, { ciphertext, context: vaultContext(context) });
      const answer = await send(request, patience);
      if (answer.status === 400) return undefined;
      return keyOf(textAt(objectAt(accepted(request, answer), 'data'), 'plaintext'));
    },

    async rewrap(items, patience) {
      const { status, body } = await send(post('rewrap', `rewrap/${key}`, { batch_input: items }), patience);
      const results = objectAt(body, 'data')['batch_results'];
      // 400 with results: some or all of the items failed.
      if (!(status >= 200 && status < 300) && !(status === 400 && Array.isArray(results))) {
        throw refusedBy('rewrap', status);
      }
      if (!Array.isArray(results) || results.length !== items.length) throw unavailable('bad_answer');
      return results.map((result: unknown) => {
        if (!isJson(result)) throw unavailable('bad_answer');
        return textAt(result, 'error') === '' ? wrappedOf(textAt(result, 'ciphertext')) : undefined;
      });
    },

    async configure({ decryption, encryption }, patience) {
      const body = { min_decryption_version: decryption, min_encryption_version: encryption };
      await data(post('config', `keys/${key}/config`, body), patience);
    },

    async trim(version, patience) {
      await data(post('trim', `keys/${key}/trim`, { min_available_version: version }), patience);
    },
  };
}
