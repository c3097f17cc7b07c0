import { type AuditLog, InvalidInputError, systemScope, type TenantId } from '@localert/core';
import type { PrunedRange } from './checkpoint.ts';
import { AuditBrokenError } from './errors.ts';
import { verifyChain } from './verify-chain.ts';
import { walk } from './walk.ts';

/** How long entries stay. */
export interface PruneOptions {
  /** Days that the tenant's entries have to stay: `protectionOf(tenant).auditRetentionDays`. */
  readonly retentionDays: number;
  /** Epoch milliseconds: entries before then go, if their days are over too. Default: all whose days are over. */
  readonly before?: number | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Before which time entries may go: never younger ones than the retention says.
 *
 * @param now - epoch milliseconds
 * @throws LOCALERT_INVALID_INPUT when the days are no positive number
 */
export function pruneBefore(
  { retentionDays, before = Number.POSITIVE_INFINITY }: PruneOptions,
  now: number,
): number {
  if (!(retentionDays > 0)) {
    const issues = [{ path: 'retentionDays', message: 'a number of days above 0' }];
    throw new InvalidInputError({ what: 'retention', issues });
  }
  return Math.min(before, now - retentionDays * DAY_MS);
}

/**
 * The entries at a chain's beginning that are all older than a time, the chain's last entry never among them. A younger
 * one ends the range, though an older one may follow it: only a beginning can be cut.
 *
 * @param before - epoch milliseconds
 */
export async function prunable(
  log: AuditLog,
  tenant: TenantId,
  before: number,
): Promise<PrunedRange | undefined> {
  const system = systemScope('audit retention');
  const head = await log.head(system, tenant);
  let range: PrunedRange | undefined;
  for await (const page of walk(log, system, tenant, {})) {
    for (const { at, sequence, hash } of page) {
      if (!(at < before) || sequence === head?.sequence) return range;
      range = { from: range?.from ?? sequence, to: sequence, hash };
    }
  }
  return range;
}

/** Refuses to cut a chain that is not whole: the cut would remove the evidence. @throws LOCALERT_AUDIT_BROKEN */
export async function assertWhole(log: AuditLog, tenant: TenantId): Promise<void> {
  const { firstBad } = await verifyChain({ log, tenant });
  if (firstBad) throw new AuditBrokenError({ tenant, sequence: firstBad.sequence, fault: firstBad.code });
}

/** What a prune did. */
export interface PruneResult {
  /** Entries removed. */
  readonly dropped: number;
  /** The range that the chain's `audit:pruned` entry states; absent when nothing was old enough. */
  readonly range?: PrunedRange;
}
