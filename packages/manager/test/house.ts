import {
  type FixtureStore,
  type LocalertEvent,
  StoreUnavailableError,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import type { SlackMessage } from '@localert/slack';
import { memoryStore } from '@localert/store-memory';
import { createFixtureManager, defineFixture, type FixtureMap, type ManagerOptions } from '../src/index.ts';
import { recordingAuditor } from './auditor.ts';

/** The fixture of the design's fifteen lines. */
export const playback = defineFixture({
  baseLocale: 'en-US',
  severity: 'critical',
  locales: {
    'en-US': {
      title: 'Playback interrupted in {region}',
      description: '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}',
    },
    'es-ES': {
      title: 'Reproducción interrumpida en {region}',
      description:
        '{count, plural, one {# transmisión falla} other {# transmisiones fallan}} desde las {since, time, short}',
    },
    fr: { title: 'Lecture interrompue en {region}' },
  },
});

/** Values that fit {@link playback}. */
export const values = { region: 'EU', count: 3, since: new Date('2026-01-02T03:04:05Z') };

/** A transport that remembers what it got. */
export function recorder() {
  const posts: { tenant: string; message: SlackMessage; id: string }[] = [];
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'recorder',
    region: 'eu',
    groupOf: ({ tenant }) => tenant,
    async deliver({ tenant }, { id, payload }) {
      posts.push({ tenant, id, message: JSON.parse(payload) as SlackMessage });
      return { kind: 'delivered' };
    },
  };
  return { transport, posts };
}

/** A store whose reads and writes fail while `down` says so. Every method is listed: none passes by accident. */
export function breakable(store: FixtureStore = memoryStore()) {
  const state = { down: false };
  const up = <Value>(work: () => Promise<Value>): Promise<Value> =>
    state.down ? Promise.reject(new StoreUnavailableError({ operation: 'test' })) : work();
  const wrapped = {
    spec: store.spec,
    name: store.name,
    region: store.region,
    get: (scope, id) => up(() => store.get(scope, id)),
    list: (scope, query) => up(() => store.list(scope, query)),
    commit: (scope, commit) => up(() => store.commit(scope, commit)),
    history: (scope, id, page) => up(() => store.history(scope, id, page)),
    count: (scope) => up(() => store.count(scope)),
    purgeTenant: (scope, tenant) => up(() => store.purgeTenant(scope, tenant)),
    close: () => store.close(),
    directory: store.directory,
    outbox: store.outbox,
  } satisfies FixtureStore;
  return { store: wrapped as FixtureStore, state };
}

/** A manager over memory with one tenant, `acme`, and everything it told its observers. */
export async function open<const Fixtures extends FixtureMap = { playback_failure: typeof playback }>(
  options: Partial<ManagerOptions<Fixtures>> = {},
) {
  const events: LocalertEvent[] = [];
  const { transport, posts } = recorder();
  const alerts = await createFixtureManager<Fixtures>({
    fixtures: { playback_failure: playback } as unknown as Fixtures,
    tenants: [{ id: 'acme', defaultLocale: 'en-US', timeZone: 'Europe/Madrid' }],
    store: memoryStore({ region: 'eu' }),
    transport,
    observers: [(event) => void events.push(event)],
    ...options,
  });
  const as = (role: string, tenant = 'acme') =>
    alerts.forTenant(tenant, { actor: `user:${role}`, roles: [role] });
  return { alerts, posts, events, as, acme: as('admin'), types: () => events.map(({ type }) => type) };
}

/** The code of what a promise rejects with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no error';
}

/** The same over a store that keeps an audit trail, with an auditor that records. What `acme` began with is forgotten. */
export async function openAudited<const Fixtures extends FixtureMap = { playback_failure: typeof playback }>(
  options: Partial<ManagerOptions<Fixtures>> = {},
) {
  const store = options.store ?? memoryStore({ region: 'eu' });
  const recording = recordingAuditor(store.audit);
  const house = await open<Fixtures>({ ...options, store, audit: recording.auditor });
  return { ...house, ...recording, store };
}
