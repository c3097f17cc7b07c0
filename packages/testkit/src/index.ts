export { type CacheConformanceOptions, type CacheSetup, cacheConformance } from './cache-conformance.ts';
export { type DirectoryConformanceOptions, directoryConformance } from './directory-conformance.ts';
export { kekConformance } from './kek-conformance.ts';
export type { KekConformanceOptions } from './kek-harness.ts';
export { type ManualClock, manualClock } from './manual-clock.ts';
export { outboxConformance } from './outbox-conformance.ts';
export type { OutboxConformanceOptions } from './outbox-harness.ts';
export {
  SAMPLE_TIME,
  type SampleCommit,
  sampleAlert,
  sampleCreate,
  sampleSnapshot,
  sampleTenant,
  sampleTurn,
  sampleUpdate,
} from './samples.ts';
export { storeConformance } from './store-conformance.ts';
export type { StoreCapability, StoreConformanceOptions } from './store-harness.ts';
export type { RegisterTest, TestApi } from './test-api.ts';
export { unsafeScope } from './unsafe-scope.ts';
