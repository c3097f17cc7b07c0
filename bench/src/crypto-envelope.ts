import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { aeadBackends, open, seal } from '@localert/crypto';
import { gcm } from '@noble/ciphers/aes.js';
import { compare, timeEachSync } from './measure.ts';
import type { Row } from './report.ts';

const SIZES = [256, 2_048, 16_384, 262_144];

const shownSize = (bytes: number): string => (bytes < 1_024 ? `${bytes} B` : `${bytes / 1_024} KB`);

/** Few calls of the large ones: noble takes milliseconds for them. */
const sliceOf = (bytes: number): number => Math.max(3, Math.round(600_000 / bytes));

/** What the platform does with a key and a nonce and nothing around it; a `KeyObject` is its fastest way. */
function rawNode(key: KeyObject) {
  return {
    encrypt(plaintext: Uint8Array) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
      const body = cipher.update(plaintext);
      cipher.final();
      return { nonce, body, tag: cipher.getAuthTag() };
    },
    decrypt({ nonce, body, tag }: { nonce: Uint8Array; body: Uint8Array; tag: Uint8Array }) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
      decipher.setAuthTag(tag);
      const plaintext = decipher.update(body);
      decipher.final();
      return plaintext;
    },
  };
}

/** Our envelope beside the bare ciphers of both backends, at four sizes, in one run. */
export function benchEnvelope(): readonly Row[] {
  const bytesOfKey = new Uint8Array(randomBytes(32));
  const key = createSecretKey(bytesOfKey);
  const node = rawNode(key);
  const context = { tenant: 'acme', fixture: 'disk_full', revision: 3, field: 'messages', locale: 'es' };
  return SIZES.flatMap((bytes): Row[] => {
    const size = shownSize(bytes);
    const plaintext = new Uint8Array(randomBytes(bytes));
    const envelope = seal({ key, dekId: 1, context, plaintext });
    const raw = node.encrypt(plaintext);
    const backend = aeadBackends.noble;
    const settings = { rounds: 30, slice: sliceOf(bytes) };
    const seals = compare(
      [
        { name: 'node:crypto AES-256-GCM alone', run: () => node.encrypt(plaintext) },
        { name: 'seal, native', run: () => seal({ key, dekId: 1, context, plaintext }) },
        { name: 'noble AES-256-GCM alone', run: () => gcm(bytesOfKey, randomBytes(12)).encrypt(plaintext) },
        { name: 'seal, noble', run: () => seal({ key, dekId: 1, context, plaintext, backend }) },
      ],
      settings,
    );
    const opens = compare(
      [
        { name: 'node:crypto AES-256-GCM alone', run: () => node.decrypt(raw) },
        { name: 'open, native', run: () => open({ key, envelope, context }) },
        { name: 'open, noble', run: () => open({ key, envelope, context, backend }) },
      ],
      settings,
    );
    const p50 = timeEachSync(bytes > 100_000 ? 500 : 5_000, () =>
      seal({ key, dekId: 1, context, plaintext }),
    ).p50;
    const compared = [...seals, ...opens].map(
      ({ name, ns, ratio, ratioMin, ratioMax }): Row => ({
        name: `${size}: ${name}`,
        value: ratio,
        unit: '×',
        note: `${(ns / 1e3).toFixed(1)} µs; ratio ${ratioMin.toFixed(1)}–${ratioMax.toFixed(1)} of node:crypto alone`,
        ...(bytes === 2_048 && name.endsWith(', native') && { target: { atMost: 8 } }),
      }),
    );
    const timed: Row = {
      name: `${size}: seal, native: p50`,
      value: p50 / 1e3,
      unit: 'µs',
      ...(bytes === 2_048 && { target: { atMost: 100 } }),
    };
    return [...compared, timed];
  });
}
