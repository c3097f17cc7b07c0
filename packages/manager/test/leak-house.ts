import { generateKeyPairSync } from 'node:crypto';
import { createAudit, ed25519Signer } from '@localert/audit';
import {
  type LocalertEvent,
  type Outbox,
  systemScope,
  type TenantDirectory,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import { createKeyring, encrypted, localKeys, reseal, verifyRows } from '@localert/crypto';
import { memoryStore } from '@localert/store-memory';
import { manualClock } from '@localert/testkit';
import { createFixtureManager, type TenantClient } from '../src/index.ts';
import { CANARY } from './canary.ts';
import { detector } from './detector.ts';
import type { PortName } from './leak-ports.ts';

/** What is to fail, and how. */
export interface Sabotage {
  readonly port: PortName;
  readonly method: string;
  /** Makes what is thrown. */
  readonly fault: () => unknown;
  /** Whether it is thrown at once, also by a method that answers later. */
  readonly atOnce: boolean;
}

/** The first item, if one comes. */
async function one<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}

const YEAR_MS = 400 * 86_400_000;

/** Every port of a manager with encryption and an audit trail; one method fails from `begin` on. */
export async function leakHouse({ port, method, fault, atOnce }: Sabotage) {
  const state = { begun: false, hits: 0 };
  const fails = (member: string, given: readonly unknown[]): unknown => {
    state.hits += 1;
    if (atOnce) throw fault();
    if (member !== 'enqueue') return Promise.reject(fault());
    const durable = Promise.reject(fault());
    durable.catch(() => undefined);
    return { id: (given[1] as { id: string }).id, durable };
  };
  /** The port, whose method fails when its turn comes. */
  function breakable<Port extends object>(name: PortName, inner: Port): Port {
    if (name !== port) return inner;
    return new Proxy(inner, {
      get(target, member, receiver) {
        const value: unknown = Reflect.get(target, member, receiver);
        if (member !== method || typeof value !== 'function') return value;
        return (...given: unknown[]) =>
          state.begun ? fails(method, given) : Reflect.apply(value, target, given);
      },
    });
  }
  /** The same for a port that is one function. */
  const breakableCall = <Call extends (...given: never[]) => unknown>(name: PortName, call: Call): Call =>
    ((...given: never[]) => (name === port && state.begun ? fails('call', given) : call(...given))) as Call;

  const clock = manualClock();
  const inner = { ...memoryStore({ clock }), rebuild: async () => ({ done: 0, total: 0 }) };
  const records = breakable('records', inner.records);
  const log = breakable('log', inner.audit);
  const usage = breakable('usage', inner.usage);
  const outbox: Outbox = breakable('outbox', { ...inner.outbox, subscribe: () => () => undefined });
  const directory: TenantDirectory = breakable('directory', inner.directory);
  const medium = breakable('store', { ...inner, records, audit: log, usage, outbox, directory });
  const local = localKeys({
    keys: ['k1', 'k2'].map((id) => ({ id, key: crypto.getRandomValues(new Uint8Array(32)) })),
    current: 'k1',
  });
  const told: LocalertEvent[] = [];
  const tell = (event: LocalertEvent) => void told.push(event);
  const failures: unknown[] = [];
  // Keys are asked for anew each time.
  const keys = createKeyring({
    kek: breakable('kek', local),
    records,
    clock,
    cache: { maxUses: 1 },
    observe: tell,
  });
  const signer = ed25519Signer(generateKeyPairSync('ed25519').privateKey);
  const audit = createAudit({
    log,
    records,
    keys: breakable('tenantKeys', keys.tenantKeys),
    signer,
    clock,
    onFailure: (failure) => failures.push(failure),
  });
  const store = encrypted(medium, {
    keys,
    policy: () => 'all',
    auditor: breakable('auditor', audit),
    observe: tell,
    clock,
  });
  const tried = new Set<string>();
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'quiet',
    groupOf: () => 'g',
    workspaceOf: () => 'w',
    // The first attempt of each ends in doubt, so that it is looked for.
    deliver: async (_, { id }) => {
      if (tried.has(id)) return { kind: 'stop', code: 'refused' };
      tried.add(id);
      return { kind: 'unknown', code: 'lost' };
    },
    find: async () => ({ kind: 'absent' }),
  };
  const start = () =>
    createFixtureManager({
      store,
      transport: breakable('transport', transport),
      delivery: { doubtMs: 1, refused: false, retry: { backoff: { baseMs: 2, maxMs: 2 } } },
      audit: breakable('auditor', audit),
      pii: breakable('detector', detector),
      clock: breakable('clock', clock),
      authorizer: breakableCall('authorizer', () => true),
      observers: [breakableCall('observer', tell), tell],
      plugins: [
        breakable('plugin', {
          name: 'careless',
          setup: () => undefined,
          onSave: () => [],
          observe: () => undefined,
          close: () => undefined,
        }),
      ],
      functions: { shout: breakableCall('formatter', (value: unknown) => String(value)) },
      tenants: ['acme', 'gamma'].map((id) => ({
        id,
        defaultLocale: 'en',
        quotas: {
          fixtures: 100,
          storedBytes: 1e6,
          sendsPerDay: 1000,
          sendsPerSecond: 500,
          aiTokensPerDay: 1000,
        },
      })),
    });
  const alerts = await start();

  /** Operations of one tenant, canaries wherever a text can stand. */
  function ofTenant(tenant: string): readonly (() => Promise<unknown>)[] {
    const client: TenantClient = alerts.forTenant(tenant, { actor: 'user:one', roles: ['admin'] }).untyped;
    const values = { text: CANARY };
    const texts = (title: string) => ({ baseLocale: 'en', locales: { en: { title } }, sensitive: true });
    const state = { sent: 'none', key: 'none', secret: 'lk.none' };
    return [
      () => client.create('note', texts(`${CANARY} {text}`)),
      () => client.create('loud', texts(`${CANARY} {text, shout}`)),
      () => client.create('faulty', texts(`${CANARY} {`)),
      () => client.update('note', { locales: { en: { title: `${CANARY} {text}!` } }, description: CANARY }),
      async () => (state.sent = (await client.send('note', { values, dedupeKey: CANARY })).id),
      () => client.send('note', { values, dedupeKey: CANARY }),
      () => client.send('loud', { values: { text: CANARY, other: CANARY } }),
      () => client.enqueue('note', { values }).durable,
      () => client.send('note', { values, incident: CANARY }),
      () => client.incidents(),
      () => client.acknowledge(CANARY, CANARY),
      () => client.resolve(CANARY, { values }),
      () => client.resolve(`${CANARY} that is not there`),
      () => client.render('note', { values: { text: CANARY, other: CANARY } }),
      () => client.render('loud', { values }),
      () => client.preview('note'),
      () => client.explain('note'),
      () => client.override('note', 'es', { title: `${CANARY} {text}` }),
      () => client.override('note', 'es', { title: `${CANARY} {` }),
      () => client.overrides(),
      () => client.get('note'),
      () => client.list(),
      () => client.history('note'),
      () => client.at('note', { revision: 1 }),
      () => client.at('note', { time: 0 }),
      () => client.diff('note', { from: 1 }),
      () => client.preview('note', {}, { at: { revision: 1 } }),
      () => client.rollback('note', { to: 1 }),
      () => one(client.watch({ from: 'beginning', signal: AbortSignal.timeout(20), pollMs: 5 })),
      () => client.usage(),
      () => alerts.drain(50),
      async () => clock.advance(5),
      () => alerts.drain(50),
      () => client.status(state.sent),
      () => client.deadLetters(),
      () => client.redrive(state.sent),
      async () => {
        const made = await client.apiKeys.create({ name: CANARY, roles: ['admin'] });
        Object.assign(state, { key: made.id, secret: made.key.reveal() });
      },
      () => alerts.authenticate(state.secret),
      () => alerts.authenticate(`lk.${tenant}.00000000-0000-7000-8000-000000000000.${CANARY}`),
      () => client.apiKeys.list(),
      () => client.apiKeys.rotate(state.key),
      () => client.apiKeys.revoke(state.key),
      async () => (await alerts.budget(tenant).take(10)).giveBack(),
      () => client.archive('note'),
      () => client.restore('note'),
      () => audit.sealNow(tenant),
      () => client.audit(),
    ];
  }

  /** A tenant whose alerts the store does not have. */
  async function deleteWithQueueApart(): Promise<void> {
    const apart = await createFixtureManager({
      ...{ store: memoryStore(), transport, delivery: false },
      outbox: breakable('outbox', memoryStore().outbox),
      tenants: [{ id: 'delta', defaultLocale: 'en' }],
    });
    await apart.tenants.delete('delta').finally(() => apart.close());
  }

  /** What a host does beside the manager. */
  const upkeep: readonly (() => Promise<unknown>)[] = [
    () => keys.rotateDek('acme'),
    () => reseal({ store }),
    async () => local.promote('k2'),
    () => keys.rewrapAll({ tenants: ['acme'] }),
    () => keys.keys('acme'),
    () => audit.sealNow(),
    () => audit.signHead('acme'),
    () => audit.verify('acme'),
    () => verifyRows({ store: medium, audit: log }),
  ];
  const ofTenants: readonly (() => Promise<unknown>)[] = [
    () => alerts.tenants.create({ id: 'beta', defaultLocale: 'en', name: CANARY }),
    () => alerts.tenants.update('acme', { defaultLocale: 'fr' }),
    () => alerts.compact({ keep: { revisions: 1 } }),
    () => one(alerts.watch({ from: 'beginning', signal: AbortSignal.timeout(20), pollMs: 5 })),
    () => alerts.rebuild(),
    () => alerts.tenants.get('acme'),
    () => alerts.tenants.list(),
    () => alerts.tenants.usage('acme'),
    async () => clock.advance(YEAR_MS * 8),
    () => alerts.prune(),
    () => alerts.tenants.delete('gamma'),
    () => alerts.prune(),
    deleteWithQueueApart,
  ];

  /** These close the store. */
  const ends: readonly (() => Promise<unknown>)[] = [
    async () => (await start()).close({ drainMs: 0 }),
    () => alerts.close({ drainMs: 0 }),
  ];

  const [before, ...rest] = ofTenant('acme');
  // A fixture and an alert are there before anything breaks; `gamma` has nothing yet, not even keys.
  await before?.();
  const acme = alerts.forTenant('acme', { actor: 'user:one', roles: ['admin'] }).untyped;
  await acme.send('note', { values: { text: CANARY }, dedupeKey: 'before' });
  const operations = [...ofTenant('gamma'), ...rest, ...upkeep, ...ofTenants];

  async function trails(): Promise<readonly unknown[]> {
    const system = systemScope('test');
    const tenants = ['acme', 'beta', 'gamma'].map((tenant) => [
      inner.audit.unlinked(system, tenant, 10_000),
      inner.audit.read(system, tenant),
    ]);
    return Promise.all(tenants.flat());
  }

  return {
    /** Lets the method fail from now on, does everything, and answers what was thrown and what was told. */
    async begin() {
      state.begun = true;
      const errors: unknown[] = [];
      const doAll = async (all: readonly (() => Promise<unknown>)[]) => {
        for (const operation of all) await operation().catch((error: unknown) => errors.push(error));
      };
      await doAll(operations);
      const trail = await trails();
      await doAll(ends);
      return { errors, hits: state.hits, traces: [told, failures, trail] };
    },
  };
}
