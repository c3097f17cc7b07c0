import { timingSafeEqual } from 'node:crypto';
import {
  isSecret,
  NotFoundError,
  type Secret,
  StoreCorruptError,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { ACTIONS, theNamed } from './actions.ts';
import { findKey, type KeptKey, recordsOf } from './api-key-record.ts';
import { readApiKey, type ShownKey } from './api-key-text.ts';
import { keyActor } from './api-keys.ts';
import { audited } from './audited.ts';
import { UnauthenticatedError } from './errors.ts';
import type { House } from './house.ts';
import type { GoodKey } from './key-cache.ts';
import { tenantOf } from './tenant-context.ts';

/** Why a key opens nothing: for the audit trail alone. Who shows it is not told. */
type Fault = 'unknown' | 'wrong' | 'expired';

/** Compared with what no key has, where there is no key: both ways take the same steps. */
const NO_DIGEST = Buffer.alloc(32);

/**
 * The scope of whoever shows an API key: actor `key:<id>`, with the roles and restrictions that the key was given.
 *
 * @throws LOCALERT_UNAUTHENTICATED, LOCALERT_SETUP, LOCALERT_COMPLIANCE_UNMET, LOCALERT_STORE_UNAVAILABLE
 */
export async function authenticate(house: House, key: string | Secret): Promise<TenantScope> {
  house.assertOpen();
  recordsOf(house);
  const shown = readApiKey(isSecret(key) ? key.reveal() : key);
  if (shown === undefined) {
    house.observe({ type: 'access.unauthenticated' });
    throw new UnauthenticatedError({});
  }
  const now = house.clock.now();
  const name = shown.digest.toString('base64url');
  const known = house.keys.get(name, now);
  if (known !== undefined) return known.scope;
  const { turn } = house.keys;
  const found = await check(house, shown, now);
  if (typeof found === 'string') return refuse(house, shown, found);
  // A key that was revoked while it was looked up must not be believed for a while longer.
  if (house.keys.turn === turn) house.keys.set(name, found, now);
  return found.scope;
}

async function check(house: House, shown: ShownKey, now: number): Promise<GoodKey | Fault> {
  const { tenant, id } = shown;
  const kept = await lookUp(house, shown);
  const until = endOf(kept, shown);
  if (kept === undefined) return 'unknown';
  if (until === undefined) return 'wrong';
  if (until <= now) return 'expired';
  const { roles, only, tenantCreatedAt } = kept.record;
  const scope = tenantScope({ tenant, actor: keyActor(id), roles, only });
  try {
    // A tenant that was made anew under an old id does not take over the keys of the first.
    if ((await tenantOf(house, scope)).createdAt !== tenantCreatedAt) return 'unknown';
  } catch (error) {
    if (NotFoundError.is(error)) return 'unknown';
    throw error;
  }
  return { id, scope, until };
}

async function lookUp(house: House, { tenant, id }: ShownKey): Promise<KeptKey | undefined> {
  try {
    return await findKey(house, house.system, tenant, id);
  } catch (error) {
    // A row that nobody here wrote opens nothing.
    if (StoreCorruptError.is(error)) return undefined;
    throw error;
  }
}

/** Until when the shown text opens, epoch milliseconds; `undefined` when it does not. Every text is compared. */
function endOf(kept: KeptKey | undefined, { digest }: ShownKey): number | undefined {
  let end: number | undefined;
  const digests = kept?.record.digests ?? [];
  for (const { sha256, until = Number.POSITIVE_INFINITY } of digests.length > 0
    ? digests
    : [{ sha256: '' }]) {
    const bytes = Buffer.from(String(sha256), 'base64url');
    const equal = timingSafeEqual(digest, bytes.length === digest.length ? bytes : NO_DIGEST);
    if (equal) end = Math.min(until, kept?.record.expiresAt ?? Number.POSITIVE_INFINITY);
  }
  return end;
}

/**
 * One answer for all. The entry is written after it: whether there is such a tenant, and so a trail, is not to be seen by
 * the time that the answer takes.
 */
function refuse(house: House, { tenant, id }: ShownKey, fault: Fault): never {
  house.observe({ type: 'access.unauthenticated', tenant });
  const scope = tenantScope({ tenant, actor: 'system:unauthenticated' });
  const error = new UnauthenticatedError({});
  const admitted = house.audit === undefined ? undefined : house.attempts.admit(tenant, house.clock.now());
  if (admitted !== undefined) {
    const kept = audited(house, scope, ACTIONS.authenticate, theNamed('api-key', id), async (act) => {
      act.touches({}, { fault, ...admitted });
      throw error;
    });
    house.attempts.note(kept.catch(() => undefined));
  }
  throw error;
}
