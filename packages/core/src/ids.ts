import { InvalidFixtureIdError, InvalidTenantIdError } from './errors.ts';

/** The id of a tenant: `^[a-z0-9][a-z0-9_-]{0,62}$`, not reserved. */
export type TenantId = string;

/** The id of a fixture: `^[A-Za-z][A-Za-z0-9_-]{0,127}$`, not reserved. It addresses the fixture and never changes. */
export type FixtureId = string;

const TENANT_ID = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const FIXTURE_ID = /^[A-Za-z][A-Za-z0-9_-]{0,127}$/;
const TENANT_RULE = '1 to 63 of a-z, 0-9, "_" and "-" with a letter or digit first';
const FIXTURE_RULE = '1 to 128 of a-z, A-Z, 0-9, "_" and "-" with a letter first';

/** Names with a meaning in JavaScript: as keys they would reach a prototype. */
const PROTOTYPE_NAMES = [
  'constructor',
  'prototype',
  'hasownproperty',
  'tostring',
  'valueof',
  'tolocalestring',
  'isprototypeof',
  'propertyisenumerable',
];

/** Ids that paths, exports and dashboards use for themselves. */
const RESERVED_IDS: ReadonlySet<string> = new Set([
  ...PROTOTYPE_NAMES,
  'admin',
  'alerts',
  'all',
  'api',
  'audit',
  'default',
  'drafts',
  'events',
  'export',
  'fixtures',
  'health',
  'history',
  'import',
  'keys',
  'locales',
  'localert',
  'me',
  'metrics',
  'new',
  'null',
  'outbox',
  'public',
  'root',
  'system',
  'tenant',
  'tenants',
  'undefined',
]);

/** Whether the id is kept for Localert's own paths. Case does not matter. */
export function isReservedId(id: string): boolean {
  return RESERVED_IDS.has(id.toLowerCase());
}

function whyNot(id: unknown, pattern: RegExp, rule: string): string | undefined {
  if (typeof id !== 'string') return 'it is not a string';
  if (id === '') return 'it is empty';
  if (!pattern.test(id)) return `it is not ${rule}`;
  if (isReservedId(id)) return 'it is reserved';
  return undefined;
}

/** Why a tenant id cannot be used, or `undefined` when it can. */
export const tenantIdFault = (id: unknown): string | undefined => whyNot(id, TENANT_ID, TENANT_RULE);

/** Why a fixture id cannot be used, or `undefined` when it can. */
export const fixtureIdFault = (id: unknown): string | undefined => whyNot(id, FIXTURE_ID, FIXTURE_RULE);

/**
 * Refuses what is no tenant id. Nothing is normalised: confusable spellings are refused, never mapped.
 *
 * @throws LOCALERT_INVALID_TENANT_ID
 */
export function assertTenantId(id: unknown): asserts id is TenantId {
  const reason = tenantIdFault(id);
  if (reason) throw new InvalidTenantIdError({ reason });
}

/**
 * Refuses what is no fixture id.
 *
 * @throws LOCALERT_INVALID_FIXTURE_ID
 */
export function assertFixtureId(id: unknown): asserts id is FixtureId {
  const reason = fixtureIdFault(id);
  if (reason) throw new InvalidFixtureIdError({ reason });
}
