import { type FixtureStore, type Outbox, StoreUnavailableError } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it, vi } from 'vitest';
import { codeOf, open, playback, recorder, values } from '../test/house.ts';
import { createFixtureManager, defineFixture, definePlugin } from './index.ts';

const store = () => memoryStore({ region: 'eu' });

describe('createFixtureManager', () => {
  it('renders without a transport, and says what is missing when it should send', async () => {
    const alerts = await createFixtureManager({
      store: store(),
      fixtures: { playback },
      tenants: [{ id: 'acme', defaultLocale: 'en' }],
    });
    const acme = alerts.forTenant('acme', { actor: 'a', roles: ['admin'] });
    expect((await acme.render('playback', { values })).locale).toBe('en-US');
    for (const work of [
      acme.send('playback', { values }),
      acme.status('x'),
      acme.deadLetters(),
      acme.redrive('x'),
    ]) {
      expect(await codeOf(work)).toBe('LOCALERT_SETUP');
    }
    expect(await alerts.drain()).toBe(true);
    expect(await alerts.prune()).toBe(0);
    await alerts.close();
  });

  it('refuses ports that are missing or speak another contract', async () => {
    const { transport } = recorder();
    const { outbox: _, directory: __, ...bare } = store();
    const code = (options: object) =>
      codeOf(createFixtureManager({ store: store(), transport, ...options } as never));
    expect(await code({ store: bare })).toBe('LOCALERT_SETUP');
    expect(await code({ store: bare, directory: store().directory })).toBe('LOCALERT_SETUP');
    expect(await code({ store: { ...store(), spec: 'localert.store/9' } })).toBe('LOCALERT_PORT_MISMATCH');
    expect(await code({ store: undefined })).toBe('LOCALERT_PORT_MISMATCH');
    expect(await code({ transport: { ...transport, spec: 'x' } })).toBe('LOCALERT_PORT_MISMATCH');
    expect(await code({ outbox: { spec: 'x' } })).toBe('LOCALERT_PORT_MISMATCH');
    expect(await code({ directory: { spec: 'x' } })).toBe('LOCALERT_PORT_MISMATCH');
  });

  it('takes adapters that are classes', async () => {
    /** Every method reaches its data through `this`. */
    class Wrapped {
      readonly inner: object;
      constructor(inner: object) {
        this.inner = inner;
        for (const [name, value] of Object.entries(inner)) {
          const method = function (this: Wrapped, ...args: unknown[]) {
            return (this.inner as Record<string, (...given: unknown[]) => unknown>)[name]?.(...args);
          };
          Object.defineProperty(this, name, { value: typeof value === 'function' ? method : value });
        }
      }
    }
    const inner = store();
    const wrap = <Port extends object>(port: Port) => new Wrapped(port) as unknown as Port;
    const { acme, alerts, posts } = await open({
      store: wrap(inner),
      outbox: wrap(inner.outbox),
      directory: wrap(inner.directory),
    });
    await acme.create('note', { baseLocale: 'en', locales: { en: { title: 'x' } } });
    await acme.untyped.send('note');
    await alerts.drain();
    expect(posts).toHaveLength(1);
    await alerts.close();
  });

  it('stops at the desk for a fixture in code that readers would see broken', async () => {
    const broken = defineFixture({
      baseLocale: 'en',
      locales: { en: { title: 'Hi {name}' }, es: { title: 'Hola {nombre}' } },
    });
    await expect(open({ fixtures: { broken } })).rejects.toMatchObject({
      code: 'LOCALERT_FIXTURE_REFUSED',
      details: { fixture: 'broken' },
    });
    await expect(open({ fixtures: { locales: playback } })).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_FIXTURE_ID',
    });
    expect(() => defineFixture({ baseLocale: 'en', locales: { en: { '1': 'x' } } })).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it('takes fallback texts of the host, and refuses broken ones', async () => {
    const { acme, alerts, posts } = await open({
      store: { ...store(), get: async () => Promise.reject(new StoreUnavailableError({ operation: 'get' })) },
      fallbackTexts: { nl: { minimal: 'Storing {fixture}', more: '+{count}' } },
    });
    await acme.untyped.send('iets');
    await alerts.drain();
    expect(posts[0]?.message.text).toContain('Storing iets');
    await alerts.close();
    await expect(open({ fallbackTexts: { nl: { minimal: '{', more: '' } } })).rejects.toMatchObject({
      code: 'LOCALERT_MESSAGE_SYNTAX',
    });
    await expect(open({ fallbackTexts: {} })).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
  });

  it('closes once, and refuses every call afterwards', async () => {
    const inner = store();
    const close = vi.fn(inner.close);
    const { acme, alerts } = await open({ store: { ...inner, close } });
    await Promise.all([alerts.close(), alerts.close(), alerts[Symbol.asyncDispose]()]);
    expect(close).toHaveBeenCalledTimes(1);
    expect(() => alerts.forTenant('acme', { actor: 'a' })).toThrowError(/closed/);
    const calls = [
      acme.send('playback_failure', { values }),
      acme.get('playback_failure'),
      acme.list(),
      acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } }),
      acme.overrides(),
      alerts.tenants.list(),
      alerts.tenants.get('acme'),
      alerts.tenants.create({ id: 'x', defaultLocale: 'en' }),
      alerts.tenants.delete('acme'),
    ];
    for (const call of calls) expect(await codeOf(call)).toBe('LOCALERT_MANAGER_CLOSED');
  });

  it('disposes of itself', async () => {
    const inner = store();
    const close = vi.fn(inner.close);
    {
      await using alerts = await createFixtureManager({ store: { ...inner, close } });
      expect(alerts.tenants).toBeDefined();
    }
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('delivers what is due before it closes, or leaves it queued when it may not wait', async () => {
    const { acme, alerts, posts } = await open();
    await acme.send('playback_failure', { values });
    await alerts.close();
    expect(posts).toHaveLength(1);
    const idle = await open({ delivery: false });
    const { id } = await idle.acme.send('playback_failure', { values });
    expect(await idle.acme.status(id)).toMatchObject({ state: 'queued' });
    expect(await idle.alerts.drain()).toBe(true);
    await idle.alerts.close({ drainMs: 0 });
    expect(idle.posts).toEqual([]);
  });

  it('prunes every hour, and says when it could not', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const inner = store();
    const failures: unknown[] = [new StoreUnavailableError({ operation: 'prune' }), new Error('other')];
    const outbox: Outbox = {
      ...(inner.outbox as Outbox),
      prune: async () => Promise.reject(failures.shift()),
    };
    const { alerts, events } = await open({ store: inner, outbox });
    for (let hour = 0; hour < 2; hour++) {
      vi.advanceTimersByTime(3_600_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(events.filter(({ type }) => type === 'dispatcher.failed')).toEqual([
      { type: 'dispatcher.failed', code: 'LOCALERT_STORE_UNAVAILABLE' },
      { type: 'dispatcher.failed', code: 'LOCALERT_STORE_UNAVAILABLE' },
    ]);
    vi.useRealTimers();
    await alerts.close();
  });

  it('gives dead letters, and takes them up again', async () => {
    const { transport } = recorder();
    let dead = true;
    const { acme, as, alerts } = await open({
      delivery: { refused: false },
      transport: {
        ...transport,
        deliver: async () => (dead ? { kind: 'stop', code: 'channel_not_found' } : { kind: 'delivered' }),
      },
      tenants: [
        { id: 'acme', defaultLocale: 'en' },
        { id: 'other', defaultLocale: 'en' },
      ],
    });
    const { id } = await acme.send('playback_failure', { values });
    await alerts.drain();
    expect((await acme.deadLetters()).items).toMatchObject([{ id, code: 'channel_not_found' }]);
    expect((await as('admin', 'other').deadLetters()).items).toEqual([]);
    expect(await codeOf(as('admin', 'other').redrive(id))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(as('admin', 'other').status(id))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(as('sender').redrive(id))).toBe('LOCALERT_FORBIDDEN');
    dead = false;
    await acme.redrive(id);
    await alerts.drain();
    expect((await acme.status(id)).state).toBe('delivered');
    await alerts.close();
  });
});

describe('plugins', () => {
  it('are set up, told, asked and closed', async () => {
    const calls: string[] = [];
    const plugin = definePlugin({
      name: 'all',
      setup: () => void calls.push('setup'),
      observe: ({ type }) => void calls.push(type),
      onSave: ({ fixture }) =>
        fixture.labels['team'] === undefined
          ? [{ severity: 'warning', code: 'team-missing', message: 'Add a team.' }]
          : [],
      close: () => void calls.push('close'),
    });
    const { acme, alerts } = await open({ plugins: [plugin, definePlugin({ name: 'none' })] });
    const { warnings } = await acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } });
    expect(warnings).toEqual([{ severity: 'warning', code: 'team-missing', message: 'Add a team.' }]);
    await alerts.close();
    expect([calls[0], calls.at(-1)]).toEqual(['setup', 'close']);
    expect(calls).toContain('fixture.saved');
  });

  it('can object, and a plugin that throws objects too', async () => {
    const no = definePlugin({
      name: 'no',
      onSave: () => [{ severity: 'error', code: 'no', message: 'Not on my watch.' }],
    });
    const { acme, alerts } = await open({ plugins: [no] });
    expect(await codeOf(acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } }))).toBe(
      'LOCALERT_FIXTURE_REFUSED',
    );
    await alerts.close();
    for (const thrown of [new Error('CANARY secret'), new StoreUnavailableError({ operation: 'x' })]) {
      const faulty = definePlugin({
        name: 'faulty',
        onSave: () => {
          throw thrown;
        },
      });
      const house = await open({ plugins: [faulty] });
      const error: unknown = await house.acme
        .create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } })
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({
        code: 'LOCALERT_FIXTURE_REFUSED',
        message: expect.stringContaining('"faulty"'),
      });
      expect(JSON.stringify(error)).not.toContain('CANARY');
      await house.alerts.close();
    }
  });

  it('can change neither scope nor fixture', async () => {
    const attempts: string[] = [];
    const attempt = (name: string, work: () => unknown) => {
      try {
        work();
        attempts.push(`${name} passed`);
      } catch (error) {
        attempts.push(`${name} ${(error as Error).name}`);
      }
    };
    const greedy = definePlugin({
      name: 'greedy',
      onSave({ scope, fixture }) {
        attempt('tenant', () => Object.assign(scope, { tenant: 'other' }));
        attempt('roles', () => (scope.roles as string[]).push('admin'));
        attempt('text', () => Object.assign(fixture.locales['en'] ?? {}, { title: 'mine' }));
        attempt('state', () => Object.assign(fixture, { state: 'archived' }));
        return [];
      },
    });
    const { acme, alerts } = await open({ plugins: [greedy] });
    const { fixture } = await acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } });
    expect(attempts).toEqual(['tenant TypeError', 'roles TypeError', 'text TypeError', 'state TypeError']);
    expect(fixture).toMatchObject({ state: 'active', locales: { en: { title: 'x' } } });
    expect(acme.scope).toMatchObject({ tenant: 'acme', roles: ['admin'] });
    await alerts.close();
  });

  it('stop the start when their setup fails', async () => {
    await expect(
      open({
        plugins: [
          definePlugin({
            name: 'x',
            setup: () => {
              throw new Error('no');
            },
          }),
        ],
      }),
    ).rejects.toThrow('no');
  });
});

