import { inspect } from 'node:util';
import {
  type FixtureStore,
  type LocalertEvent,
  type Outbox,
  type TenantDirectory,
  TRANSPORT_SPEC,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { open } from '../test/house.ts';
import { definePlugin } from './index.ts';

const CANARY = 'xoxb-CANARY-7f3a';

/** An error as a careless driver makes it: the data stands in its message, its properties and its cause. */
const careless = () =>
  Object.assign(new Error(`duplicate key value (${CANARY})`, { cause: new Error(CANARY) }), {
    code: '23505',
    detail: CANARY,
    url: `https://${CANARY}`,
  });

/** The port object with one method that fails carelessly, at once or later. */
function sabotage<Port extends object>(port: Port, method: string, sync: boolean): Port {
  const fail = sync
    ? () => {
        throw careless();
      }
    : async () => Promise.reject(careless());
  return {
    ...port,
    [method]:
      method === 'enqueue' && !sync
        ? (_: unknown, { id }: { id: string }) => ({ id, durable: Promise.reject(careless()) })
        : fail,
  };
}

/** Everything that a host could print of an error. */
const printed = (error: unknown): string =>
  [
    String(error),
    (error as Error).stack,
    JSON.stringify(error),
    inspect(error, { depth: 12, showHidden: true }),
    inspect((error as Error).cause),
  ].join('\n');

describe('nothing leaks (attack 25)', () => {
  const stores: readonly (keyof FixtureStore)[] = [
    'get',
    'list',
    'commit',
    'history',
    'purgeTenant',
    'close',
  ];
  const queues: readonly (keyof Outbox)[] = [
    'enqueue',
    'claim',
    'settle',
    'status',
    'dead',
    'redrive',
    'nextDue',
    'prune',
    'close',
  ];
  const directories: readonly (keyof TenantDirectory)[] = ['get', 'list', 'create', 'replace', 'delete'];
  const cases = [
    ...stores.map((method) => ['store', method] as const),
    ...queues.map((method) => ['outbox', method] as const),
    ...directories.map((method) => ['directory', method] as const),
    ['transport', 'deliver'] as const,
    ['plugin', 'onSave'] as const,
  ];

  it.each(cases.flatMap(([port, method]) => [false, true].map((sync) => [port, method, sync] as const)))(
    'when %s.%s fails (at once: %s)',
    async (port, method, sync) => {
      const events: LocalertEvent[] = [];
      const memory = memoryStore();
      // The tenants and a fixture are there before anything breaks.
      const before = await open({ store: memory });
      await before.acme.create('note', { baseLocale: 'en', locales: { en: { title: `${CANARY} {text}` } } });

      const broken = await open({
        store: port === 'store' ? sabotage(memory, method, sync) : memory,
        outbox:
          port === 'outbox' ? sabotage(memory.outbox as Outbox, method, sync) : (memory.outbox as Outbox),
        directory:
          port === 'directory'
            ? sabotage(memory.directory as TenantDirectory, method, sync)
            : (memory.directory as TenantDirectory),
        transport: {
          spec: TRANSPORT_SPEC,
          name: 'careless',
          groupOf: () => 'g',
          deliver:
            port === 'transport'
              ? sabotage({ deliver: async () => ({ kind: 'delivered' as const }) }, method, sync).deliver
              : async () => ({ kind: 'delivered' }),
        },
        plugins: port === 'plugin' ? [sabotage(definePlugin({ name: 'careless' }), method, sync)] : [],
        observers: [(event) => void events.push(event)],
        tenants: [],
      });
      const { acme, alerts } = broken;
      const values = { text: CANARY };
      const { id } = acme.untyped.enqueue('note', { values });
      const calls = [
        () => acme.untyped.send('note', { values, dedupeKey: CANARY }),
        () => acme.untyped.render('note', { values: { text: CANARY, other: CANARY } }),
        () => acme.create('other', { baseLocale: 'en', locales: { en: { title: `${CANARY} {` } } }),
        () => acme.create('third', { baseLocale: 'en', locales: { en: { title: CANARY } } }),
        () => acme.update('note', { locales: { en: { title: `${CANARY} {text}!` } } }),
        () => acme.override('note', 'es', { title: `${CANARY} {text}` }),
        () => acme.override('note', 'es', { title: `${CANARY} {` }),
        () => acme.get('note'),
        () => acme.list(),
        () => acme.history('note'),
        () => acme.archive('note'),
        () => acme.status(id),
        () => acme.deadLetters(),
        () => acme.redrive(id),
        () => alerts.tenants.create({ id: 'beta', defaultLocale: 'en' }),
        () => alerts.tenants.update('acme', { defaultLocale: 'fr' }),
        () => alerts.tenants.list(),
        () => alerts.tenants.delete('beta'),
        () => alerts.prune(),
        () => alerts.drain(50),
        () => alerts.close({ drainMs: 0 }),
      ];
      const errors: unknown[] = [];
      for (const call of calls) await call().catch((error: unknown) => errors.push(error));
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) {
        expect(printed(error)).not.toContain('CANARY');
        expect(error).toMatchObject({ code: expect.stringMatching(/^LOCALERT_/) });
      }
      expect(JSON.stringify(events)).not.toContain('CANARY');
    },
  );
});

describe('one event, one line (attack 21)', () => {
  it('whatever stands in names', async () => {
    const { acme, alerts, events } = await open();
    const hostile = 'a\r\nINJECTED\u001b[2J\u202e';
    const errors: unknown[] = [];
    for (const call of [
      () => acme.untyped.send(hostile),
      () => acme.status(hostile),
      () => acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } }, [hostile]: 1 } as never),
      () =>
        acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } }, severity: hostile as never }),
      () => acme.create('x', { baseLocale: 'en', locales: { en: { title: `{${hostile}` } } }),
      () => acme.override('playback_failure', hostile, {}),
    ]) {
      await call().catch((error: unknown) => errors.push(error));
    }
    expect(errors).toHaveLength(6);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    for (const error of errors) expect((error as Error).message).not.toMatch(/[\r\n\u001b\u202e]/);
    for (const event of events) expect(JSON.stringify(event)).not.toContain('\u202e');
    expect(() => alerts.forTenant('acme', { actor: hostile })).toThrowError(/actor/);
    await alerts.close();
  });
});
