import { createAudit } from '@localert/audit';
import {
  type FixtureStore,
  type Observer,
  type TenantId,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import {
  createFixtureManager,
  defineFixture,
  type FixtureManager,
  type ManagerOptions,
} from '@localert/manager';
import { slackWebApi } from '@localert/slack';
import { sqliteStore } from '@localert/store-sqlite';
import { tokenOf } from './delivery-places.ts';

const playback = defineFixture({
  baseLocale: 'en-US',
  severity: 'critical',
  locales: {
    'en-US': {
      title: 'Playback interrupted in {region}',
      description: '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}',
      actionRequired: 'Immediate investigation required',
    },
    'es-ES': {
      title: 'Reproducción interrumpida en {region}',
      description:
        '{count, plural, one {# transmisión falla} other {# transmisiones fallan}} desde las {since, time, short}',
      actionRequired: 'Se requiere investigación inmediata',
    },
  },
});

/** The manager that delivery is measured through. */
export type DeliveryManager = FixtureManager<{ playback: typeof playback }>;

/** What differs from one measure to the next. */
export interface ManagerSetup extends Pick<ManagerOptions<never>, 'delivery' | 'outbox'> {
  readonly store: FixtureStore;
  readonly tenants: readonly TenantId[];
  readonly transport: Transport;
  readonly observer?: Observer | undefined;
}

/** A manager as a host makes it. */
export function plainManager({ tenants, observer, ...rest }: ManagerSetup): Promise<DeliveryManager> {
  return createFixtureManager({
    ...rest,
    fixtures: { playback },
    tenants: tenants.map((id) => ({ id, defaultLocale: 'en-US', timeZone: 'Europe/Madrid' })),
    observers: observer === undefined ? [] : [observer],
  });
}

/** The same on a file, with all of it encrypted, and every send in the trail. */
export function guardedManager(path: string, setup: Omit<ManagerSetup, 'store'>): Promise<DeliveryManager> {
  const { tenants, observer, ...rest } = setup;
  const store = sqliteStore({ path });
  const kek = localKeys({
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    current: 'k1',
  });
  const keys = createKeyring({ kek, records: store.records });
  return createFixtureManager({
    ...rest,
    fixtures: { playback },
    tenants: tenants.map((id) => ({ id, defaultLocale: 'en-US', timeZone: 'Europe/Madrid' })),
    store: encrypted(store, { keys, policy: () => 'all' }),
    audit: createAudit({ log: store.audit, records: store.records, keys: keys.tenantKeys }),
    observers: observer === undefined ? [] : [observer],
  });
}

/** What an alert says; no two alike. */
export const requestOf = (index: number) => ({
  locale: 'es-MX',
  values: { region: 'eu-west-1', count: index % 7, since: 1_790_000_000_000 + index * 1_000 },
});

/** To the fake Slack, with the paces that Slack's limits ask for. */
export const fakeTransport = (apiUrl: string, timeoutMs = 10_000): Transport =>
  slackWebApi({ baseUrl: apiUrl, timeoutMs, tokenFor: (_, destination) => tokenOf(destination) });

/** Accepts everything at once: what is measured is our side. */
export const sink: Transport = {
  spec: TRANSPORT_SPEC,
  name: 'sink',
  groupOf: ({ tenant }) => tenant,
  deliver: async () => ({ kind: 'delivered' }),
};
