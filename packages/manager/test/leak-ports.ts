import type {
  AuditLog,
  Auditor,
  FixtureStore,
  KekProvider,
  Outbox,
  PiiDetector,
  Records,
  TenantDirectory,
  TenantKeys,
  Transport,
  UsageCounter,
} from '@localert/core';
import type { Plugin } from '../src/index.ts';

/** The names of a port's methods, the optional ones too. */
type MethodOf<Port> = {
  [Name in keyof Port]-?: NonNullable<Port[Name]> extends (...given: never[]) => unknown ? Name : never;
}[keyof Port];

/**
 * `reached`: something of Localert calls it, and its errors go through our hands. `host`: nothing does, and who calls the
 * adapter gets the adapter’s own error.
 */
export type Reach = 'reached' | 'host';

type Methods<Port> = Readonly<Record<MethodOf<Port>, Reach>>;

/** Every method of every port that is handed to a manager or stands beneath one. A new one without a line is a type error. */
export const PORT_METHODS = {
  store: {
    get: 'reached',
    list: 'reached',
    commit: 'reached',
    history: 'reached',
    count: 'reached',
    storedBytes: 'reached',
    reseal: 'reached',
    rebuild: 'reached',
    compact: 'reached',
    changes: 'reached',
    subscribe: 'reached',
    backup: 'host',
    purgeTenant: 'reached',
    close: 'reached',
  } satisfies Methods<FixtureStore>,
  directory: {
    get: 'reached',
    list: 'reached',
    create: 'reached',
    replace: 'reached',
    delete: 'reached',
  } satisfies Methods<TenantDirectory>,
  outbox: {
    enqueue: 'reached',
    claim: 'reached',
    settle: 'reached',
    status: 'reached',
    dead: 'reached',
    redrive: 'reached',
    nextDue: 'reached',
    subscribe: 'reached',
    depth: 'host',
    prune: 'reached',
    purge: 'reached',
    close: 'reached',
  } satisfies Methods<Outbox>,
  records: { get: 'reached', list: 'reached', put: 'reached', delete: 'reached' } satisfies Methods<Records>,
  usage: { take: 'reached', giveBack: 'reached', read: 'reached' } satisfies Methods<UsageCounter>,
  log: {
    append: 'reached',
    tenants: 'reached',
    waiting: 'reached',
    unlinked: 'reached',
    link: 'reached',
    head: 'reached',
    read: 'reached',
    drop: 'reached',
  } satisfies Methods<AuditLog>,
  auditor: {
    record: 'reached',
    append: 'reached',
    entries: 'reached',
    forget: 'reached',
    prune: 'reached',
    close: 'reached',
  } satisfies Methods<Auditor>,
  kek: {
    generateDek: 'reached',
    unwrap: 'reached',
    rewrap: 'reached',
    current: 'reached',
    destroy: 'host',
    health: 'host',
  } satisfies Methods<KekProvider>,
  tenantKeys: { key: 'reached', shred: 'reached' } satisfies Methods<TenantKeys>,
  detector: { detect: 'reached' } satisfies Methods<PiiDetector>,
  transport: {
    groupOf: 'reached',
    workspaceOf: 'reached',
    deliver: 'reached',
    find: 'reached',
    update: 'host',
  } satisfies Methods<Transport>,
  plugin: {
    setup: 'reached',
    onSave: 'reached',
    observe: 'reached',
    close: 'reached',
  } satisfies Methods<Plugin>,
  // Ports that are one function, and the clock.
  authorizer: { call: 'reached' },
  observer: { call: 'reached' },
  clock: { now: 'reached' },
  formatter: { call: 'reached' },
} as const;

export type PortName = keyof typeof PORT_METHODS;

/** Port and method, for each that something of Localert reaches. */
export const REACHED: readonly (readonly [port: PortName, method: string])[] = Object.entries(
  PORT_METHODS,
).flatMap(([port, methods]) =>
  Object.entries(methods)
    .filter(([, reach]) => reach !== 'host')
    .map(([method]) => [port as PortName, method] as const),
);

/** Methods that answer at once: they can fail in no other way. */
export const AT_ONCE: ReadonlySet<string> = new Set([
  'detector.detect',
  'transport.groupOf',
  'transport.workspaceOf',
  'authorizer.call',
  'clock.now',
  'formatter.call',
]);
