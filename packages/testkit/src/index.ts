export { attackConformance } from './attack-conformance.ts';
export type {
  AttackClient,
  AttackHouse,
  AttackManager,
  AttackOptions,
  AttackSetup,
  AttackTrail,
} from './attack-house.ts';
export { auditLogConformance } from './audit-log-conformance.ts';
export type { AuditLogConformanceOptions } from './audit-log-harness.ts';
export { type CacheConformanceOptions, type CacheSetup, cacheConformance } from './cache-conformance.ts';
export { type DirectoryConformanceOptions, directoryConformance } from './directory-conformance.ts';
export { kekConformance } from './kek-conformance.ts';
export type { KekConformanceOptions } from './kek-harness.ts';
export { type ManualClock, manualClock } from './manual-clock.ts';
export { outboxConformance } from './outbox-conformance.ts';
export type { OutboxConformanceOptions } from './outbox-harness.ts';
export type { PartConformanceOptions } from './part-harness.ts';
export { type RecordsConformanceOptions, recordsConformance } from './records-conformance.ts';
export {
  SAMPLE_TIME,
  type SampleCommit,
  sampleAlert,
  sampleAudit,
  sampleCreate,
  sampleLink,
  sampleSnapshot,
  sampleTenant,
  sampleTurn,
  sampleUpdate,
} from './samples.ts';
export { sharedCacheConformance } from './shared-cache-conformance.ts';
export type {
  SharedCache,
  SharedCacheCapability,
  SharedCacheConformanceOptions,
  SharedCacheSetup,
} from './shared-cache-harness.ts';
export { storeConformance } from './store-conformance.ts';
export type { StoreCapability, StoreConformanceOptions } from './store-harness.ts';
export { type Tamper, tamperable } from './tamperable.ts';
export type { RegisterTest, TestApi } from './test-api.ts';
export { translatorConformance } from './translator-conformance.ts';
export type {
  TranslatorConformanceOptions,
  TranslatorFault,
  TranslatorSetup,
} from './translator-harness.ts';
export { transportConformance } from './transport-conformance.ts';
export type { TransportConformanceOptions, TransportPeer } from './transport-harness.ts';
export { unsafeScope } from './unsafe-scope.ts';
export { type UsageConformanceOptions, usageConformance } from './usage-conformance.ts';
