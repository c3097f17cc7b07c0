import {
  type AuditHead,
  type AuditLog,
  type Clock,
  type Records,
  systemScope,
  type TenantId,
} from '@localert/core';
import { AuditBrokenError } from './errors.ts';
import { recordPages } from './record-pages.ts';
import { type SignedHead, signedHead } from './signed-head.ts';
import type { AuditSigner } from './signer.ts';
import { verifyChain } from './verify-chain.ts';

/** When heads are signed without being asked for. */
export interface HeadOptions {
  /** A head is signed after this many entries: 1 to 1,000,000,000. Default 1,000. */
  readonly everyEntries?: number | undefined;
  /** A chain that grew is signed after this many milliseconds at the latest: 1 to 31,536,000,000. Default 3,600,000. */
  readonly everyMs?: number | undefined;
}

/** What heads are made of, and where they go. */
export interface HeadKeeperParts {
  readonly log: AuditLog;
  readonly signer: AuditSigner;
  readonly clock: Clock;
  readonly records?: Records | undefined;
  readonly onHead?: ((head: SignedHead) => void | Promise<void>) | undefined;
  readonly everyEntries: number;
  readonly everyMs: number;
}

/** Signs, keeps and exports the heads of chains. */
export interface HeadKeeper {
  /** Notes that a chain grew. */
  grew(tenant: TenantId, head: AuditHead): void;
  /** Tenants whose head is to be signed now; `all`: every one that grew since it was last signed. */
  due(all: boolean): TenantId[];
  /** Signs the end of a chain; `undefined` for an empty one. @throws LOCALERT_AUDIT_BROKEN */
  sign(tenant: TenantId): Promise<SignedHead | undefined>;
  /** Removes stored heads of entries that were pruned. @param before - the first sequence that stays */
  drop(tenant: TenantId, before: number): Promise<void>;
}

/** Sorts heads by their number as text. */
const recordId = (sequence: number): string => String(sequence).padStart(16, '0');

/** Makes a keeper. */
export function createHeadKeeper(parts: HeadKeeperParts): HeadKeeper {
  const { log, signer, clock, records, onHead, everyEntries, everyMs } = parts;
  const system = systemScope('audit heads');
  /** What this process signed last, by tenant. */
  const signed = new Map<TenantId, SignedHead>();
  /** How far chains have grown that are not signed that far. */
  const grown = new Map<TenantId, number>();

  /** A head vouches for what lies before it: a process signs nothing that does not follow from its own last head. */
  async function endOf(tenant: TenantId): Promise<AuditHead | undefined> {
    const from = signed.get(tenant);
    if (from === undefined) return log.head(system, tenant);
    const { firstBad, head } = await verifyChain({ log, tenant, from });
    if (firstBad === undefined) return head;
    throw new AuditBrokenError({ tenant, sequence: firstBad.sequence, fault: firstBad.code });
  }

  return {
    grew(tenant, { sequence }) {
      grown.set(tenant, sequence);
    },
    due(all) {
      const now = clock.now();
      return [...grown].flatMap(([tenant, sequence]) => {
        const last = signed.get(tenant);
        const isDue =
          all || last === undefined || sequence - last.sequence >= everyEntries || now - last.at >= everyMs;
        return isDue ? [tenant] : [];
      });
    },
    async sign(tenant) {
      const head = await endOf(tenant);
      if (head === undefined) return undefined;
      const made = await signedHead(signer, tenant, head, clock.now());
      // False when another process signed the same end before: one of them is enough.
      await records?.put(system, tenant, {
        kind: 'audit-head',
        id: recordId(head.sequence),
        version: 1,
        body: JSON.stringify(made),
      });
      await onHead?.(made);
      signed.set(tenant, made);
      if ((grown.get(tenant) ?? 0) <= head.sequence) grown.delete(tenant);
      return made;
    },
    async drop(tenant, before) {
      if (records === undefined) return;
      for await (const { id } of recordPages(records, tenant, 'audit-head')) {
        if (id >= recordId(before)) return;
        await records.delete(system, tenant, 'audit-head', id);
      }
    },
  };
}

/**
 * The heads that were kept beside a chain, oldest first. Who can write to the store can remove or replace them: for
 * proof hand `verifyChain` those that `onHead` exported to another place.
 *
 * @example
 * ```ts
 * import { storedHeads, verifyChain } from '@localert/audit';
 * import type { AuditLog, Records } from '@localert/core';
 *
 * export const check = async (log: AuditLog, records: Records, publicKey: string) =>
 *   verifyChain({ log, tenant: 'acme', heads: await storedHeads(records, 'acme'), publicKeys: [publicKey] });
 * ```
 */
export async function storedHeads(records: Records, tenant: TenantId): Promise<SignedHead[]> {
  const heads: SignedHead[] = [];
  for await (const { body } of recordPages(records, tenant, 'audit-head')) {
    heads.push(JSON.parse(body) as SignedHead);
  }
  return heads;
}
