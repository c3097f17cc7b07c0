import type { ChangeHint, FixtureId, TenantId } from '@localert/core';
import type { Statement } from './session.ts';
import type { Step } from './transaction.ts';

/** PostgreSQL takes payloads of less than 8,000 bytes (https://www.postgresql.org/docs/current/sql-notify.html). */
const LONGEST = 7_900;

/** One channel a schema; both are plain names of at most 63 bytes. */
export const channelOf = (schema: string): string => `${schema}_changes`;

/** Sent with the transaction: a listener hears of it if, and only if, it was committed. */
const NOTIFY: Statement = { name: 'notify', text: 'SELECT pg_notify($1, $2)' };

/** Ids only, never content: whoever may connect to the database may listen. Too long for a payload: `all`. */
const payloadOf = (tenant: TenantId, fixture?: FixtureId): string => {
  const payload = JSON.stringify(fixture === undefined ? { tenant } : { tenant, fixture });
  return Buffer.byteLength(payload) > LONGEST ? '{}' : payload;
};

/**
 * The step that tells listeners of a change, for the transaction that makes it.
 *
 * @param fixture - left out when it is the tenant's settings, or everything of it
 */
export const notifyStep = (schema: string, tenant: TenantId, fixture?: FixtureId): Step => [
  NOTIFY,
  [channelOf(schema), payloadOf(tenant, fixture)],
];

/** The hint in a payload; what is no payload of ours means that anything may have changed. */
export function hintOf(payload: string | undefined): ChangeHint {
  try {
    const { tenant, fixture } = JSON.parse(payload ?? '') as { tenant?: unknown; fixture?: unknown };
    if (typeof tenant === 'string') {
      return typeof fixture === 'string' ? { kind: 'fixture', tenant, fixture } : { kind: 'tenant', tenant };
    }
  } catch {
    // Somebody else's.
  }
  return { kind: 'all' };
}
