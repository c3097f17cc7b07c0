import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { KekProvider } from '@localert/core';
import { describe, it } from 'vitest';
import { kekConformance } from './kek-conformance.ts';

type Bound = Readonly<Record<string, string>>;

/** What the page makes of a KMS. */
type KmsKeys = (options: {
  readonly kms: object;
  readonly keys: ReadonlyMap<string, string>;
  readonly current: () => string;
}) => KekProvider;

/** The first block of docs/extend/key-provider.md, as it stands there. */
async function providerOfTheDocs(): Promise<KmsKeys> {
  const page = readFileSync(new URL('../../../docs/extend/key-provider.md', import.meta.url), 'utf8');
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const core = new URL('../../core/src/index.ts', import.meta.url).href;
  const plain = stripTypeScriptTypes(code).replace("'@localert/core'", `'${core}'`);
  const module: { kmsKeys: KmsKeys } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(plain).toString('base64')}`
  );
  return module.kmsKeys;
}

const named = (name: string, cause?: unknown) =>
  Object.assign(new Error('CANARY of the KMS', { cause }), { name });

/** A KMS in memory, with AES-256-GCM and the context as its associated data. */
function kmsDouble() {
  const secrets = new Map<string, Buffer>();
  const deleted = new Set<string>();
  const state = { down: false };

  function secretOf(key: string): Buffer {
    if (state.down) throw named('TimeoutError');
    if (deleted.has(key)) throw named('KMSInvalidStateException');
    const secret = secrets.get(key) ?? randomBytes(32);
    secrets.set(key, secret);
    return secret;
  }
  const aad = (bound: Bound) => Buffer.from(JSON.stringify(Object.entries(bound).toSorted()));

  function encrypt(key: string, plain: Uint8Array, bound: Bound): Uint8Array {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secretOf(key), nonce).setAAD(aad(bound));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  function decrypt(key: string, blob: Uint8Array, bound: Bound): Uint8Array {
    const secret = secretOf(key);
    try {
      const options = { authTagLength: 16 };
      const decipher = createDecipheriv('aes-256-gcm', secret, blob.subarray(0, 12), options)
        .setAAD(aad(bound))
        .setAuthTag(blob.subarray(-16));
      return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
    } catch (cause) {
      throw named('InvalidCiphertextException', cause);
    }
  }

  return {
    state,
    async generate(key: string, bound: Bound) {
      const plain = new Uint8Array(randomBytes(32));
      return { plain, blob: encrypt(key, plain, bound) };
    },
    decrypt: async (key: string, blob: Uint8Array, bound: Bound) => decrypt(key, blob, bound),
    reEncrypt: async (from: string, to: string, blob: Uint8Array, bound: Bound) =>
      encrypt(to, decrypt(from, blob, bound), bound),
    describe: async (key: string) => void secretOf(key),
    async scheduleDeletion(key: string) {
      secretOf(key);
      deleted.add(key);
    },
  };
}

const kmsKeys = await providerOfTheDocs();
const houses = new WeakMap<KekProvider, { kms: ReturnType<typeof kmsDouble>; turn: () => void }>();

kekConformance(
  { describe, it },
  {
    name: 'the key provider of the docs',
    create() {
      const kms = kmsDouble();
      const keys = new Map([['k1', 'alias/test-1']]);
      let version = 1;
      const kek = kmsKeys({ kms, keys, current: () => `k${version}` });
      const turn = () => {
        version += 1;
        keys.set(`k${version}`, `alias/test-${version}`);
      };
      houses.set(kek, { kms, turn });
      return kek;
    },
    rotate: (kek) => houses.get(kek)?.turn(),
    breakDown(kek) {
      const house = houses.get(kek);
      if (house !== undefined) house.kms.state.down = true;
    },
    canaries: ['alias/test', 'CANARY'],
  },
);
