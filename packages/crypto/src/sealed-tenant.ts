import { DecryptFailedError, frozenCopy, KeyDestroyedError, type TenantContext } from '@localert/core';
import type { SealContext } from './associated-data.ts';
import { canonicalJson } from './canonical.ts';
import type { DataKey, Keyring } from './keyring.ts';
import { opening, sealText, textOpener } from './sealed-text.ts';

/** The one place: the whole context is in it, so that changes of what stays in the clear show. */
const PLACE = 'context';

/** No fixture has an empty id. */
const contextOf = ({ id, revision }: TenantContext): SealContext => ({
  tenant: id,
  fixture: '',
  revision,
  field: `tenant/${PLACE}`,
  locale: '',
});

/** The context as it is kept: without the tenant's own texts, and without the places that its alerts go to. */
function emptied({ sealed: _, delivery: __, ...tenant }: TenantContext): TenantContext {
  return { ...tenant, localeConfiguration: { ...tenant.localeConfiguration, overrides: {} } };
}

/** Seals a tenant's own texts and delivery, and with them a copy of all that stays in the clear. */
export function sealTenant(key: DataKey, given: TenantContext): TenantContext {
  const tenant = frozenCopy(given, 'tenant');
  return {
    ...emptied(tenant),
    sealed: { [PLACE]: sealText(key, contextOf(tenant), JSON.stringify(tenant)) },
  };
}

/**
 * Opens a tenant's context: what it answers is proved, unless it was plain.
 *
 * @throws LOCALERT_DECRYPT_FAILED, LOCALERT_KEY_DESTROYED, LOCALERT_KEY_UNAVAILABLE, LOCALERT_ENVELOPE_UNSUPPORTED
 */
export async function provedTenant(keys: Keyring, stored: TenantContext): Promise<TenantContext> {
  const { sealed } = stored;
  if (sealed === undefined) return stored;
  return opening(`tenant "${stored.id}"`, async () => {
    const text = sealed[PLACE] ?? '';
    const open = await textOpener(keys, stored.id, [text]);
    const tenant = JSON.parse(open(text, contextOf(stored))) as TenantContext;
    if (canonicalJson(emptied(tenant)) === canonicalJson(emptied(stored))) return tenant;
    throw new DecryptFailedError({ what: 'tenant' });
  });
}

/**
 * Opens a tenant's context for who reads it. When its key was destroyed, its own texts are gone and the rest is handed
 * out as it lies there: the tenant can still be read, and removed.
 *
 * @throws LOCALERT_DECRYPT_FAILED, LOCALERT_KEY_UNAVAILABLE, LOCALERT_ENVELOPE_UNSUPPORTED
 */
export async function openTenant(keys: Keyring, stored: TenantContext): Promise<TenantContext> {
  try {
    return await provedTenant(keys, stored);
  } catch (error) {
    if (KeyDestroyedError.is(error)) return emptied(stored);
    throw error;
  }
}
