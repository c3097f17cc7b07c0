import type { KeyObject } from 'node:crypto';
import { assertTenantId, InvalidInputError, type TenantId, type TenantKeys } from '@localert/core';
import {
  AUDIT_KEY,
  hmacKey,
  knownPseudonym,
  payloadHashOf,
  pseudonymOf,
  subjectHandle,
} from './pseudonym.ts';
import type { KeyedParts } from './record.ts';
import type { SubjectSalts } from './subject-salts.ts';

/** Turns people into pseudonyms. */
export interface Identities {
  /** The keyed parts of an act; at once when the tenant's key (and the person's salt) are at hand. */
  keyed(tenant: TenantId, actor: string, payload: unknown): KeyedParts | Promise<KeyedParts>;
  /** The pseudonym of somebody who acts, or whom an act concerns. */
  pseudonym(tenant: TenantId, person: string): string | Promise<string>;
  /** The same, but `undefined` for a person who was erased, or was never seen where each has a salt. */
  find(tenant: TenantId, person: string): Promise<string | undefined>;
  /** Makes one person's pseudonym unlinkable; answers the pseudonym, `undefined` when there was none. */
  erase(tenant: TenantId, person: string): Promise<string | undefined>;
  /** Destroys the tenant's keys. */
  forget(tenant: TenantId): Promise<void>;
}

/** Goes on at once with what is at hand, and later with what is not: the path of an alert does not wait for nothing. */
export function whenAtHand<Value, Result>(
  value: Value | Promise<Value>,
  goOn: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(goOn) : goOn(value);
}

/** Makes them. @param salts - where persons can be erased one by one */
export function createIdentities(keys: TenantKeys, salts: SubjectSalts | undefined): Identities {
  function keyOf(tenant: TenantId) {
    // Here, and not with who asks: keys are made at first sight, and stores take what the system asks for as it is.
    assertTenantId(tenant);
    return whenAtHand(keys.key(tenant, AUDIT_KEY), hmacKey);
  }
  const salted = (key: KeyObject, person: string, salt: Uint8Array): string =>
    pseudonymOf(key, person, Buffer.from(salt).toString('base64url'));

  function named(key: KeyObject, tenant: TenantId, person: string): string | Promise<string> {
    if (salts === undefined) return knownPseudonym(key, person);
    return whenAtHand(salts.salt(tenant, subjectHandle(key, person)), (salt) => salted(key, person, salt));
  }

  async function find(tenant: TenantId, person: string): Promise<string | undefined> {
    const key = await keyOf(tenant);
    if (salts === undefined) return pseudonymOf(key, person);
    const salt = await salts.find(tenant, subjectHandle(key, person));
    return salt && salted(key, person, salt);
  }

  return {
    keyed: (tenant, actor, payload) =>
      whenAtHand(keyOf(tenant), (key) => {
        const payloadHash = payload === undefined ? undefined : payloadHashOf(key, payload);
        return whenAtHand(named(key, tenant, actor), (pseudonym) => ({ actor: pseudonym, payloadHash }));
      }),
    pseudonym: (tenant, person) => whenAtHand(keyOf(tenant), (key) => named(key, tenant, person)),
    find,
    async erase(tenant, person) {
      if (salts === undefined) {
        const issues = [{ path: 'erasable', message: 'true, so that persons have salts of their own' }];
        throw new InvalidInputError({ what: 'audit option', issues });
      }
      const pseudonym = await find(tenant, person);
      const erased = await salts.erase(tenant, subjectHandle(await keyOf(tenant), person));
      return erased ? pseudonym : undefined;
    },
    async forget(tenant) {
      assertTenantId(tenant);
      await keys.shred(tenant);
      salts?.forget(tenant);
    },
  };
}
