import { createHash } from 'node:crypto';
import type { TenantId } from '@localert/core';

/** Enough that two texts with one hash cannot be found. */
const HASH_CHARACTERS = 32;

/**
 * A hash in place of a text: whatever stands in it, colons, braces or half a surrogate pair, cannot end a part of a name
 * or look like another. Hashed as UTF-16, for in UTF-8 all halves of pairs are one.
 */
const hashed = (text: string): string =>
  createHash('sha256').update(text, 'utf16le').digest('base64url').slice(0, HASH_CHARACTERS);

export const tenantName = (tenant: TenantId): string => hashed(tenant);

/** Begins with the tenant's, so that a tenant's lanes stand together. */
export const laneName = (tenant: TenantId, group: string): string => `${hashed(tenant)}.${hashed(group)}`;

/** As JSON, so that no tenant and key together look like another pair. */
export const dedupeName = (tenant: TenantId, key: string): string => hashed(JSON.stringify([tenant, key]));
