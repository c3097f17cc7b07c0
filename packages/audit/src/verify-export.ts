import { createHash } from 'node:crypto';
import { type AuditEntry, type AuditHead, FIRST_PREVIOUS_HASH, type TenantId } from '@localert/core';
import { canonicalJson } from './canonical-json.ts';
import { type ChainFault, hashIsRight } from './chain-check.ts';
import { rangeBehind } from './checkpoint.ts';
import { EXPORT_SPEC, type ExportSeal, sealStatement } from './export-json-lines.ts';
import { headIsSigned, type SignedHead } from './signed-head.ts';
import { type PublicKey, type SignatureCheck, signatureCheck } from './signer.ts';
import { type TextChunks, textLines, UnreadableLine } from './text-lines.ts';

/** What is wrong with an exported file. */
export type ExportFault =
  | ChainFault
  /** The line is not the canonical JSON of anything. */
  | 'MALFORMED'
  /** The last line is no seal: the file was cut. */
  | 'UNSEALED'
  /** The lines are not the ones that were sealed. */
  | 'DIGEST_MISMATCH';

/** What became of it. */
export interface ExportVerdict {
  readonly ok: boolean;
  readonly tenant?: TenantId | undefined;
  /** Entries found whole. */
  readonly entries: number;
  /** Whether the file holds every entry of the chain from its start on: no filter left any out. */
  readonly complete: boolean;
  /** The end of the chain when it was exported: to be held against heads that were kept elsewhere. */
  readonly head?: AuditHead | SignedHead | undefined;
  /** `line` counts from 1. */
  readonly firstBad?: { readonly line: number; readonly code: ExportFault } | undefined;
}

