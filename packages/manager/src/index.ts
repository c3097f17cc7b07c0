export type { AiBudget, Reservation } from './ai-budget.ts';
export { API_KEY_PATTERN } from './api-key-text.ts';
export type { ApiKeyInfo, ApiKeyInput, NewApiKey, RotateOptions } from './api-keys.ts';
export type { ChangeAlert } from './change-alert.ts';
export type {
  ApiKeys,
  Drafts,
  FixtureIdOf,
  FixtureMap,
  TenantClient,
  ValuesOf,
  WithValues,
} from './client.ts';
export type { CompactionPlace, CompactionReport, CompactOptions } from './compaction.ts';
export type { ComplianceRequirement } from './compliance.ts';
export type { FixturePatch } from './content.ts';
export { defineFixture, type FixtureDefinition, type FixtureSource } from './define-fixture.ts';
export { defineFixtures, type GeneratedFixtures } from './define-fixtures.ts';
export { definePlugin, type Plugin, type SaveContext } from './define-plugin.ts';
export {
  type DeletionEntry,
  type DeletionOptions,
  type DeletionProof,
  type DeletionVerdict,
  type DeletionWitnesses,
  deletionEntry,
  type ShreddedKeys,
  verifyDeletion,
} from './deletion.ts';
export type { ApproveOptions, DraftItem } from './drafts.ts';
export {
  AuditUnavailableError,
  DeletionIncompleteError,
  type FindingDetail,
  FixtureInCodeError,
  FixtureNotActiveError,
  FixtureRefusedError,
  HumanTextError,
  ManagerClosedError,
  PluginFailedError,
  RenderRefusedError,
  SetupError,
  UnauthenticatedError,
} from './errors.ts';
export type { FixtureManager } from './fixture-manager.ts';
export type { Health } from './health.ts';
export type { HistoryOperations } from './history-client.ts';
export type { Incident } from './incident-view.ts';
export type { IncidentQuery } from './incidents.ts';
export { createFixtureManager } from './manager.ts';
export type { ManagerOptions } from './manager-options.ts';
export type { DiffOptions } from './moments.ts';
export { MAX_OVERRIDES_LENGTH } from './override.ts';
export type { ResolveOptions, ResolveResult } from './resolve-incident.ts';
export type { RollbackOptions } from './rollback.ts';
export type { ChangeOptions, Saved, SaveOptions } from './save.ts';
export type { Enqueued, SendRequest, SendResult } from './send-request.ts';
export type { Explanation, PreviewItem, PreviewOptions, Rendered, RenderOptions } from './show.ts';
export type { ErrorBudget, SlaReport } from './sla.ts';
export type { Burn, SlaObjective } from './sla-burn.ts';
export type { KeyName, TenantInventory } from './survey.ts';
export type { TenantAdmin } from './tenants.ts';
export type { QuotaUsage } from './usage.ts';
export type { WatchedChange, WatchOptions } from './watch.ts';
