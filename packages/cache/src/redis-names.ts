import { createHash } from 'node:crypto';
import type { TenantId } from '@localert/core';
import type { RedisKind } from './redis-events.ts';

/** Where one thing lies in Redis. All names of a tenant are in one slot of a cluster. */
export interface Place {
  readonly kind: RedisKind;
  readonly tenant: TenantId;
  /** The fixture's id; the tenant's for its settings. */
  readonly id: string;
  /** The name of the value. */
  readonly value: string;
  /** The name of the lease: who may put a value there. */
  readonly lease: string;
  /** The name of the tenant's generation. */
  readonly generation: string;
}

/** The names of everything under one prefix. */
export interface RedisNames {
  readonly fixture: (tenant: TenantId, fixture: string) => Place;
  readonly tenant: (tenant: TenantId) => Place;
  /** Shared by all tenants. */
  readonly epoch: string;
  /** Where changes are told. */
  readonly channel: string;
}

/** Enough that two ids with one hash cannot be found. */
const HASH_CHARACTERS = 32;

/**
 * A hash in place of an id: whatever stands in an id, colons, braces, line breaks or half a surrogate pair, cannot end a
 * part, choose a slot or look like another id. Hashed as UTF-16, for in UTF-8 all halves of pairs are one.
 */
const hashed = (id: string): string =>
  createHash('sha256').update(id, 'utf16le').digest('base64url').slice(0, HASH_CHARACTERS);

/** @param prefix - without braces: the tenant's hash alone chooses the slot */
export function redisNames(prefix: string): RedisNames {
  const place = (kind: RedisKind, tenant: TenantId, id: string, name: string): Place => {
    const own = `${prefix}:{${hashed(tenant)}}`;
    return { kind, tenant, id, value: `${own}:v:${name}`, lease: `${own}:l:${name}`, generation: `${own}:g` };
  };
  return {
    fixture: (tenant, fixture) => place('fixture', tenant, fixture, `f:${hashed(fixture)}`),
    tenant: (tenant) => place('tenant', tenant, tenant, 't'),
    epoch: `${prefix}:epoch`,
    channel: `${prefix}:hints`,
  };
}
