import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { canonicalPayload } from './canonical-json.ts';

/** How every pseudonym begins: what does not is no person, but Localert itself. */
const PREFIX = 'p_';

/** 144 bits: two people of a tenant do not meet, and nobody is found by trying names without the key. */
const LENGTH = 24;

/** The name of the tenant key that pseudonyms and payload hashes are made under. */
export const AUDIT_KEY = 'audit';

/** Kept with the bytes that a keyring hands out again and again, and gone with them. */
const held = new WeakMap<Uint8Array, KeyObject>();

/** The tenant's key as it is used: `createHmac` takes four times as long when it is handed the bytes. */
export function hmacKey(bytes: Uint8Array): KeyObject {
  const known = held.get(bytes);
  if (known !== undefined) return known;
  const key = createSecretKey(bytes);
  held.set(bytes, key);
  return key;
}

const hmac = (key: KeyObject, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/**
 * Who acted, recognisable and not readable.
 *
 * @param salt - of this one person, where persons can be erased one by one
 */
export const pseudonymOf = (key: KeyObject, person: string, salt = ''): string =>
  PREFIX + hmac(key, `actor\0${person}${salt && `\0${salt}`}`).slice(0, LENGTH);

/** Pseudonyms that were made under a key, gone with it: few actors do most of what is done. */
const made = new WeakMap<KeyObject, Map<string, string>>();
const MAX_MADE = 1_000;

/** {@link pseudonymOf} of somebody without a salt, who may have acted before. */
export function knownPseudonym(key: KeyObject, person: string): string {
  const names = made.get(key) ?? new Map<string, string>();
  const known = names.get(person);
  if (known !== undefined) return known;
  const pseudonym = pseudonymOf(key, person);
  if (names.size >= MAX_MADE) names.clear();
  names.set(person, pseudonym);
  made.set(key, names);
  return pseudonym;
}

/** Under which name a person's own salt is kept. */
export const subjectHandle = (key: KeyObject, person: string): string => hmac(key, `subject\0${person}`);

/**
 * The keyed hash of what was written or sent; text and JSON never collide.
 *
 * @throws LOCALERT_NOT_CANONICAL for what is neither text nor JSON data
 */
export const payloadHashOf = (key: KeyObject, payload: unknown): string =>
  typeof payload === 'string'
    ? hmac(key, `text\0${payload}`)
    : hmac(key, `json\0${canonicalPayload(payload)}`);
