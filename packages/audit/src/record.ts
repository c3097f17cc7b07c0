import {
  type AuditAct,
  type AuditDetails,
  type AuditRecord,
  type AuditResource,
  assertTenantId,
  type TenantId,
  uuidV7,
  visible,
} from '@localert/core';

/** Longest texts of an entry, in UTF-16 code units before escaping; what is longer is cut with `…`. */
const MAX_LENGTH = { action: 100, kind: 60, id: 200, locale: 40, reason: 500, detail: 200 } as const;

/** Who acts when Localert itself does: no person, hence no pseudonym and no key. */
const OWN_ACTOR = 'system:audit';

/** Only texts that came from outside can hold a line break or an escape sequence: they are escaped, once, here. */
const shown = (text: string, max: number): string => visible(String(text), max);

function safeResource({ kind, id, locale, revision }: AuditResource): AuditResource {
  return {
    kind: shown(kind, MAX_LENGTH.kind),
    ...(id === undefined ? undefined : { id: shown(id, MAX_LENGTH.id) }),
    ...(locale === undefined ? undefined : { locale: shown(locale, MAX_LENGTH.locale) }),
    ...(revision === undefined ? undefined : { revision }),
  };
}

function safeDetail(value: string | number | boolean): string | number | boolean {
  if (typeof value === 'boolean') return value;
  // A duration that came out as NaN is no reason to lose the entry, and has no form in JSON.
  return Number.isFinite(value) ? value : shown(String(value), MAX_LENGTH.detail);
}

const safeDetails = (details: AuditDetails): AuditDetails =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [shown(name, MAX_LENGTH.kind), safeDetail(value)]),
  );

/** What of an act needs the tenant's key. */
export interface KeyedParts {
  readonly actor: string;
  readonly payloadHash?: string | undefined;
}

/** The record of an act: printable on one line, whatever its caller was given. @throws LOCALERT_INVALID_TENANT_ID */
export function recordOf(
  act: Omit<AuditAct, 'actor' | 'payload'>,
  keyed: KeyedParts,
  now: number,
): AuditRecord {
  assertTenantId(act.tenant);
  const { reason, details } = act;
  return Object.freeze({
    id: uuidV7(now),
    at: now,
    tenant: act.tenant,
    actor: keyed.actor,
    action: shown(act.action, MAX_LENGTH.action),
    resource: safeResource(act.resource),
    outcome: act.outcome,
    ...(reason === undefined ? undefined : { reason: shown(reason, MAX_LENGTH.reason) }),
    frameworks: [...act.frameworks],
    ...(keyed.payloadHash === undefined ? undefined : { payloadHash: keyed.payloadHash }),
    ...(details === undefined ? undefined : { details: safeDetails(details) }),
  });
}

/** The record of something that the audit trail itself did. */
export const ownRecord = (
  tenant: TenantId,
  action: string,
  details: AuditDetails | undefined,
  now: number,
): AuditRecord =>
  recordOf(
    { tenant, action, resource: { kind: 'audit' }, outcome: 'success', frameworks: [], details },
    { actor: OWN_ACTOR },
    now,
  );
