export type { DeskOptions, DeskPatch, DeskSaved, FixtureDesk, FixtureReader } from './desk.ts';
export type { ItemChange, LocaleChange, MessageChange } from './diff.ts';
export {
  CheckpointMismatchError,
  ExchangeNewerError,
  ExchangeUnreadableError,
  ImportStoppedError,
  MoveRefusedError,
} from './errors.ts';
export { type ExportTenantOptions, exportTenant } from './export-tenant.ts';
export {
  checkTenantFile,
  type ImportOptions,
  type ImportProgress,
  type ImportResult,
  type ImportTenantOptions,
  importTenant,
} from './import-tenant.ts';
export type { ImportMode } from './plan.ts';
export type { ImportProblem } from './problem.ts';
export type { RefusedPlace } from './refusal.ts';
export type { RowOptions } from './rows.ts';
export type { Source } from './source.ts';
export type { ImportCounts, OutcomeCounts } from './tally.ts';
export { type HeaderLine, TENANT_FORMAT } from './tenant-line.ts';
