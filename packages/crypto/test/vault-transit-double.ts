import { createCipheriv, createDecipheriv, type DecipherGCM, hkdfSync, randomBytes } from 'node:crypto';

/** An answer of the double. */
export interface DoubleAnswer {
  readonly status: number;
  readonly body?: unknown;
}

type Body = Readonly<Record<string, unknown>>;

interface DoubleKey {
  readonly derived: boolean;
  readonly versions: Buffer[];
  minDecryption: number;
  minEncryption: number;
  minAvailable: number;
}

/** A refusal, in Vault's shape. */
export class Refusal extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

const NONCE = 12;
const TAG = 16;

function textOf(body: Body, name: string): string {
  const value = body[name] ?? '';
  if (typeof value !== 'string') throw new Refusal(`error converting input for field "${name}"`);
  return value;
}

function integerOf(body: Body, name: string): number {
  const value = body[name];
  if (!Number.isInteger(value)) throw new Refusal(`error converting input for field "${name}"`);
  return value as number;
}

function isGenuine(cipher: DecipherGCM): boolean {
  try {
    cipher.final();
    return true;
  } catch {
    return false;
  }
}

/** Vault decodes standard base64, padded, and nothing else. */
function decoded(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Refusal(`failed to base64-decode ${what}`);
  return bytes;
}

/** Only what the published API names may stand in a body: a typo would otherwise be ignored. */
function assertFields(body: Body, known: readonly string[]): void {
  const strange = Object.keys(body).filter((name) => !known.includes(name));
  if (strange.length > 0) throw new Refusal(`the double knows no field ${strange.join(', ')}`);
}

/**
 * The Transit engine as its HTTP API is published: derived keys, versions, batches. A wrong context gives another key, so
 * that the cipher refuses, as in Vault.
 */
