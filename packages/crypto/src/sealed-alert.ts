import { DecryptFailedError, type QueuedAlert, type TenantId } from '@localert/core';
import type { SealContext } from './associated-data.ts';
import { canonicalJson } from './canonical.ts';
import { hmacSha256 } from './hkdf.ts';
import type { DataKey, Keyring } from './keyring.ts';
import { bytesOf, codec } from './platform.ts';
import { opening, sealText, textOpener } from './sealed-text.ts';

/** The name of the tenant key under which groups and dedupe keys are hashed. */
export const OUTBOX_KEY = 'outbox';

/** How a sealed payload begins. Stores drop payloads of what was delivered, and the rest of the alert with them. */
const BEGIN = '{"localert-sealed":"';
const END = '"}';

/** Whether a payload is a sealed alert. */
export const isSealedPayload = (payload: string): boolean => payload.startsWith(BEGIN);

const contextOf = (tenant: TenantId, alert: QueuedAlert): SealContext => ({
  tenant,
  fixture: alert.fixture,
  revision: alert.revision,
  field: `alert/${alert.id}`,
  locale: alert.locale,
});

/** Equal for equal texts of a tenant, and nothing to guess the text from without its key. As JSON every text is itself. */
const hashed = (key: Uint8Array, use: string, text: string): string =>
  codec.write(hmacSha256(key, bytesOf(`${use}/${JSON.stringify(text)}`)));

/** What the queue sorts, finds and shows an alert by; the rest has nothing in its place. */
function clearOf({
  id,
  fixture,
  revision,
  severity,
  priority,
  rank,
  locale,
  notBefore,
  createdAt,
}: QueuedAlert) {
  return {
    ...{ id, fixture, revision, severity, priority, locale, createdAt },
    ...(rank !== undefined && { rank }),
    ...(notBefore !== undefined && { notBefore }),
  };
}

/** @param macKey - the tenant's key for hashes */
export function sealAlert(
  key: DataKey,
  macKey: Uint8Array,
  tenant: TenantId,
  alert: QueuedAlert,
): QueuedAlert {
  const { dedupe } = alert;
  const payload = `${BEGIN}${sealText(key, contextOf(tenant, alert), JSON.stringify(alert))}${END}`;
  return {
    ...clearOf(alert),
    requested: [],
    values: '{}',
    payload,
    plain: '',
    destination: {},
    group: hashed(macKey, 'group', alert.group),
    ...(dedupe && { dedupe: { key: hashed(macKey, 'dedupe', dedupe.key), windowMs: dedupe.windowMs } }),
  };
}

/** @throws LOCALERT_DECRYPT_FAILED, LOCALERT_KEY_DESTROYED, LOCALERT_KEY_UNAVAILABLE, LOCALERT_ENVELOPE_UNSUPPORTED */
export const openAlert = (keys: Keyring, tenant: TenantId, stored: QueuedAlert): Promise<QueuedAlert> =>
  opening(`alert "${stored.id}"`, async () => {
    const text = stored.payload.slice(BEGIN.length, -END.length);
    const open = await textOpener(keys, tenant, [text]);
    const alert = JSON.parse(open(text, contextOf(tenant, stored))) as QueuedAlert;
    if (canonicalJson(clearOf(alert)) === canonicalJson(clearOf(stored))) return alert;
    throw new DecryptFailedError({ what: 'alert' });
  });
