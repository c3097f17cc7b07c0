export { type Access, LAWFUL_BASES, type LawfulBasis } from './access.ts';
export {
  type Audit,
  createAudit,
  ERASED_ACTION,
  type ExportFilter,
  FORGOTTEN_ACTION,
  type VerifyOptions,
} from './audit.ts';
export type { AuditFailure, FailureObserver } from './audit-failure.ts';
export type { AuditOptions, SealOptions } from './audit-options.ts';
export type { Backlog } from './backlog.ts';
export { canonicalJson } from './canonical-json.ts';
export type { ChainFault, FirstBad } from './chain-check.ts';
export { PRUNED_ACTION, type PrunedRange } from './checkpoint.ts';
export {
  type ComplianceManager,
  type ComplianceOptions,
  createComplianceManager,
} from './compliance-manager.ts';
export { entryHash } from './entry-json.ts';
export {
  AuditBrokenError,
  AuditContendedError,
  AuditKeyError,
  AuditSignerMissingError,
  NotCanonicalError,
} from './errors.ts';
export { exportCsv } from './export-csv.ts';
export {
  EXPORT_SPEC,
  type ExportOptions,
  type ExportSeal,
  exportJsonLines,
  type SignedExportOptions,
} from './export-json-lines.ts';
export type { AuditFilter } from './filter.ts';
export { type HeadOptions, storedHeads } from './head-keeper.ts';
export { type LocalTenantKeysOptions, localTenantKeys } from './local-tenant-keys.ts';
export type { PruneOptions, PruneResult } from './prune.ts';
export type { AccessReport, ActionCount, ErasureReport, ReportBase, SubjectAccessReport } from './report.ts';
export { HEAD_SPEC, type SignedHead, verifyHead } from './signed-head.ts';
export { type AuditSigner, ed25519Signer, keyIdOf, type PublicKey, type Signature } from './signer.ts';
export type { TextChunks } from './text-lines.ts';
export { type ChainVerdict, type VerifyChainOptions, verifyChain } from './verify-chain.ts';
export { type ExportFault, type ExportVerdict, verifyExport } from './verify-export.ts';
