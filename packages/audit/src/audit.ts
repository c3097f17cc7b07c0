import {
  AUDITOR_SPEC,
  type AuditEntry,
  type AuditHead,
  type Auditor,
  type AuditRecord,
  createGate,
  InvalidInputError,
  systemScope,
  type TenantId,
} from '@localert/core';
import { failureReporter } from './audit-failure.ts';
import { type AuditOptions, resolveOptions } from './audit-options.ts';
import { type Backlog, backlogOf } from './backlog.ts';
import { checkpointDetails, PRUNED_ACTION } from './checkpoint.ts';
import { entriesPage } from './entries-page.ts';
import { assertLinkable } from './entry-json.ts';
import { AuditSignerMissingError } from './errors.ts';
import { exportCsv } from './export-csv.ts';
import { type ExportOptions, exportJsonLines } from './export-json-lines.ts';
import { type AuditFilter, matchesFilter } from './filter.ts';
import { createHeadKeeper, type HeadKeeper } from './head-keeper.ts';
import { createIdentities, whenAtHand } from './identities.ts';
import { assertWhole, type PruneOptions, type PruneResult, prunable, pruneBefore } from './prune.ts';
import { ownRecord, recordOf } from './record.ts';
import { createSealLoop } from './seal-loop.ts';
import { createSealer } from './sealer.ts';
import type { SignedHead } from './signed-head.ts';
import { subjectSalts } from './subject-salts.ts';
import { type ChainVerdict, type VerifyChainOptions, verifyChain } from './verify-chain.ts';
import { walk } from './walk.ts';

/** The action of the entry that says that a tenant's keys were destroyed. */
export const FORGOTTEN_ACTION = 'audit:forgotten';

/** The action of the entry that says that one person can no longer be recognised. */
export const ERASED_ACTION = 'audit:subject-erased';

/** How a chain is verified: all of `verifyChain` but what the trail knows itself. */
export type VerifyOptions = Omit<VerifyChainOptions, 'log' | 'tenant' | 'keys'>;

/** Which entries are exported. */
export type ExportFilter = Pick<ExportOptions, 'filter' | 'signal'>;

/** An audit trail: what operations write to, and what is done with what they wrote. */
export interface Audit extends Auditor {
  /**
   * Links what waits now: of one tenant, or of all. Of all, a tenant that fails is told to `onFailure` and the others
   * go on.
   *
   * @throws LOCALERT_AUDIT_CONTENDED, LOCALERT_NOT_CANONICAL and the log's own, of one tenant
   */
  sealNow(tenant?: TenantId): Promise<void>;
  /** How much is not linked yet, of one tenant or of all. */
  backlog(tenant?: TenantId): Promise<Backlog>;
  /**
   * Signs the end of a chain now, keeps and exports it; `undefined` for an empty chain.
   *
   * @throws LOCALERT_AUDIT_SIGNER_MISSING, LOCALERT_AUDIT_BROKEN when the chain does not follow from what was signed before
   */
  signHead(tenant: TenantId): Promise<SignedHead | undefined>;
  /** Verifies a chain. */
  verify(tenant: TenantId, options?: VerifyOptions): Promise<ChainVerdict>;
  /**
   * Removes the entries at a chain's beginning whose days are over: states the range in an entry, links it, signs and
   * exports a head, and only then removes.
   *
   * @throws LOCALERT_INVALID_INPUT, LOCALERT_AUDIT_BROKEN when the chain is not whole: nothing is removed then
   */
  prune(tenant: TenantId, options: PruneOptions): Promise<PruneResult>;
  /** A tenant's entries that a filter asks for, oldest first, a page at a time. */
  scan(tenant: TenantId, filter?: AuditFilter): AsyncIterable<readonly AuditEntry[]>;
  /** As the function of the same name, with this trail's signer. */
  exportJsonLines(tenant: TenantId, options?: ExportFilter): AsyncIterable<string>;
  /** As the function of the same name. */
  exportCsv(tenant: TenantId, options?: ExportFilter): AsyncIterable<string>;
  /** The pseudonym of somebody, for `details.subject` of an act that concerns them. */
  pseudonym(tenant: TenantId, person: string): Promise<string>;
  /** The same, but makes nothing: `undefined` for somebody who was erased, or never seen where each person has a salt. */
  findPseudonym(tenant: TenantId, person: string): Promise<string | undefined>;
  /**
   * Makes one person unrecognisable in a tenant's trail, and notes it there; answers whether there was anything to
   * erase. Other processes remember a salt for 5 minutes.
   *
   * @throws LOCALERT_INVALID_INPUT without `erasable`
   */
  eraseSubject(tenant: TenantId, person: string): Promise<boolean>;
}

