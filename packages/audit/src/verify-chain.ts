import {
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  guardedAuditLog,
  systemScope,
  type TenantId,
  type TenantKeys,
} from '@localert/core';
import { createChainCheck, type FirstBad } from './chain-check.ts';
import { AUDIT_KEY, hmacKey, payloadHashOf } from './pseudonym.ts';
import { headIsSigned, type SignedHead } from './signed-head.ts';
import { type PublicKey, type SignatureCheck, signatureCheck } from './signer.ts';
import { walk } from './walk.ts';

/** What to verify, and against what. */
export interface VerifyChainOptions {
  readonly log: AuditLog;
  readonly tenant: TenantId;
  /** Heads that were signed earlier, from a place that the store's writers cannot reach. */
  readonly heads?: readonly SignedHead[] | undefined;
  /** Keys that may have signed. Without them heads and checkpoints are believed as they are. */
  readonly publicKeys?: readonly PublicKey[] | undefined;
  /** Goes on behind a head up to which all was verified; with `publicKeys` it has to be a signed one. */
  readonly from?: AuditHead | SignedHead | undefined;
  /** The payload of an entry, where the host still has it: its hash is then made anew. Needs `keys`. */
  readonly payloadFor?: ((entry: AuditEntry) => unknown) | undefined;
  readonly keys?: TenantKeys | undefined;
  /** Entries read at once: 1 to 10,000. Default 1,000. */
  readonly pageSize?: number | undefined;
  /** Is told after every page how many entries were verified. */
  readonly onProgress?: ((entries: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What became of it. */
export interface ChainVerdict {
  readonly ok: boolean;
  /** Entries found whole. */
  readonly entries: number;
  /** The end of what was found whole; `undefined` when nothing was. Hand it back as `from` to go on later. */
  readonly head?: AuditHead | undefined;
  /** Signed heads that the chain agrees with. */
  readonly headsMet: number;
  readonly firstBad?: FirstBad | undefined;
  /** Entries in a second. */
  readonly rate: number;
}

/** Makes the hash of a payload anew; `undefined` where there is nothing to compare. */
function payloadCheck({ keys, payloadFor, tenant }: VerifyChainOptions) {
  if (keys === undefined || payloadFor === undefined) return undefined;
  return async (entry: AuditEntry): Promise<boolean> => {
    const payload = await payloadFor(entry);
    if (payload === undefined) return true;
    return payloadHashOf(hmacKey(await keys.key(tenant, AUDIT_KEY)), payload) === entry.payloadHash;
  };
}

/** What is wrong with the place to go on from, as far as it can be told before anything is read. */
function startFault(
  { from, tenant }: VerifyChainOptions,
  end: AuditHead | undefined,
  check: SignatureCheck | undefined,
): FirstBad | undefined {
  if (from === undefined) return undefined;
  const { sequence } = from;
  const head = from as SignedHead;
  if (check !== undefined && !(head.tenant === tenant && headIsSigned(head, check))) {
    return { sequence, code: 'BAD_SIGNATURE' };
  }
  if (end === undefined || end.sequence < sequence) {
    return { sequence: (end?.sequence ?? 0) + 1, code: 'TAIL_CUT' };
  }
  return end.sequence === sequence && end.hash !== from.hash
    ? { sequence, code: 'HEAD_MISMATCH' }
    : undefined;
}

/**
 * Verifies a tenant's chain: every entry is hashed anew, the links are followed, and the ends are held against heads
 * that were signed earlier. Names the first place that is not whole.
 *
 * A prune may run meanwhile: a chain that begins later than it did is followed from there, and its checkpoint asked for.
 *
 * @throws LOCALERT_AUDIT_KEY for a key that is no Ed25519 key, the signal's reason, and the log's own
 *
 * @example
 * ```ts
 * import { type SignedHead, verifyChain } from '@localert/audit';
 * import type { AuditLog } from '@localert/core';
 *
 * export async function check(log: AuditLog, heads: readonly SignedHead[], publicKey: string): Promise<void> {
 *   const { ok, firstBad, entries, rate } = await verifyChain({ log, tenant: 'acme', heads, publicKeys: [publicKey] });
 *   console.log(ok ? `${entries} entries, ${rate} a second` : `${firstBad?.code} at ${firstBad?.sequence}`);
 * }
 * ```
 */
export async function verifyChain(options: VerifyChainOptions): Promise<ChainVerdict> {
  const { tenant, from, heads, publicKeys, onProgress } = options;
  const log = guardedAuditLog(options.log);
  const check = publicKeys && signatureCheck(publicKeys);
  const system = systemScope('audit verification');
  const started = performance.now();
  // Read before the entries: the chain may grow meanwhile, but not get shorter.
  const end = await log.head(system, tenant);
  const chain = createChainCheck({ tenant, from, heads, end, check });
  const payloadIsRight = payloadCheck(options);
  let entries = 0;

  const verdict = (firstBad: FirstBad | undefined): ChainVerdict => ({
    ok: firstBad === undefined,
    entries,
    ...(chain.head.sequence === 0 ? undefined : { head: chain.head }),
    headsMet: chain.headsMet,
    ...(firstBad && { firstBad }),
    rate: Math.round(entries / Math.max((performance.now() - started) / 1000, 1e-6)),
  });

  /** Whether what looks like a gap is a chain that begins here, by now. */
  async function beginsAt(entry: AuditEntry, bad: FirstBad): Promise<boolean> {
    if (bad.code !== 'GAP' || !Number.isInteger(entry.sequence) || entry.sequence < bad.sequence)
      return false;
    const [first] = await log.read(system, tenant, { limit: 1 });
    // Later than that when a prune goes on while this reads.
    return first !== undefined && first.sequence >= entry.sequence;
  }

  /** Whether a start in the middle of a stated range leads to the end that was stated. */
  async function restFault(): Promise<FirstBad | undefined> {
    if (chain.rest === undefined) return undefined;
    const { start, sequence, hash } = chain.rest;
    const [last] = await log.read(system, tenant, { after: sequence - 1, limit: 1 });
    // Gone by now: it was read above, in its place.
    if (last?.sequence !== sequence || last.hash === hash) return undefined;
    return { sequence: start, code: 'UNPROVEN_START' };
  }

  const atOnce = startFault(options, end, check);
  if (atOnce) return verdict(atOnce);
  for await (const page of walk(log, system, tenant, { ...options, after: from?.sequence })) {
    for (const entry of page) {
      let bad = chain.next(entry);
      if (bad && (await beginsAt(entry, bad))) {
        chain.begin(entry);
        bad = chain.next(entry);
      }
      if (bad) return verdict(bad);
      entries += 1;
      if (payloadIsRight && entry.payloadHash !== undefined && !(await payloadIsRight(entry))) {
        return verdict({ sequence: entry.sequence, code: 'PAYLOAD_MISMATCH' });
      }
    }
    onProgress?.(entries);
  }
  return verdict(chain.end() ?? (await restFault()));
}
