import {
  type AuditEntry,
  type AuditFramework,
  type AuditRecord,
  type Clock,
  InvalidInputError,
  type TenantId,
} from '@localert/core';
import { type Access, accessAct } from './access.ts';
import { type Audit, ERASED_ACTION, FORGOTTEN_ACTION } from './audit.ts';
import { PRUNED_ACTION } from './checkpoint.ts';
import { AuditBrokenError, AuditSignerMissingError } from './errors.ts';
import {
  type AccessReport,
  createTally,
  type ErasureReport,
  type ReportBase,
  type SubjectAccessReport,
} from './report.ts';
import type { SignedHead } from './signed-head.ts';
import type { PublicKey } from './signer.ts';

/** What a compliance manager works with. */
export interface ComplianceOptions {
  readonly audit: Audit;
  /** Keys that may have signed heads and checkpoints; reports verify against them. */
  readonly publicKeys?: readonly PublicKey[] | undefined;
  /** A tenant's heads from the place that `onHead` exported them to. */
  readonly headsFor?:
    | ((tenant: TenantId) => readonly SignedHead[] | Promise<readonly SignedHead[]>)
    | undefined;
  /** Actions of the host that erase data, beside Localert's own. */
  readonly erasureActions?: readonly string[] | undefined;
  readonly clock?: Clock | undefined;
}

/** Records access as frameworks ask for it, and reports what was recorded. */
export interface ComplianceManager {
  /**
   * Keeps an access, tagged with its framework.
   *
   * @returns the record, by whose id the entry is found later
   * @throws LOCALERT_INVALID_INPUT when what the framework requires is missing
   */
  logAccess(access: Access): Promise<AuditRecord>;
  /** What was done under a framework: counts, and the proof of the chain. */
  accessReport(query: {
    readonly tenant: TenantId;
    readonly framework: AuditFramework;
    readonly since?: number | undefined;
    readonly until?: number | undefined;
  }): Promise<AccessReport>;
  /**
   * Entries about or by a person, found by making their pseudonym anew.
   *
   * @param options - `limit`: most entries listed, 1 to 100,000, default 10,000; `after`: list on from a sequence
   * @throws LOCALERT_INVALID_INPUT
   */
  subjectAccessReport(
    tenant: TenantId,
    person: string,
    options?: { readonly limit?: number | undefined; readonly after?: number | undefined },
  ): Promise<SubjectAccessReport>;
  /** Entries that state erasures; with `person`, also how much can still be connected with them. */
  erasureReport(
    tenant: TenantId,
    query?: {
      readonly person?: string | undefined;
      readonly since?: number | undefined;
      readonly until?: number | undefined;
    },
  ): Promise<ErasureReport>;
}

const MAX_LISTED = 100_000;

function listLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LISTED) return limit;
  const issues = [{ path: 'limit', message: `a whole number from 1 to ${MAX_LISTED}` }];
  throw new InvalidInputError({ what: 'report', issues });
}

/** What Localert's own packages write when something is erased. */
const OWN_ERASURES = [
  FORGOTTEN_ACTION,
  ERASED_ACTION,
  PRUNED_ACTION,
  'tenant:delete',
  'tenant:shred',
  'fixture:shred',
];

/**
 * Makes a compliance manager over an audit trail. It records and proves; whether that fulfils a framework is for the
 * host's auditor to say.
 *
 * @example
 * ```ts
 * import { type Audit, createComplianceManager } from '@localert/audit';
 *
 * export async function report(audit: Audit): Promise<void> {
 *   const compliance = createComplianceManager({ audit });
 *   await compliance.logAccess({
 *     framework: 'HIPAA',
 *     tenant: 'acme',
 *     actor: 'user:42',
 *     resource: { kind: 'alert', id: '0190c9d2' },
 *     action: 'alert:view',
 *     reason: 'treatment',
 *   });
 *   console.log(await compliance.accessReport({ tenant: 'acme', framework: 'HIPAA' }));
 * }
 * ```
 */
export function createComplianceManager(options: ComplianceOptions): ComplianceManager {
  const { audit, publicKeys, headsFor, erasureActions = [], clock = { now: Date.now } } = options;
  const erasures = new Set([...OWN_ERASURES, ...erasureActions]);

  /** The end of the chain, signed, where that can be had. */
  async function signedEnd(tenant: TenantId): Promise<SignedHead | undefined> {
    try {
      return await audit.signHead(tenant);
    } catch (error) {
      // Without a signer, or for a broken chain, a report has no signature, and says so.
      if (AuditSignerMissingError.is(error) || AuditBrokenError.is(error)) return undefined;
      throw error;
    }
  }

  async function proof(tenant: TenantId): Promise<ReportBase> {
    const heads = await headsFor?.(tenant);
    const chain = await audit.verify(tenant, { heads, publicKeys });
    const head = chain.ok ? await signedEnd(tenant) : undefined;
    return { tenant, at: clock.now(), chain, ...(head && { head }) };
  }

  async function eachEntry(
    tenant: TenantId,
    filter: Parameters<Audit['scan']>[1],
    take: (entry: AuditEntry) => void,
  ): Promise<void> {
    for await (const page of audit.scan(tenant, filter)) page.forEach(take);
  }

  return {
    async logAccess(access) {
      const act = accessAct(access);
      const { tenant, subject } = access;
      const about = subject === undefined ? undefined : { subject: await audit.pseudonym(tenant, subject) };
      const record = await audit.record({ ...act, details: { ...act.details, ...about } });
      await audit.append(tenant, [record]);
      return record;
    },
    async accessReport({ tenant, framework, since, until }) {
      await audit.sealNow(tenant);
      const tally = createTally();
      await eachEntry(tenant, { framework, since, until }, tally.add);
      const range = { framework, since, until };
      return { ...(await proof(tenant)), ...range, total: tally.total, counts: tally.list() };
    },
    async subjectAccessReport(tenant, person, { limit = 10_000, after = 0 } = {}) {
      const most = listLimit(limit);
      await audit.sealNow(tenant);
      const pseudonym = await audit.findPseudonym(tenant, person);
      const tally = createTally();
      const entries: AuditEntry[] = [];
      /** Entries past the last listed one. */
      let rest = 0;
      if (pseudonym !== undefined) {
        await eachEntry(tenant, { person: pseudonym }, (entry) => {
          tally.add(entry);
          if (entry.sequence <= after) return;
          if (entries.length < most) entries.push(entry);
          else rest += 1;
        });
      }
      return {
        ...(await proof(tenant)),
        ...(pseudonym !== undefined && { pseudonym }),
        total: tally.total,
        counts: tally.list(),
        entries,
        ...(rest > 0 && { next: entries.at(-1)?.sequence }),
      };
    },
    async erasureReport(tenant, { person, since, until } = {}) {
      await audit.sealNow(tenant);
      const entries: AuditEntry[] = [];
      await eachEntry(tenant, { since, until }, (entry) => {
        if (erasures.has(entry.action)) entries.push(entry);
      });
      const base = { ...(await proof(tenant)), entries };
      if (person === undefined) return base;
      const pseudonym = await audit.findPseudonym(tenant, person);
      let entriesLeft = 0;
      if (pseudonym !== undefined) {
        await eachEntry(tenant, { person: pseudonym }, () => {
          entriesLeft += 1;
        });
      }
      return { ...base, entriesLeft };
    },
  };
}