/**
 * Makes an audit trail over a log. Records become entries of their tenant's chain in the background, within
 * `seal.intervalMs`; several processes may do so over one log.
 *
 * @throws LOCALERT_PORT_MISMATCH, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { createAudit, ed25519Signer } from '@localert/audit';
 * import { type AuditLog, type Records, secret } from '@localert/core';
 *
 * export async function note(log: AuditLog, records: Records): Promise<void> {
 *   const audit = createAudit({
 *     log,
 *     records,
 *     signer: ed25519Signer(secret(String(process.env['AUDIT_SIGNING_KEY']))),
 *     onHead: (head) => console.log(JSON.stringify(head)),
 *   });
 *   const record = await audit.record({
 *     tenant: 'acme',
 *     actor: 'user:42',
 *     action: 'fixture:write',
 *     resource: { kind: 'fixture', id: 'disk_full', revision: 3 },
 *     outcome: 'success',
 *     frameworks: ['SOC2'],
 *   });
 *   await audit.append('acme', [record]);
 *   await audit.close();
 * }
 * ```
 */
export function createAudit(options: AuditOptions): Audit {
  const { log, keys, records, signer, clock, saltRecords, background, intervalMs, maxBatch, ...rest } =
    resolveOptions(options);
  const system = systemScope('audit');
  const report = failureReporter(rest.onFailure);
  const identities = createIdentities(keys, saltRecords && subjectSalts(saltRecords, { clock }));
  const sealer = createSealer(log, maxBatch);
  const heads: HeadKeeper | undefined =
    signer && createHeadKeeper({ log, signer, clock, records, onHead: rest.onHead, ...rest.heads });
  const gate = createGate();
  /** Records made since the loop was last woken. */
  let made = 0;
  let closing: Promise<void> | undefined;

  async function link(tenant: TenantId): Promise<void> {
    const head: AuditHead | undefined = await sealer.seal(tenant);
    if (head !== undefined) heads?.grew(tenant, head);
  }

  const loop = createSealLoop({
    log,
    intervalMs,
    failed: (error) => report('waiting', error),
    seal: (tenant) => link(tenant).catch((error) => report('seal', error, tenant)),
    async after(all) {
      for (const tenant of heads?.due(all) ?? []) {
        await heads?.sign(tenant).catch((error) => report('head', error, tenant));
      }
    },
  });
  if (background) loop.start();

  function count(records: number): void {
    made += records;
    if (made < maxBatch) return;
    made = 0;
    loop.wake();
  }

  async function append(tenant: TenantId, records: readonly AuditRecord[]): Promise<void> {
    gate.enter('audit.append');
    for (const record of records) {
      if (record.tenant !== tenant) {
        const issues = [{ path: 'tenant', message: 'the tenant that the records are kept for' }];
        throw new InvalidInputError({ what: 'audit record', issues });
      }
      assertLinkable(record);
    }
    await log.append(system, tenant, records);
  }

  const note = (tenant: TenantId, action: string, details?: AuditRecord['details']): Promise<void> =>
    append(tenant, [ownRecord(tenant, action, details, clock.now())]);

  return {
    spec: AUDITOR_SPEC,
    record(act) {
      const now = clock.now();
      const parts = identities.keyed(act.tenant, act.actor, act.payload);
      count(1);
      return whenAtHand(parts, (keyed) => recordOf(act, keyed, now));
    },
    append,
    entries: (scope, query = {}) => entriesPage(log, scope, query),
    async forget(tenant) {
      await identities.forget(tenant);
      await note(tenant, FORGOTTEN_ACTION);
    },
    close() {
      closing ??= (async () => {
        gate.close();
        await loop.stop();
      })();
      return closing;
    },
    sealNow: (tenant) => (tenant === undefined ? loop.all() : link(tenant)),
    backlog: (tenant) => backlogOf(log, clock.now(), tenant),
    async signHead(tenant) {
      if (heads === undefined) throw new AuditSignerMissingError({ operation: 'signHead' });
      return heads.sign(tenant);
    },
    verify: (tenant, verifyOptions) => verifyChain({ ...verifyOptions, log, tenant, keys }),
    async prune(tenant, pruneOptions) {
      const range = await prunable(log, tenant, pruneBefore(pruneOptions, clock.now()));
      if (range === undefined) return { dropped: 0 };
      await assertWhole(log, tenant);
      await note(tenant, PRUNED_ACTION, await checkpointDetails(tenant, range, signer));
      await link(tenant);
      await heads?.sign(tenant);
      const dropped = await log.drop(system, tenant, range.to);
      await heads?.drop(tenant, range.to);
      return { dropped, range };
    },
    async *scan(tenant, filter = {}) {
      for await (const page of walk(log, system, tenant, {})) {
        yield page.filter((entry) => matchesFilter(entry, filter));
      }
    },
    exportJsonLines: (tenant, filter) => exportJsonLines({ ...filter, log, tenant, signer, clock }),
    exportCsv: (tenant, filter) => exportCsv({ ...filter, log, tenant }),
    pseudonym: async (tenant, person) => identities.pseudonym(tenant, person),
    findPseudonym: identities.find,
    async eraseSubject(tenant, person) {
      const subject = await identities.erase(tenant, person);
      if (subject === undefined) return false;
      await note(tenant, ERASED_ACTION, { subject });
      return true;
    },
  } satisfies Audit;
}
