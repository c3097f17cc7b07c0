export type { AiBudget, Reservation } from './ai-budget.ts';
export { API_KEY_PATTERN } from './api-key-text.ts';
export type { ApiKeyInfo, ApiKeyInput, NewApiKey, RotateOptions } from './api-keys.ts';
export type { CompactionPlace, CompactionReport, CompactOptions } from './compaction.ts';
export type { ComplianceRequirement } from './compliance.ts';
export type { FixturePatch } from './content.ts';
export { defineFixture, type FixtureDefinition, type FixtureSource } from './define-fixture.ts';
export { defineFixtures, type GeneratedFixtures } from './define-fixtures.ts';
export { definePlugin, type Plugin, type SaveContext } from './define-plugin.ts';
export type { ApproveOptions, DraftItem } from './drafts.ts';
export {
  AuditUnavailableError,
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
export type { HistoryOperations } from './history-client.ts';
export { createFixtureManager, type FixtureManager, type ManagerOptions } from './manager.ts';
export type { DiffOptions } from './moments.ts';
export { MAX_OVERRIDES_LENGTH } from './override.ts';
export type { RollbackOptions } from './rollback.ts';
export type { ChangeOptions, Saved } from './save.ts';
export type { Enqueued, SendRequest, SendResult } from './send.ts';
export type { Explanation, PreviewItem, PreviewOptions, Rendered, RenderOptions } from './show.ts';
export type {
  ApiKeys,
  Drafts,
  FixtureIdOf,
  FixtureMap,
  TenantClient,
  ValuesOf,
  WithValues,
} from './tenant-client.ts';
export type { TenantAdmin } from './tenants.ts';
export type { QuotaUsage } from './usage.ts';
export type { WatchedChange, WatchOptions } from './watch.ts';