/** The value of a line, if the line is its canonical form: that leaves no room for doubled names or spaces. */
function canonicalValue(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return canonicalJson(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Follows the entries of a file; what only a complete export has to hold is kept for the end. */
function createFollower(check: SignatureCheck | undefined) {
  let last: AuditEntry | undefined;
  let claim: AuditHead | undefined;
  /** What stands behind a start that is not proven yet, by sequence: the proof may name one of them. */
  const behind = new Map<number, string>();
  let gapLine: number | undefined;
  let count = 0;

  function fault(entry: AuditEntry): ExportFault | undefined {
    if (!hashIsRight(entry)) return 'HASH_MISMATCH';
    const { sequence, previousHash, tenant } = entry;
    if (last === undefined) {
      if (sequence === 1) return previousHash === FIRST_PREVIOUS_HASH ? undefined : 'BROKEN_LINK';
      claim = { sequence: sequence - 1, hash: previousHash };
      return undefined;
    }
    if (tenant !== last.tenant) return 'WRONG_TENANT';
    if (sequence <= last.sequence) return 'GAP';
    if (sequence > last.sequence + 1) gapLine ??= count + 1;
    else if (previousHash !== last.hash) return 'BROKEN_LINK';
    return undefined;
  }

  /** Takes an entry for the proof of the start, if it is one: a start in the middle of a range leads to its end. */
  function prove(entry: AuditEntry): void {
    if (claim === undefined) return;
    const range = rangeBehind(entry, claim, check);
    if (range !== undefined && (range.to === claim.sequence || behind.get(range.to) === range.hash))
      claim = undefined;
    // A file with a gap is filtered or bad, and neither asks for the proof.
    if (claim === undefined || gapLine !== undefined) behind.clear();
    else behind.set(entry.sequence, entry.hash);
  }

  /** Whether the stated end of the chain fits what stands before it. */
  function endFits({ head }: ExportSeal, complete: boolean): boolean {
    if (last === undefined) return head === null || !complete;
    if (head === null) return false;
    return head.sequence === last.sequence
      ? head.hash === last.hash
      : !complete && head.sequence > last.sequence;
  }

  return {
    get count() {
      return count;
    },
    next(line: string): ExportFault | undefined {
      const value = canonicalValue(line);
      if (value === undefined) return 'MALFORMED';
      const entry = value as AuditEntry;
      const bad = fault(entry);
      if (bad !== undefined) return bad;
      prove(entry);
      last = entry;
      count += 1;
      return undefined;
    },
    end(seal: ExportSeal, complete: boolean): ExportVerdict['firstBad'] {
      const line = count + 1;
      if (last !== undefined && last.tenant !== seal.tenant) return { line, code: 'WRONG_TENANT' };
      if (!endFits(seal, complete)) return { line, code: 'HEAD_MISMATCH' };
      if (complete && gapLine !== undefined) return { line: gapLine, code: 'GAP' };
      return complete && claim !== undefined ? { line: 1, code: 'UNPROVEN_START' } : undefined;
    },
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a line is a seal, as far as what follows reads it. */
const isSeal = (value: unknown): value is ExportSeal =>
  isObject(value) &&
  value['spec'] === EXPORT_SPEC &&
  typeof value['tenant'] === 'string' &&
  isObject(value['filter']) &&
  (value['head'] === null || isObject(value['head']));

/** Whether the seal, and the head in it, are by a trusted key. */
function isSigned(seal: ExportSeal, check: SignatureCheck): boolean {
  const { head, tenant, keyId = '', signature = '' } = seal;
  const headIsGood =
    head === null || ((head as SignedHead).tenant === tenant && headIsSigned(head as SignedHead, check));
  return headIsGood && check(sealStatement(seal), { keyId, signature });
}

/**
 * Verifies a file that `exportJsonLines` wrote, without a store: every entry is hashed anew, links are followed, the
 * digest and the signatures of the last line are checked. Of a filtered export it proves that nothing in it was changed,
 * removed or added since; of a complete one also that it is the whole chain.
 *
 * @param chunks - the text of the file in pieces of any size, for example `createReadStream(path)`
 * @param trust - `publicKeys`: keys that may have signed; without them signatures are not asked for
 * @throws LOCALERT_AUDIT_KEY for a key that is no Ed25519 key, and what the chunks throw
 *
 * @example
 * ```ts
 * import { createReadStream, readFileSync } from 'node:fs';
 * import { verifyExport } from '@localert/audit';
 *
 * const publicKeys = [readFileSync('audit-public.pem', 'utf8')];
 * const { ok, entries, firstBad } = await verifyExport(createReadStream('acme-audit.jsonl'), { publicKeys });
 * console.log(ok, entries, firstBad);
 * ```
 */
export async function verifyExport(
  chunks: TextChunks,
  trust: { readonly publicKeys?: readonly PublicKey[] | undefined } = {},
): Promise<ExportVerdict> {
  const check = trust.publicKeys && signatureCheck(trust.publicKeys);
  const follower = createFollower(check);
  const digest = createHash('sha256');

  const bad = (code: ExportFault, line = follower.count + 1): ExportVerdict => ({
    ok: false,
    entries: follower.count,
    complete: false,
    firstBad: { line, code },
  });

  /** Which line is the last is known only when there is none after it. */
  let held: string | undefined;
  try {
    for await (const line of textLines(chunks)) {
      if (held !== undefined) {
        const code = follower.next(held);
        if (code !== undefined) return bad(code);
        digest.update(`${held}\n`);
      }
      held = line;
    }
  } catch (error) {
    if (error instanceof UnreadableLine)
      return bad('MALFORMED', follower.count + (held === undefined ? 1 : 2));
    throw error;
  }
  const seal = held === undefined ? undefined : canonicalValue(held);
  if (!isSeal(seal)) return bad('UNSEALED');
  if (seal.entries !== follower.count || seal.digest !== digest.digest('base64url'))
    return bad('DIGEST_MISMATCH');
  if (check && !isSigned(seal, check)) return bad('BAD_SIGNATURE');
  const complete = Object.keys(seal.filter).length === 0;
  const firstBad = follower.end(seal, complete);
  if (firstBad) return bad(firstBad.code, firstBad.line);
  const { tenant, head } = seal;
  return { ok: true, tenant, entries: follower.count, complete, ...(head && { head }) };
}
