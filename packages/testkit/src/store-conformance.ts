import {
  type AuditLog,
  type FixtureStore,
  type Outbox,
  type Records,
  STORE_SPEC,
  type TenantDirectory,
  type UsageCounter,
} from '@localert/core';
import { isTrue, present, same } from './assertions.ts';
import { auditLogConformance } from './audit-log-conformance.ts';
import { directoryConformance } from './directory-conformance.ts';
import { watchPrototype } from './hostile.ts';
import { outboxConformance } from './outbox-conformance.ts';
import { recordsConformance } from './records-conformance.ts';
import { storeAlerts } from './store-alerts.ts';
import { storeAudit } from './store-audit.ts';
import { storeBytes } from './store-bytes.ts';
import { storeCare } from './store-care.ts';
import { storeChanges } from './store-changes.ts';
import { storeChangesBeside } from './store-changes-beside.ts';
import { storeCompact } from './store-compact.ts';
import { storeConflicts } from './store-conflicts.ts';
import {
  type StoreCapability,
  type StoreConformanceOptions,
  type StoreHarness,
  storeHarness,
} from './store-harness.ts';
import { storeLists } from './store-lists.ts';
import { storeReseal } from './store-reseal.ts';
import { storeSearch } from './store-search.ts';
import { storeSubscribe } from './store-subscribe.ts';
import { storeTenants } from './store-tenants.ts';
import { storeWrites } from './store-writes.ts';
import { itNeeding, type TestApi } from './test-api.ts';
import { usageConformance } from './usage-conformance.ts';

const CAPABILITIES: readonly StoreCapability[] = [
  'directory',
  'outbox',
  'takesAlerts',
  'audit',
  'records',
  'usage',
  'storedBytes',
  'reseal',
  'compact',
  'changes',
  'subscribe',
  'rebuild',
  'backup',
];

/** Runs the suite of a part on the part of each store that `create` makes; the store is closed with its part. */
function partOf<Part extends object>(
  options: StoreConformanceOptions,
  part: (store: FixtureStore) => Part | undefined,
) {
  const stores = new WeakMap<Part, FixtureStore>();
  const storeOf = (of: Part) => present(stores.get(of), 'the store of the part');
  const open = (store: FixtureStore): Part => {
    const opened = present(part(store), 'the part of the store');
    stores.set(opened, store);
    return opened;
  };
  const { reopen } = options;
  return {
    name: options.name,
    create: async () => open(await options.create()),
    close: (of: Part) => storeOf(of).close(),
    ...(reopen && { reopen: async (of: Part) => open(await reopen(storeOf(of))) }),
  };
}

function contract({ test, options, withStore }: StoreHarness): void {
  test.it(
    `speaks ${STORE_SPEC}`,
    withStore(async ({ spec, name }) => {
      same(spec, STORE_SPEC, 'the contract');
      isTrue(typeof name === 'string' && name.length > 0, 'the store has a name');
    }),
  );

  test.it(
    'lacks what it says it lacks, and nothing else',
    withStore(async (store) => {
      const lacking = CAPABILITIES.filter((capability) => store[capability] === undefined);
      same(lacking.toSorted(), [...(options.lacks ?? [])].sort(), 'what the store lacks');
    }),
  );
}

/**
 * Registers the tests that every `FixtureStore` has to pass, those of its directory, outbox, audit log, records
 * and counters with them.
 * What the store lacks is skipped by name.
 *
 * @param test - `describe` and `it` of your test runner: vitest, `node:test` or jest
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { FixtureStore } from '@localert/core';
 * import { storeConformance } from '@localert/testkit';
 *
 * declare function mongoStore(): Promise<FixtureStore>;
 *
 * storeConformance({ describe, it }, { name: 'mongo', create: mongoStore, lacks: ['outbox', 'usage', 'backup'] });
 * ```
 */
export function storeConformance(test: TestApi, options: StoreConformanceOptions): void {
  const harness = storeHarness(test, options);
  const { describe, it } = test;
  describe(`${options.name}: fixture store`, () => {
    const assertPrototype = watchPrototype();
    contract(harness);
    describe('writes', () => storeWrites(harness));
    describe('conflicts', () => storeConflicts(harness));
    describe('lists', () => storeLists(harness));
    describe('search', () => storeSearch(harness));
    describe('tenants', () => storeTenants(harness));
    describe('audit', () => storeAudit(harness));
    describe('alerts', () => storeAlerts(harness));
    describe('stored bytes', () => storeBytes(harness));
    describe('resealing', () => storeReseal(harness));
    describe('changes', () => {
      storeChanges(harness);
      storeChangesBeside(harness);
    });
    describe('hints', () => storeSubscribe(harness));
    describe('compaction', () => storeCompact(harness));
    describe('care', () => storeCare(harness));
    it('leaves Object.prototype as it was', async () => assertPrototype());
  });
  whole(harness, 'directory', () =>
    directoryConformance(
      test,
      partOf<TenantDirectory>(options, (store) => store.directory),
    ),
  );
  whole(harness, 'outbox', () =>
    outboxConformance(test, {
      ...partOf<Outbox>(options, (store) => store.outbox),
      subscribes: options.outboxSubscribes,
    }),
  );
  whole(harness, 'audit', () =>
    auditLogConformance(
      test,
      partOf<AuditLog>(options, (store) => store.audit),
    ),
  );
  whole(harness, 'records', () =>
    recordsConformance(
      test,
      partOf<Records>(options, (store) => store.records),
    ),
  );
  whole(harness, 'usage', () =>
    usageConformance(
      test,
      partOf<UsageCounter>(options, (store) => store.usage),
    ),
  );
}

/** A suite as a whole is registered, or skipped by name. */
function whole(
  { test, options, missing }: StoreHarness,
  capability: StoreCapability,
  register: () => void,
): void {
  const why = missing(capability);
  if (why === undefined) register();
  else
    test.describe(`${options.name}: ${capability}`, () =>
      itNeeding(test, why)(`the ${capability} suite`, async () => undefined));
}