describe('an authorizer of the host', () => {
  it('decides, and denies when it throws or does not say yes', async () => {
    const asked: unknown[] = [];
    const answers = [
      true,
      true,
      () => {
        throw new Error('x');
      },
      'yes' as never,
    ];
    const { acme, alerts } = await open({
      authorizer: (scope, permission, resource) => {
        asked.push([scope.actor, permission, resource]);
        const answer = answers.shift();
        return typeof answer === 'function' ? answer() : (answer as boolean);
      },
    });
    expect((await acme.send('playback_failure', { values })).status).toBe('queued');
    // As soon as it can, and again when it knows how urgent the alert is.
    expect(asked).toEqual([
      ['user:admin', 'alert:send', { fixture: 'playback_failure' }],
      ['user:admin', 'alert:send', { fixture: 'playback_failure', severity: 'critical' }],
    ]);
    expect(await codeOf(acme.send('playback_failure', { values }))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(acme.send('playback_failure', { values }))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });
});

describe('the cache', () => {
  it('reads the store once for a thousand alerts that come together', async () => {
    const inner = store();
    let reads = 0;
    const counting: FixtureStore = {
      ...inner,
      get: async (scope, id) => {
        reads++;
        return inner.get(scope, id);
      },
    };
    const { acme, alerts, posts } = await open({ store: counting });
    await acme.create('disk', { baseLocale: 'en', locales: { en: { title: 'Disk' } } });
    reads = 0;
    await Promise.all(Array.from({ length: 1_000 }, () => acme.untyped.send('disk')));
    expect(reads).toBe(1);
    await alerts.drain(20_000);
    expect(posts).toHaveLength(1_000);
    await alerts.close();
  });
});