export function transitEngine() {
  const keys = new Map<string, DoubleKey>();

  function keyOf(name: string): DoubleKey {
    const key = keys.get(name);
    if (!key) throw new Refusal('encryption key not found');
    return key;
  }

  function derive(key: DoubleKey, version: number, context: string): Buffer {
    const raw = key.versions[version - 1] as Buffer;
    if (!key.derived) return raw;
    if (context === '')
      throw new Refusal('missing "context" for key derivation; the key was created using a derived key');
    return Buffer.from(hkdfSync('sha256', raw, '', decoded(context, 'context'), 32));
  }

  function encrypt(key: DoubleKey, context: string, plaintext: Buffer): string {
    const version = key.versions.length;
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', derive(key, version, context), nonce);
    const sealed = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    return `vault:v${version}:${sealed.toString('base64')}`;
  }

  function decrypt(key: DoubleKey, context: string, ciphertext: string): Buffer {
    if (ciphertext === '') throw new Refusal('missing ciphertext to decrypt');
    const [, digits, base64 = ''] = /^vault:v(\d+):(.*)$/s.exec(ciphertext) ?? [];
    if (digits === undefined) throw new Refusal('invalid ciphertext: no prefix');
    const version = Number(digits);
    if (version > key.versions.length) throw new Refusal('invalid ciphertext: version is too new');
    if (version < Math.max(key.minDecryption, key.minAvailable)) {
      throw new Refusal('ciphertext or signature version is disallowed by policy (too old)');
    }
    const sealed = decoded(base64, 'ciphertext');
    if (sealed.length < NONCE + TAG) throw new Refusal('invalid ciphertext length');
    const cipher = createDecipheriv('aes-256-gcm', derive(key, version, context), sealed.subarray(0, NONCE));
    cipher.setAuthTag(sealed.subarray(-TAG));
    const plaintext = cipher.update(sealed.subarray(NONCE, -TAG));
    if (!isGenuine(cipher)) throw new Refusal('cipher: message authentication failed');
    return plaintext;
  }

  const dataKey = (name: string, body: Body): DoubleAnswer => {
    assertFields(body, ['context', 'nonce', 'bits']);
    const bits = body['bits'] === undefined ? 256 : integerOf(body, 'bits');
    if (![128, 256, 512].includes(bits)) throw new Refusal('invalid bit length');
    const key = keyOf(name);
    const plaintext = randomBytes(bits / 8);
    const ciphertext = encrypt(key, textOf(body, 'context'), plaintext);
    const data = { plaintext: plaintext.toString('base64'), ciphertext, key_version: key.versions.length };
    return { status: 200, body: { data } };
  };

  const decryptOne = (name: string, body: Body): DoubleAnswer => {
    assertFields(body, ['ciphertext', 'context', 'nonce', 'associated_data']);
    const plaintext = decrypt(keyOf(name), textOf(body, 'context'), textOf(body, 'ciphertext'));
    return { status: 200, body: { data: { plaintext: plaintext.toString('base64') } } };
  };

  const rewrap = (name: string, body: Body): DoubleAnswer => {
    assertFields(body, ['batch_input']);
    const items = body['batch_input'];
    if (!Array.isArray(items) || items.length === 0) throw new Refusal('missing batch input to process');
    const key = keyOf(name);
    const inputs = items as Body[];
    for (const item of inputs) assertFields(item, ['ciphertext', 'context', 'nonce', 'reference']);
    if (new Set(inputs.map((item) => textOf(item, 'context') !== '')).size > 1) {
      throw new Refusal('context should be set either in all the request blocks or in none');
    }
    const results = inputs.map((item) => {
      try {
        const context = textOf(item, 'context');
        const ciphertext = encrypt(key, context, decrypt(key, context, textOf(item, 'ciphertext')));
        return { ciphertext, key_version: key.versions.length };
      } catch (error) {
        return { error: (error as Error).message };
      }
    });
    const status = results.some((result) => 'error' in result) ? 400 : 200;
    return { status, body: { data: { batch_results: results } } };
  };

  const configure = (name: string, body: Body): DoubleAnswer => {
    assertFields(body, ['min_decryption_version', 'min_encryption_version']);
    const key = keyOf(name);
    const decryption = integerOf(body, 'min_decryption_version');
    const encryption = integerOf(body, 'min_encryption_version');
    const latest = key.versions.length;
    if (decryption > latest) throw new Refusal('cannot set min decryption version, it is past the latest');
    if (encryption > latest) throw new Refusal('cannot set min encryption version, it is past the latest');
    if (encryption < decryption) throw new Refusal('min encryption version is below min decryption version');
    if (decryption < key.minAvailable) throw new Refusal('min decryption version is below what is available');
    key.minDecryption = decryption;
    key.minEncryption = encryption;
    return { status: 200, body: { data: {} } };
  };

  const trim = (name: string, body: Body): DoubleAnswer => {
    assertFields(body, ['min_available_version']);
    const key = keyOf(name);
    const version = integerOf(body, 'min_available_version');
    if (version < key.minAvailable) throw new Refusal('minimum available version cannot be decremented');
    if (key.minEncryption === 0) throw new Refusal('minimum encryption version is not set');
    if (version > Math.min(key.minEncryption, key.minDecryption)) throw new Refusal('too many versions');
    key.minAvailable = version;
    for (let at = 0; at < version - 1; at += 1) key.versions[at]?.fill(0);
    return { status: 200, body: { data: {} } };
  };

  const read = (name: string): DoubleAnswer => {
    const key = keys.get(name);
    if (!key) return { status: 404, body: { errors: [] } };
    const data = {
      name,
      type: 'aes256-gcm96',
      derived: key.derived,
      latest_version: key.versions.length,
      min_available_version: key.minAvailable,
      min_decryption_version: key.minDecryption,
      min_encryption_version: key.minEncryption,
    };
    return { status: 200, body: { data } };
  };

  return {
    create(name: string, { derived = true } = {}) {
      const versions = [randomBytes(32)];
      keys.set(name, { derived, versions, minDecryption: 1, minEncryption: 0, minAvailable: 0 });
    },
    rotate: (name: string) => keyOf(name).versions.push(randomBytes(32)),
    lock(name: string, minDecryption: number) {
      keyOf(name).minDecryption = minDecryption;
    },
    remove: (name: string) => keys.delete(name),
    /** What stands behind a method and a path under the mount; `undefined` for what Transit does not have. */
    routes: {
      read: (name: string) => read(name),
      'datakey/plaintext': dataKey,
      decrypt: decryptOne,
      rewrap,
      config: configure,
      trim,
    },
  };
}
