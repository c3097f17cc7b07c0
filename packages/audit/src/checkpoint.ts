import type { AuditDetails, AuditEntry, TenantId } from '@localert/core';
import { canonicalJson } from './canonical-json.ts';
import { type AuditSigner, type SignatureCheck, signText } from './signer.ts';

/** The action of the entry that states what was pruned. */
export const PRUNED_ACTION = 'audit:pruned';

/** Entries that retention removed. */
export interface PrunedRange {
  readonly from: number;
  readonly to: number;
  /** The hash of the last of them, which the first entry that stays names as the one before it. */
  readonly hash: string;
}

/**
 * The range has a signature of its own. A signed head behind the entry would not do: whoever can write to the store can
 * also append a record that says "pruned", and the sealer links it and signs the head.
 */
const statement = (tenant: TenantId, { from, to, hash }: PrunedRange): string =>
  canonicalJson({ spec: 'localert.audit-checkpoint/1', tenant, from, to, hash });

/** The details of an entry that states a range, signed where there is a signer. */
export async function checkpointDetails(
  tenant: TenantId,
  range: PrunedRange,
  signer: AuditSigner | undefined,
): Promise<AuditDetails> {
  if (signer === undefined) return { ...range };
  return { ...range, ...(await signText(signer, statement(tenant, range))) };
}

/** Whether an entry states that a chain may begin after `to` behind `hash`. @param check - absent: signatures are not asked for */
export function provesStart(
  entry: AuditEntry,
  { sequence, hash }: { readonly sequence: number; readonly hash: string },
  check: SignatureCheck | undefined,
): boolean {
  const { action, tenant, details } = entry;
  if (action !== PRUNED_ACTION || details?.['to'] !== sequence || details['hash'] !== hash) return false;
  if (check === undefined) return true;
  const range = details as unknown as PrunedRange;
  const { keyId, signature } = details;
  try {
    return check(statement(tenant, range), { keyId: keyId as string, signature: signature as string });
  } catch {
    // Details without a canonical form were signed by nobody.
    return false;
  }
}
