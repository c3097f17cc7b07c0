import type { AuditDetails, AuditEntry, AuditHead, TenantId } from '@localert/core';
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

/**
 * The range that an entry states, if that is why a chain may begin behind `start`. It may reach further: a store removes
 * a range in parts, and what is left of one may go at any time.
 *
 * @param start - the place before the chain's first entry
 * @param check - absent: signatures are not asked for
 */
export function rangeBehind(
  { action, tenant, details }: AuditEntry,
  start: AuditHead,
  check: SignatureCheck | undefined,
): PrunedRange | undefined {
  if (action !== PRUNED_ACTION || details === undefined) return undefined;
  const range = details as unknown as PrunedRange;
  // Any writer can append an entry that is called so, with what details he likes.
  if (typeof range.hash !== 'string') return undefined;
  if (!(range.from <= start.sequence && start.sequence <= range.to)) return undefined;
  if (range.to === start.sequence && range.hash !== start.hash) return undefined;
  if (check === undefined) return range;
  const { keyId, signature } = details;
  const isSigned = check(statement(tenant, range), {
    keyId: keyId as string,
    signature: signature as string,
  });
  return isSigned ? range : undefined;
}
