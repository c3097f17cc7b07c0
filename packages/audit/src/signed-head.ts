import type { AuditHead, TenantId } from '@localert/core';
import { canonicalJson } from './canonical-json.ts';
import {
  type AuditSigner,
  type PublicKey,
  type Signature,
  type SignatureCheck,
  signatureCheck,
  signText,
} from './signer.ts';

/** The version of a {@link SignedHead}; it stands in what is signed, so that no other statement passes for a head. */
export const HEAD_SPEC = 'localert.audit-head/1';

/**
 * The end of a tenant's chain at a time, signed. Kept outside the store it proves later that the entries up to it are
 * all there and unchanged.
 */
export interface SignedHead extends AuditHead, Signature {
  readonly spec: typeof HEAD_SPEC;
  readonly tenant: TenantId;
  /** When it was signed, epoch milliseconds. */
  readonly at: number;
}

const statement = ({ spec, tenant, sequence, hash, at, keyId }: Omit<SignedHead, 'signature'>): string =>
  canonicalJson({ spec, tenant, sequence, hash, at, keyId });

/** Signs the end of a chain. @param at - epoch milliseconds */
export async function signedHead(
  signer: AuditSigner,
  tenant: TenantId,
  { sequence, hash }: AuditHead,
  at: number,
): Promise<SignedHead> {
  const unsigned = { spec: HEAD_SPEC, tenant, sequence, hash, at, keyId: signer.keyId } as const;
  return { ...unsigned, ...(await signText(signer, statement(unsigned))) };
}

/** Whether a head was signed by one of the keys of a check; whatever else it is given, the answer is false. */
export function headIsSigned(head: SignedHead, check: SignatureCheck): boolean {
  if (head.spec !== HEAD_SPEC) return false;
  try {
    return check(statement(head), head);
  } catch {
    // Members without a canonical form were signed by nobody.
    return false;
  }
}

/**
 * Whether a head is what the owner of a key signed, and nothing in it was changed since.
 *
 * @throws LOCALERT_AUDIT_KEY when the key is no Ed25519 key
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { verifyHead } from '@localert/audit';
 *
 * const head = JSON.parse(readFileSync('acme-head.json', 'utf8'));
 * console.log(verifyHead(head, readFileSync('audit-public.pem', 'utf8')));
 * ```
 */
export const verifyHead = (head: SignedHead, publicKey: PublicKey): boolean =>
  headIsSigned(head, signatureCheck([publicKey]));
