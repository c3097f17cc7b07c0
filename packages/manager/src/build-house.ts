import { createCache } from '@localert/cache';
import {
  AUDITOR_SPEC,
  assertPort,
  type ClaimedAlert,
  type Clock,
  createTurns,
  DIRECTORY_SPEC,
  guardedAuditor,
  guardedClock,
  guardedDirectory,
  guardedOutbox,
  guardedStore,
  type Observer,
  OUTBOX_SPEC,
  observers,
  PII_SPEC,
  roleAuthorizer,
  STORE_SPEC,
  systemScope,
  type TenantDirectory,
  TRANSPORT_SPEC,
  tenantScope,
  uuidV7,
} from '@localert/core';
import { createDispatcher, type Prepared } from '@localert/delivery';
import { checkedFunctions } from '@localert/icu';
import { createFallbackRenderer, createMarks } from '@localert/slack';
import { createAdmission } from './admission.ts';
import { createAttempts } from './attempts.ts';
import { createBehind } from './behind.ts';
import type { FixtureMap } from './client.ts';
import { ManagerClosedError, SetupError } from './errors.ts';
import type { FixtureEntry } from './fixture-entry.ts';
import { createFloods } from './flood.ts';
import { createHints } from './hints.ts';
import type { Delivery, House, Queue } from './house.ts';
import { proveInCode } from './in-code.ts';
import { createKeyCache } from './key-cache.ts';
import type { ManagerOptions } from './manager-options.ts';
import { prepareAlert } from './prepare.ts';
import { createQuotas } from './quotas.ts';
import { limitsOf, optionalPort, recordsOf } from './set-up.ts';
import { createSla } from './sla.ts';
import { smallerRendering } from './smaller.ts';
import { createStoreWatch } from './store-watch.ts';
import { tenantOf } from './tenant-context.ts';

/** What a dispatcher asks the host about alerts that it claimed. */
interface DeliveryHooks {
  prepare(claim: ClaimedAlert): Promise<Prepared>;
  smaller(claim: ClaimedAlert): Promise<string | undefined>;
}

function queueOf({ outbox, store }: ManagerOptions<FixtureMap>): Queue | undefined {
  const queue = outbox ?? store.outbox;
  if (queue === undefined) return undefined;
  assertPort('outbox', queue, OUTBOX_SPEC);
  return { outbox: guardedOutbox(queue), isApart: queue !== store.outbox };
}

function deliveryOf(
  options: ManagerOptions<FixtureMap>,
  queue: Queue | undefined,
  observe: Observer,
  clock: Clock,
  hooks: DeliveryHooks,
): Delivery | undefined {
  const { transport, store } = options;
  if (transport === undefined) return undefined;
  assertPort('transport', transport, TRANSPORT_SPEC);
  if (queue === undefined)
    throw new SetupError({ needs: 'an outbox: the store has none, so hand one in as "outbox"' });
  const { outbox, isApart } = queue;
  const withCommits = !isApart && store.takesAlerts === true;
  const base = { outbox, withCommits, transport, turns: createTurns() };
  if (options.delivery === false) return { ...base, dispatcher: undefined };
  return {
    ...base,
    dispatcher: createDispatcher({
      ...options.delivery,
      ...hooks,
      ...{ outbox, transport, observer: observe, clock },
    }),
  };
}

function directoryOf(options: ManagerOptions<FixtureMap>): TenantDirectory {
  const directory = options.directory ?? options.store.directory;
  if (directory === undefined)
    throw new SetupError({ needs: 'a tenant directory: the store has none, so hand one in as "directory"' });
  assertPort('directory', directory, DIRECTORY_SPEC);
  return guardedDirectory(directory);
}

/**
 * Puts a house together out of what a host hands in: every port checked, and wrapped so that its errors cannot leak.
 *
 * @param isClosing - whether the manager closes: then no operation begins any more
 * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_INVALID_INPUT, LOCALERT_SETUP, LOCALERT_PORT_MISMATCH
 */
export function buildHouse(options: ManagerOptions<FixtureMap>, isClosing: () => boolean): House {
  const { plugins = [], cache = {} } = options;
  const clock = guardedClock(options.clock ?? { now: Date.now });
  const auditor = optionalPort('auditor', options.audit, AUDITOR_SPEC);
  assertPort('store', options.store, STORE_SPEC);
  const store = guardedStore(options.store);
  const told = observers([
    ...(options.observers ?? []),
    ...plugins.flatMap(({ observe: told }) => told ?? []),
  ]);
  const sla = createSla(clock, told, async (tenant) => {
    const { delivery } = await tenantOf(house, tenantScope({ tenant, actor: 'system:sla' }));
    return delivery?.objectives;
  });
  const observe = observers([told, sla.hear]);
  const limits = limitsOf(cache);
  const { retryMs = 1_000 } = cache;
  const functions = checkedFunctions(options.functions ?? {});
  const system = systemScope('manager');
  // The dispatcher asks when it claims, and by then the house stands.
  const hooks: DeliveryHooks = {
    prepare: (claim) => prepareAlert(house, claim),
    smaller: (claim) => smallerRendering(house, claim),
  };
  const queue = queueOf(options);
  const house: House = {
    store,
    directory: directoryOf(options),
    queue,
    delivery: deliveryOf(options, queue, observe, clock, hooks),
    inCode: proveInCode(options.fixtures ?? {}, clock.now(), functions),
    // Who reads them minds how old they are; an alert takes what there is.
    tenants: createCache({ ttlMs: limits.tenantTtlMs, maxStaleMs: Number.POSITIVE_INFINITY, retryMs }),
    entries: createCache({
      max: cache.maxFixtures ?? 10_000,
      ttlMs: limits.fixtureTtlMs,
      maxStaleMs: limits.maxStaleMs,
      retryMs,
      weightOf: (entry: FixtureEntry) => entry.bytes(),
      maxWeightPerTenant: (_tenant, entry: FixtureEntry) => entry.tenant().quotas.compiledBytes,
    }),
    watch: createStoreWatch({ clock, observe, patienceMs: limits.patienceMs, retryMs }),
    behind: createBehind(),
    limits,
    hints: createHints(store, system),
    quotas: createQuotas(options.usage ?? options.store.usage, {
      scope: systemScope('quotas'),
      clock,
      observe,
    }),
    fallback: createFallbackRenderer(options.fallbackTexts),
    marks: createMarks(options.fallbackTexts),
    admission: createAdmission(),
    floods: createFloods(),
    sla,
    functions,
    authorizer: options.authorizer ?? roleAuthorizer,
    audit: auditor && guardedAuditor(auditor),
    pii: optionalPort('detector of personal data', options.pii, PII_SPEC),
    records: recordsOf(options.records ?? options.store.records),
    keys: createKeyCache(),
    attempts: createAttempts(),
    compliance: options.compliance ?? 'strict',
    plugins,
    observe,
    clock,
    system,
    newId: () => uuidV7(clock.now()),
    assertOpen() {
      if (isClosing()) throw new ManagerClosedError({});
    },
  };
  return house;
}
