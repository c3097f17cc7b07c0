export {
  AUDIT_SPEC,
  AUDITOR_SPEC,
  type AuditAct,
  type AuditDetails,
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  type AuditOutcome,
  type Auditor,
  type AuditQuery,
  type AuditRange,
  type AuditRecord,
  type AuditResource,
} from './audit.ts';
export { assertAuditLink, assertAuditRecords, auditRange, FIRST_PREVIOUS_HASH } from './audit-rules.ts';
export {
  type Authorizer,
  PERMISSIONS,
  type Permission,
  type Resource,
  ROLES,
  type Role,
  roleAuthorizer,
} from './authorizer.ts';
export { CACHE_SPEC, type Cache, type CacheHit } from './cache.ts';
export type { ChangeHint, ChangeListener, ChangePage, ChangeRequest, FixtureChange } from './change.ts';
export { changeCursors, changeOf } from './change-feed.ts';
export type { Clock } from './clock.ts';
export { applyCommit, assertCommit, assertNoAlerts, assertStoredBytes } from './commit.ts';
export { assertCompaction, compactionOf, compacts } from './compaction.ts';
export {
  type AuditFramework,
  type ComplianceDefaults,
  type ComplianceLevel,
  complianceDefaults,
  complianceLevelSchema,
  type Protected,
  protectionOf,
  regionAllows,
  regionGroup,
} from './compliance.ts';
export {
  type ArgumentContract,
  type ArgumentNote,
  type ArgumentSpec,
  type ArgumentType,
  argumentContractSchema,
  argumentNoteSchema,
  argumentSpecSchema,
  argumentTypeSchema,
} from './contract.ts';
export { type CursorCodec, type CursorKey, type CursorShape, cursorCodec } from './cursor.ts';
export { createDeadline, type Deadline, type Stopped } from './deadline.ts';
export {
  type DeliveryObjectives,
  type DeliveryPolicy,
  deliveryPolicySchema,
  type Escalation,
  escalationsSchema,
  type FloodPolicy,
  type MatchedRoute,
  matchRoute,
  type QuietHours,
  type Routable,
  type Route,
  WEEKDAYS,
  type Weekday,
} from './delivery-policy.ts';
export {
  diffFixtures,
  type FixtureDiff,
  type FixtureMember,
  type LocaleDiff,
  type MemberDiff,
  type MessageDiff,
} from './diff.ts';
export { DIRECTORY_SPEC, type DirectoryWrite, type TenantDirectory } from './directory.ts';
export { type Draft, type DraftInput, draftInputSchema, draftSchema } from './draft.ts';
export {
  defineError,
  type ErrorDefinition,
  isLocalertError,
  type LocalertError,
  type LocalertErrorClass,
  type SafeCause,
  type SafeDetail,
  type SafeDetails,
} from './error.ts';
export {
  AlreadyExistsError,
  ComplianceUnmetError,
  DecryptFailedError,
  ForbiddenError,
  type InputIssue,
  InvalidFixtureIdError,
  InvalidInputError,
  InvalidLocaleError,
  InvalidScopeError,
  InvalidTenantIdError,
  KeyDestroyedError,
  KeyUnavailableError,
  NotFoundError,
  PiiBlockedError,
  PortMismatchError,
  QuotaExceededError,
  RevisionConflictError,
  StoreCorruptError,
  StoreFullError,
  StoreNewerError,
  StoreUnavailableError,
  TenantSuspendedError,
} from './errors.ts';
export {
  applyEvent,
  type DraftApproved,
  type DraftProposed,
  type DraftRejected,
  type FixtureArchived,
  type FixtureCompacted,
  type FixtureCreated,
  type FixtureEvent,
  type FixtureRestored,
  type FixtureSnapshot,
  type FixtureUpdated,
} from './event.ts';
export { fieldNameSchema } from './field-name.ts';
export type { Finding, RenderProblem } from './finding.ts';
export {
  authoredContent,
  type FixtureContent,
  type FixtureInput,
  fixtureContentSchema,
  fixtureIdSchema,
  parseFixtureContent,
  type SlackFixture,
  slackFixtureSchema,
} from './fixture.ts';
export { frozenCopy } from './frozen-copy.ts';
export { createGate, type Gate } from './gate.ts';
export {
  guardedAuditLog,
  guardedAuditor,
  guardedClock,
  guardedDirectory,
  guardedOutbox,
  guardedRecords,
  guardedStore,
  guardedTenantKeys,
  guardedUsage,
} from './guarded.ts';
export {
  assertFixtureId,
  assertTenantId,
  type FixtureId,
  fixtureIdFault,
  isReservedId,
  type TenantId,
  tenantIdFault,
} from './ids.ts';
export {
  KEK_SPEC,
  type KekCall,
  type KekHealth,
  type KekProvider,
  type KeyContext,
  type NewKey,
  type RewrapOutcome,
  TENANT_KEYS_SPEC,
  type TenantKeys,
  type WrappedKey,
} from './keys.ts';
export { byText, fixturePage, historyPage, type Keyset, matchesQuery, pageOf } from './keyset.ts';
export {
  type AcknowledgeElement,
  type ButtonElement,
  type ImageElement,
  type Layout,
  type LayoutBlock,
  type LayoutInput,
  layoutBlockSchema,
  layoutSchema,
} from './layout.ts';
export type { IdSlot, MarkdownSlot, RichItem, RichPart, RichSlot, TableRow } from './layout-rich.ts';
export { type TextSlot, textSlotSchema, type UrlSlot, urlSlotSchema } from './layout-slots.ts';
export { type ChangeListeners, changeListeners } from './listeners.ts';
export {
  type CanonicalLocale,
  canonicalLocale,
  type Locale,
  type LocaleTag,
  localeSchema,
  messageLocaleSchema,
  tryCanonicalLocale,
} from './locale.ts';
export {
  localesSchema,
  MAX_FIELDS,
  MAX_LOCALES,
  MAX_MESSAGE_LENGTH,
  type MessageSyntax,
  type Messages,
  messageSyntaxSchema,
  messagesSchema,
  type Provenance,
  provenanceSchema,
} from './messages.ts';
export { type LocalertEvent, type Observer, observers } from './observer.ts';
export {
  type AlertStatus,
  type ClaimedAlert,
  type ClaimRequest,
  type DurableReceipt,
  type EnqueueReceipt,
  OUTBOX_SPEC,
  type Outbox,
  type OutboxDepth,
  type OutboxWrite,
  type QueuedAlert,
  type Settlement,
} from './outbox.ts';
export { MAX_HOLD_MS, type Pace, type PaceTurn, takeTurn } from './pace.ts';
export { type Page, type PageRequest, pageLimit } from './page.ts';
export { parseInput } from './parse.ts';
export { PII_SPEC, type PiiDetector, type PiiFinding, redactText } from './pii.ts';
export { findPii, type GuardedText, guardLogLine, guardOutgoing } from './pii-guard.ts';
export { assertPort } from './port.ts';
export { assertQueueable } from './queueable.ts';
export { quietUntil } from './quiet-hours.ts';
export { alertRank, createTurns, PRIORITY_MS, type TurnOptions, type Turns } from './rank.ts';
export { assertStoredRecord, isRecordId } from './record-rules.ts';
export {
  MAX_RECORD_LENGTH,
  RECORD_KINDS,
  RECORDS_SPEC,
  type RecordKind,
  type Records,
  type StoredRecord,
} from './records.ts';
export { type FixtureMoment, fixtureAt, replay } from './replay.ts';
export { assertReseal, isSameJson } from './reseal.ts';
export {
  type PermissionReach,
  REACH,
  type Reach,
  type Restriction,
  type RestrictionInput,
  withinRestriction,
} from './restriction.ts';
export {
  assertMayWriteTenant,
  assertSystemScope,
  assertTenantScope,
  mayReadTenant,
  type Scope,
  type SystemScope,
  systemScope,
  type TenantScope,
  tenantScope,
} from './scope.ts';
export { searchTerms, searchWords } from './search.ts';
export { isSecret, type Secret, secret } from './secret.ts';
export {
  ALERT_SEVERITIES,
  type AlertSeverity,
  alertSeveritySchema,
  LOWEST_PRIORITY,
  PRIORITY_OF_SEVERITY,
} from './severity.ts';
export { isStorable } from './storable.ts';
export {
  type FixtureCommit,
  type FixtureCompaction,
  type FixtureQuery,
  type FixtureReseal,
  type FixtureStore,
  type LongWork,
  type Progress,
  type Replacement,
  type SharedCache,
  type SharedCacheHealth,
  STORE_SPEC,
} from './store.ts';
export {
  type LocaleConfiguration,
  localeConfigurationSchema,
  newTenant,
  overridesSchema,
  parseTenantInput,
  patchTenant,
  quotasSchema,
  type TenantContext,
  type TenantInput,
  type TenantPatch,
  type TenantQuotas,
  type TextOverrides,
  tenantContextSchema,
  tenantIdSchema,
  tenantInputSchema,
} from './tenant.ts';
export type { TenantLister } from './tenant-list.ts';
export { type TenantStoresOptions, tenantStores } from './tenant-stores.ts';
export {
  MEMORY_SPEC,
  type MemoryMatch,
  type MemoryQuery,
  type MemoryUnit,
  type TranslationMemory,
} from './translation-memory.ts';
export {
  type GlossaryTerm,
  LanguagePairUnsupportedError,
  TRANSLATOR_SPEC,
  type TranslationCall,
  type TranslationContext,
  type TranslationExample,
  type TranslationFeedback,
  TranslationInvalidError,
  type TranslationRequest,
  type TranslationResult,
  type TranslationSegment,
  type TranslationUsage,
  type Translator,
  type TranslatorCapabilities,
  TranslatorRefusedError,
  TranslatorUnavailableError,
} from './translator.ts';
export {
  type AboutAlert,
  type AttemptOptions,
  type DeliveryOutcome,
  type Destination,
  type FindOutcome,
  type MessageRef,
  type OutboundMessage,
  TRANSPORT_SPEC,
  type Transport,
} from './transport.ts';
export { USAGE_SPEC, type UsageCounter, type UsageKey } from './usage.ts';
export {
  assertGiveBack,
  assertTake,
  assertUsageKey,
  forgettable,
  grantOf,
} from './usage-rules.ts';
export { uuidV7 } from './uuid.ts';
export {
  type ArgumentItem,
  type ArgumentValue,
  type ArgumentValues,
  isArgumentItem,
  MAX_LIST_ITEMS,
  packValues,
  unpackValues,
} from './values.ts';
export { visible } from './visible.ts';
