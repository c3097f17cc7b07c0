import {
  type Destination,
  type FixtureStore,
  type LocalertEvent,
  type TenantInput,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import type { SlackMessage } from '@localert/slack';
import { memoryStore } from '@localert/store-memory';
import { type ManualClock, manualClock } from '@localert/testkit';
import { createFixtureManager, defineFixture, type ManagerOptions } from '../src/index.ts';

/** One call of the transport. */
export interface Call {
  readonly kind: 'post' | 'update';
  readonly id: string;
  readonly tenant: string;
  readonly message: SlackMessage;
  readonly destination: Destination;
  /** Which message was changed. */
  readonly ts?: string;
}

/** A transport that can change messages, and remembers what it did. Channels named `refuse…` take no form of a message. */
export function channels(canUpdate = true) {
  const calls: Call[] = [];
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'channels',
    groupOf: ({ tenant }, { workspace = 'w', channel = 'default' }) => `${tenant}/${workspace}/${channel}`,
    async deliver({ tenant }, { id, payload, destination }) {
      if (destination.channel?.startsWith('refuse')) return { kind: 'rerender', code: 'invalid_blocks' };
      calls.push({ kind: 'post', id, tenant, message: JSON.parse(payload) as SlackMessage, destination });
      return {
        kind: 'delivered',
        ref: { channel: destination.channel ?? 'default', ts: `ts-${calls.length}` },
      };
    },
    ...(canUpdate && {
      async update({ tenant }, ref, { id, payload, destination }) {
        const message = JSON.parse(payload) as SlackMessage;
        calls.push({ kind: 'update', id, tenant, message, destination, ts: ref.ts });
        return { kind: 'delivered', ref };
      },
    }),
  };
  return { transport, calls, texts: () => calls.map(({ message }) => message.text) };
}

const title = (severity: 'critical' | 'medium', labels: Record<string, string> = {}) =>
  defineFixture({
    baseLocale: 'en',
    severity,
    labels,
    locales: { en: { title: 'Disk full on {host}' }, es: { title: 'Disco lleno en {host}' } },
  });

/** Fixtures of two severities; `disk` has a label. */
export const fixtures = {
  disk: title('medium', { team: 'storage' }),
  down: title('critical'),
};

/** A manager over memory on a clock of its own, from a Monday noon in UTC, with the tenants `acme` and `beta`. */
export async function contentHouse(
  delivery: TenantInput['delivery'] = undefined,
  options: Partial<ManagerOptions<typeof fixtures>> & { readonly canUpdate?: boolean } = {},
) {
  const { canUpdate, ...more } = options;
  const clock: ManualClock = manualClock(Date.UTC(2026, 0, 5, 12));
  const store: FixtureStore = more.store ?? memoryStore({ clock });
  const events: LocalertEvent[] = [];
  const told = channels(canUpdate);
  const alerts = await createFixtureManager({
    fixtures,
    store,
    transport: told.transport,
    clock,
    tenants: ['acme', 'beta'].map((id) => ({ id, defaultLocale: 'en', ...(delivery && { delivery }) })),
    observers: [(event) => void events.push(event)],
    ...more,
  });
  const as = (role: string, tenant = 'acme') =>
    alerts.forTenant(tenant, { actor: `user:${role}`, roles: [role] });
  /** Delivers what is due by then. */
  const after = async (ms: number) => {
    clock.advance(ms);
    await alerts.drain();
  };
  const send = (host = 'db-1', request: object = {}, fixture: keyof typeof fixtures = 'disk') =>
    as('admin').send(fixture, { values: { host }, ...request });
  return { alerts, store, clock, events, ...told, as, acme: as('admin'), after, send };
}

/** An event of a type. */
type OfType<Type extends LocalertEvent['type']> = Extract<LocalertEvent, { type: Type }>;

/** The events of a type. */
export const ofType = <Type extends LocalertEvent['type']>(
  events: readonly LocalertEvent[],
  type: Type,
): readonly OfType<Type>[] => events.filter((event): event is OfType<Type> => event.type === type);
