import type { AuditEntry, AuditFramework, AuditOutcome, TenantId } from '@localert/core';
import type { SignedHead } from './signed-head.ts';
import type { ChainVerdict } from './verify-chain.ts';

/** How often something was done, with which outcome. */
export interface ActionCount {
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly count: number;
}

/** What every report states of the chain that it was made from. */
export interface ReportBase {
  readonly tenant: TenantId;
  /** When it was made, epoch milliseconds. */
  readonly at: number;
  /** Whether the chain was whole. A report of a chain that was not is worth what its first bad entry leaves of it. */
  readonly chain: ChainVerdict;
  /** The chain's signed end; absent without a signer, and for a chain that was not whole. */
  readonly head?: SignedHead | undefined;
}

/** What was done under a framework, in a time. */
export interface AccessReport extends ReportBase {
  readonly framework: AuditFramework;
  /** Epoch milliseconds. */
  readonly since?: number | undefined;
  /** Epoch milliseconds. */
  readonly until?: number | undefined;
  readonly total: number;
  /** By action, then outcome. */
  readonly counts: readonly ActionCount[];
}

/** What a trail holds about or by one person (GDPR Art. 15). */
export interface SubjectAccessReport extends ReportBase {
  /** Absent for a person of whom nothing is kept. */
  readonly pseudonym?: string | undefined;
  readonly total: number;
  readonly counts: readonly ActionCount[];
  /** Oldest first. */
  readonly entries: readonly AuditEntry[];
  /** There are more: ask again with this sequence as `after`. */
  readonly next?: number | undefined;
}

/** What was erased (GDPR Art. 17), as the trail states it. */
export interface ErasureReport extends ReportBase {
  readonly entries: readonly AuditEntry[];
  /** Entries that can still be connected with the person asked for; absent when none was asked for. */
  readonly entriesLeft?: number | undefined;
}

/** Counts actions by outcome. */
export function createTally() {
  const counts = new Map<string, ActionCount>();
  let total = 0;
  return {
    add({ action, outcome }: AuditEntry): void {
      const key = JSON.stringify([action, outcome]);
      counts.set(key, { action, outcome, count: (counts.get(key)?.count ?? 0) + 1 });
      total += 1;
    },
    get total() {
      return total;
    },
    /** In the order of their names. */
    list(): ActionCount[] {
      return [...counts].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, count]) => count);
    },
  };
}
