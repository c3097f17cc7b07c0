import { type AuditEntry, type AuditHead, FIRST_PREVIOUS_HASH, type TenantId } from '@localert/core';
import { rangeBehind } from './checkpoint.ts';
import { entryHash } from './entry-json.ts';
import { headIsSigned, type SignedHead } from './signed-head.ts';
import type { SignatureCheck } from './signer.ts';

/** What is wrong with a chain. */
export type ChainFault =
  /** The entry is not what was hashed. */
  | 'HASH_MISMATCH'
  /** The entry does not name the hash of the one before it. */
  | 'BROKEN_LINK'
  /** An entry is missing here, or stands here twice. */
  | 'GAP'
  /** The entry is of another tenant's chain. */
  | 'WRONG_TENANT'
  /** The chain ends before a head that was seen. */
  | 'TAIL_CUT'
  /** The chain is whole, but is not the one whose head was seen: it was rebuilt, up to this sequence. */
  | 'HEAD_MISMATCH'
  /** None of the trusted keys signed this head. */
  | 'BAD_SIGNATURE'
  /** The chain does not begin at 1, and no checkpoint says that retention removed what is missing. */
  | 'UNPROVEN_START'
  /** What was written or sent is not what the entry says. */
  | 'PAYLOAD_MISMATCH';

/** The first place where a chain is not whole. */
export interface FirstBad {
  readonly sequence: number;
  readonly code: ChainFault;
}

/** What a chain is held against. */
export interface ChainCheckOptions {
  readonly tenant: TenantId;
  /** Where to go on; what lies before it is taken as checked. */
  readonly from?: AuditHead | undefined;
  /** Heads that were seen; those of other tenants are passed over. */
  readonly heads?: readonly SignedHead[] | undefined;
  /** The end that the log states; it has to be reached, and proves nothing. */
  readonly end?: AuditHead | undefined;
  /** Absent: heads and checkpoints are believed as they are. */
  readonly check?: SignatureCheck | undefined;
}

/** The end of a range that is removed in parts. */
export interface PrunedRest extends AuditHead {
  /** Where the chain begins meanwhile. */
  readonly start: number;
}

/** Follows one chain, entry by entry. Pure: it reads nothing and waits for nothing. */
export interface ChainCheck {
  /** The end of what was found whole; sequence 0 before the first entry. */
  readonly head: AuditHead;
  /** What is left of a range that is being removed; its last entry has to be the one that was stated. */
  readonly rest: PrunedRest | undefined;
  /** How many signed heads the chain was found to agree with. */
  readonly headsMet: number;
  /** Takes the next entry. */
  next(entry: AuditEntry): FirstBad | undefined;
  /** Lets the chain begin at an entry that is not the one awaited; what is missing before it has to be proven later. */
  begin(entry: AuditEntry): void;
  /** Says what is still missing. */
  end(): FirstBad | undefined;
}

/** A head that the chain has to come by. */
interface Awaited extends AuditHead {
  readonly signed?: SignedHead;
}

/** Whether an entry is what was hashed, whatever a store answers in its place. */
export function hashIsRight(entry: AuditEntry): boolean {
  try {
    return entryHash(entry) === entry.hash;
  } catch {
    // A member of another type, or one too many: not what was hashed.
    return false;
  }
}

/** Makes a check of one chain. */
export function createChainCheck({ tenant, from, heads = [], end, check }: ChainCheckOptions): ChainCheck {
  let head: AuditHead = from ?? { sequence: 0, hash: FIRST_PREVIOUS_HASH };
  /** The head before a start that is not proven yet. */
  let claim: AuditHead | undefined;
  let rest: PrunedRest | undefined;
  let headsMet = 0;
  const awaited: Awaited[] = heads
    // Not `>`: a head without a number is kept, and found to be no signed one.
    .filter((one) => one.tenant === tenant && !(one.sequence <= head.sequence))
    .map((signed) => ({ sequence: signed.sequence, hash: signed.hash, signed }));
  if (end !== undefined && end.sequence > head.sequence) awaited.push(end);
  awaited.sort((left, right) => left.sequence - right.sequence);
  let nextHead = 0;

  const isSigned = ({ signed }: Awaited): boolean =>
    signed === undefined || check === undefined || headIsSigned(signed, check);

  /** Holds the chain against the heads up to where it is. */
  function meetHeads(): FirstBad | undefined {
    for (
      let one = awaited[nextHead];
      one !== undefined && one.sequence <= head.sequence;
      one = awaited[nextHead]
    ) {
      if (!isSigned(one)) return { sequence: one.sequence, code: 'BAD_SIGNATURE' };
      if (one.hash !== head.hash) return { sequence: one.sequence, code: 'HEAD_MISMATCH' };
      nextHead += 1;
      if (one.signed !== undefined) headsMet += 1;
    }
    return undefined;
  }

  /** Takes an entry for the proof of the start, if it is one. */
  function prove(entry: AuditEntry): void {
    const range = claim && rangeBehind(entry, claim, check);
    if (claim === undefined || range === undefined) return;
    rest = { start: claim.sequence + 1, sequence: range.to, hash: range.hash };
    claim = undefined;
  }

  return {
    get rest() {
      return rest;
    },
    get head() {
      return head;
    },
    get headsMet() {
      return headsMet;
    },
    next(entry) {
      const sequence = head.sequence + 1;
      if (entry.sequence !== sequence) return { sequence, code: 'GAP' };
      if (entry.tenant !== tenant) return { sequence, code: 'WRONG_TENANT' };
      if (entry.previousHash !== head.hash) return { sequence, code: 'BROKEN_LINK' };
      if (!hashIsRight(entry)) return { sequence, code: 'HASH_MISMATCH' };
      head = { sequence, hash: entry.hash };
      prove(entry);
      return meetHeads();
    },
    begin(entry) {
      head = { sequence: entry.sequence - 1, hash: entry.previousHash };
      claim = head;
      rest = undefined;
      // Heads of what was pruned can no longer be compared, except the one that stands right before the start.
      for (
        let one = awaited[nextHead];
        one !== undefined && one.sequence <= head.sequence;
        one = awaited[nextHead]
      ) {
        const isStart = one.signed !== undefined && one.sequence === head.sequence && one.hash === head.hash;
        if (isStart && isSigned(one)) claim = undefined;
        nextHead += 1;
      }
    },
    end() {
      const cut = awaited[nextHead];
      if (cut !== undefined) {
        return isSigned(cut)
          ? { sequence: head.sequence + 1, code: 'TAIL_CUT' }
          : { sequence: cut.sequence, code: 'BAD_SIGNATURE' };
      }
      return claim && { sequence: claim.sequence + 1, code: 'UNPROVEN_START' };
    },
  };
}
