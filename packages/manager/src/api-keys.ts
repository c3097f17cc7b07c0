import {
  InvalidInputError,
  NotFoundError,
  type Page,
  type PageRequest,
  type Restriction,
  type RestrictionInput,
  ROLES,
  roleAuthorizer,
  type Secret,
  secret,
  type TenantScope,
  tenantScope,
  visible,
} from '@localert/core';
import {
  findKey,
  type KeptKey,
  type KeyDigest,
  type KeyRecord,
  keepKey,
  keptKey,
  recordsOf,
} from './api-key-record.ts';
import { newApiKey } from './api-key-text.ts';
import { authorize, deny } from './authorize.ts';
import type { House } from './house.ts';
import { activeTenantOf, tenantOf } from './tenant-context.ts';

/** What a new API key is. */
export interface ApiKeyInput {
  /** For people, 1 to 200 characters. */
  readonly name: string;
  /** At least one. No more than its maker may do itself. */
  readonly roles: readonly string[];
  readonly only?: RestrictionInput | undefined;
  /** Epoch milliseconds; default: until it is revoked. */
  readonly expiresAt?: number | undefined;
}

/** An API key as it can be shown: never the key itself. */
export interface ApiKeyInfo {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly only?: Restriction;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly createdBy: string;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}

/** A key that was just made. It is shown this once: only its hash is kept. */
export interface NewApiKey {
  readonly id: string;
  readonly key: Secret;
}

/** How to rotate. */
export interface RotateOptions {
  /** Milliseconds that the text before this one still opens; 0 to 30 days, default one day. */
  readonly overlapMs?: number | undefined;
  /** Epoch milliseconds; default: as before. */
  readonly expiresAt?: number | undefined;
}

const DAY_MS = 86_400_000;
const MAX_OVERLAP_MS = 30 * DAY_MS;

const refusal = (path: string, message: string): Error =>
  new InvalidInputError({ what: 'API key', issues: [{ path, message }] });

function checkExpiry(expiresAt: number | undefined, now: number): void {
  if (expiresAt !== undefined && !(Number.isFinite(expiresAt) && expiresAt > now))
    throw refusal('expiresAt', 'epoch milliseconds after now');
}

/**
 * A key may do no more than its maker: a role is handed on by who has it, and a built-in one by who may do all that it may.
 * Under a host's own authorizer only the host knows what a role gives, so there it must be the maker's.
 */
function checkRoles(house: House, scope: TenantScope, roles: readonly string[]): void {
  for (const role of roles) {
    if (scope.roles.includes(role)) continue;
    if (house.authorizer !== roleAuthorizer) deny(house, scope, 'api-key:manage');
    const permissions = new Map(Object.entries(ROLES)).get(role);
    if (permissions === undefined) throw refusal('roles', `one of ${Object.keys(ROLES).join(', ')}`);
    for (const permission of permissions) authorize(house, scope, permission);
  }
}

type NewRecord = Omit<KeyRecord, 'tenantCreatedAt' | 'digests'>;

