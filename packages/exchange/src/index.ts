export {
  type CatalogueFormat,
  type ExportCatalogueOptions,
  exportCatalogue,
  type ImportCatalogueOptions,
  importCatalogue,
} from './catalogue.ts';
export {
  type CloneProgress,
  type CloneResult,
  type CloneTenantOptions,
  type CloneVerdict,
  cloneTenant,
} from './clone-tenant.ts';
export type { DeskOptions, DeskPatch, DeskSaved, FixtureDesk, FixtureReader } from './desk.ts';
export type { ItemChange } from './diff.ts';
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
export type { ImportTextsOptions, ImportTextsResult, TextsProgress } from './import-texts.ts';
export type { MovedAlerts } from './move-alerts.ts';
export type { MoveOptions, MoveProgress, MoveReport } from './move-options.ts';
export { moveStore } from './move-store.ts';
export type { ImportMode } from './plan.ts';
export { exportPo, exportPot, type ImportPoOptions, importPo } from './po.ts';
export type { ImportProblem } from './problem.ts';
export type { RefusedPlace } from './refusal.ts';
export type { RowOptions } from './rows.ts';
export type { Source } from './source.ts';
export type { ImportCounts, OutcomeCounts } from './tally.ts';
export { type HeaderLine, TENANT_FORMAT } from './tenant-line.ts';
export {
  type MoveCounts,
  type MoveDifference,
  type MoveVerdict,
  type VerifyMoveOptions,
  verifyMove,
} from './verify-move.ts';
export {
  type ExportTextsOptions,
  type ExportXliffOptions,
  exportXliff,
  type ImportXliffOptions,
  importXliff,
} from './xliff.ts';