function checkInput(house: House, scope: TenantScope, id: string, input: ApiKeyInput): NewRecord {
  const now = house.clock.now();
  const { name, roles, expiresAt } = input;
  if (typeof name !== 'string' || name === '' || name.length > 200 || visible(name, 200) !== name)
    throw refusal('name', 'a printable name of 1 to 200 characters');
  if (!Array.isArray(roles) || roles.length === 0) throw refusal('roles', 'a list of at least one role');
  checkExpiry(expiresAt, now);
  const made = tenantScope({ tenant: scope.tenant, actor: keyActor(id), roles, only: input.only });
  checkRoles(house, scope, made.roles);
  return {
    name,
    roles: [...new Set(made.roles)],
    ...(made.only === undefined ? {} : { only: made.only }),
    createdAt: now,
    createdBy: scope.actor,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** Who acts when a key does. No host can name an actor so: what an entry says was done by a key, was. */
export const keyActor = (id: string): string => `key:${id}`;

const infoOf = (
  id: string,
  { name, roles, only, createdAt, createdBy, expiresAt }: KeyRecord,
): ApiKeyInfo => ({
  id,
  name,
  roles,
  ...(only === undefined ? {} : { only }),
  createdAt,
  createdBy,
  ...(expiresAt === undefined ? {} : { expiresAt }),
});

/** Makes a key. */
export async function createApiKey(
  house: House,
  scope: TenantScope,
  id: string,
  input: ApiKeyInput,
): Promise<NewApiKey> {
  authorize(house, scope, 'api-key:manage');
  const { createdAt: tenantCreatedAt } = await activeTenantOf(house, scope);
  const checked = checkInput(house, scope, id, input);
  const { text, digest } = newApiKey(scope.tenant, id);
  const digests = [{ sha256: digest.toString('base64url') }];
  const record = { ...checked, tenantCreatedAt, digests };
  // The id is new and random: a record that is there already is somebody's mischief, and stays.
  if (!(await keepKey(house, scope, scope.tenant, id, { version: 1, record })))
    throw refusal('id', 'a new one');
  return { id, key: secret(text) };
}

/** The tenant's keys, by the time that they were made. */
export async function listApiKeys(
  house: House,
  scope: TenantScope,
  request: PageRequest,
): Promise<Page<ApiKeyInfo>> {
  authorize(house, scope, 'api-key:manage');
  await tenantOf(house, scope);
  const page = await recordsOf(house).list(scope, scope.tenant, 'api-key', request);
  return { ...page, items: page.items.map((stored) => infoOf(stored.id, keptKey(stored).record)) };
}

/** Gives a key a new text; the one before it opens for a while longer, so that it can be replaced where it is used. */
export async function rotateApiKey(
  house: House,
  scope: TenantScope,
  id: string,
  options: RotateOptions,
): Promise<NewApiKey> {
  authorize(house, scope, 'api-key:manage');
  await activeTenantOf(house, scope);
  const { overlapMs = DAY_MS } = options;
  if (!(Number.isFinite(overlapMs) && overlapMs >= 0 && overlapMs <= MAX_OVERLAP_MS))
    throw refusal('overlapMs', 'milliseconds from 0 to 30 days');
  const { version, record } = await existing(house, scope, id);
  // Who rotates is shown the key, so he may not be shown more than he may do.
  checkRoles(house, scope, record.roles);
  const now = house.clock.now();
  const expiresAt = options.expiresAt ?? record.expiresAt;
  checkExpiry(expiresAt, now);
  const { text, digest } = newApiKey(scope.tenant, id);
  const digests = [{ sha256: digest.toString('base64url') }, ...outgoing(record, now, overlapMs)];
  const next = { ...record, ...(expiresAt === undefined ? {} : { expiresAt }), digests };
  if (!(await keepKey(house, scope, scope.tenant, id, { version: version + 1, record: next })))
    throw new NotFoundError({ kind: 'api-key', id });
  house.keys.forget(scope.tenant, id);
  return { id, key: secret(text) };
}

/** Ends a key at once; other processes notice within seconds. */
export async function revokeApiKey(house: House, scope: TenantScope, id: string): Promise<void> {
  authorize(house, scope, 'api-key:manage');
  await tenantOf(house, scope);
  const existed = await recordsOf(house).delete(scope, scope.tenant, 'api-key', id);
  house.keys.forget(scope.tenant, id);
  if (!existed) throw new NotFoundError({ kind: 'api-key', id });
}

async function existing(house: House, scope: TenantScope, id: string): Promise<KeptKey> {
  const kept = await findKey(house, scope, scope.tenant, id);
  if (kept === undefined) throw new NotFoundError({ kind: 'api-key', id });
  return kept;
}

/** The text before the new one, until its time is over. One of an earlier rotation ends now: two may open, not more. */
function outgoing({ digests: [current] }: KeyRecord, now: number, overlapMs: number): readonly KeyDigest[] {
  return current === undefined || overlapMs === 0 ? [] : [{ sha256: current.sha256, until: now + overlapMs }];
}
