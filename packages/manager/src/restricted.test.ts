/** What a scope is restricted to, through every operation of a client. */

import {
  type AlertSeverity,
  type FixtureInput,
  type FixtureStore,
  type RestrictionInput,
  StoreUnavailableError,
  type Transport,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { breakable, codeOf, open, recorder } from '../test/house.ts';
import { draft, OPERATIONS, type Operation } from '../test/operations.ts';

const texts = { en: { title: 'x' }, es: { title: 'y' } };
const fixture = (severity: AlertSeverity): FixtureInput => ({ baseLocale: 'en', severity, locales: texts });

/** `mine` is low, `other` is high; alerts of both are dead letters. */
async function house() {
  const store = memoryStore({ region: 'eu' });
  const refusing: Transport = {
    ...recorder().transport,
    deliver: async () => ({ kind: 'stop', code: 'channel_not_found' }),
  };
  const opened = await open({ store, transport: refusing, delivery: { refused: false } });
  const { acme, alerts } = opened;
  await acme.create('mine', fixture('low'));
  await acme.create('other', fixture('high'));
  const mine = (await acme.untyped.send('mine', { incident: 'mine' })).id;
  const other = (await acme.untyped.send('other', { incident: 'other' })).id;
  await alerts.drain();
  await acme.drafts.propose('mine', 'es', draft);
  await acme.drafts.propose('other', 'es', draft);
  await acme.override('mine', 'de', { title: 'm' });
  await acme.override('other', 'de', { title: 'o' });
  const only = (restriction: RestrictionInput) =>
    alerts.forTenant('acme', { actor: 'user:r', roles: ['admin'], only: restriction }).untyped;
  return { ...opened, mine, other, only };
}

/** Operations on a fixture, by its id; and what they do on an alert, by its id. */
const onFixture: Readonly<Record<string, (id: string, alert: string) => Operation>> = {
  send: (id) => (client) => client.send(id),
  enqueue: (id) => (client) => client.enqueue(id).durable,
  render: (id) => (client) => client.render(id),
  preview: (id) => (client) => client.preview(id),
  explain: (id) => (client) => client.explain(id),
  get: (id) => (client) => client.get(id),
  history: (id) => (client) => client.history(id),
  at: (id) => (client) => client.at(id, { revision: 1 }),
  diff: (id) => (client) => client.diff(id, { from: 1 }),
  rollback: (id) => (client) => client.rollback(id, { to: 1 }),
  update: (id) => (client) => client.update(id, { description: 'd' }),
  'update (texts of a locale)': (id) => (client) => client.update(id, { locales: { es: { title: 'z' } } }),
  'update (a review)': (id) => (client) =>
    client.update(id, { provenance: { es: { origin: 'human', reviewed: true } } }),
  'drafts.propose': (id) => (client) => client.drafts.propose(id, 'es', draft),
  'drafts.approve': (id) => (client) => client.drafts.approve(id, 'es'),
  'drafts.reject': (id) => (client) => client.drafts.reject(id, 'es', 'not ours'),
  archive: (id) => (client) => client.archive(id),
  restore: (id) => (client) => client.restore(id),
  override: (id) => (client) => client.override(id, 'es', { title: 'y' }),
  status: (_, alert) => (client) => client.status(alert),
  redrive: (_, alert) => (client) => client.redrive(alert),
  acknowledge: (_, alert) => (client) => client.acknowledge(alert),
  resolve: (_, alert) => (client) => client.resolve(alert),
};
const LISTS = ['list', 'drafts.list', 'overrides', 'deadLetters', 'watch', 'incidents'];
const NAMELESS = ['audit', 'usage', 'apiKeys.create', 'apiKeys.list', 'apiKeys.rotate', 'apiKeys.revoke'];

describe('every operation', () => {
  it('is one of those below', () => {
    expect([...Object.keys(onFixture), ...LISTS, ...NAMELESS, 'create'].sort()).toEqual(
      Object.keys(OPERATIONS).sort(),
    );
  });

  it.each(
    Object.keys(onFixture).flatMap((name) => [
      [name, { fixtures: ['mine'] }] as const,
      [name, { severities: ['low' as const] }] as const,
      [name, { fixtures: ['mine', 'other'], severities: ['low' as const, 'info' as const] }] as const,
    ]),
  )('%s under %j reaches what is named, and nothing else', async (name, restriction) => {
    const { only, mine, other, alerts } = await house();
    const operation = onFixture[name] as (typeof onFixture)[string];
    expect(await codeOf(operation('mine', mine)(only(restriction)))).toBe('no error');
    expect(await codeOf(operation('other', other)(only(restriction)))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });

  it.each(Object.keys(onFixture))('%s under a restriction of locales', async (name) => {
    const { only, mine, alerts } = await house();
    const operation = (onFixture[name] as (typeof onFixture)[string])('mine', mine);
    const reads = ['render', 'preview', 'explain', 'get', 'history', 'at', 'diff', 'status'].includes(name);
    const ofLocale =
      name.startsWith('drafts.') ||
      ['update (texts of a locale)', 'update (a review)', 'override'].includes(name);
    expect(await codeOf(operation(only({ locales: ['es'] })))).toBe(
      reads || ofLocale ? 'no error' : 'LOCALERT_FORBIDDEN',
    );
    expect(await codeOf(operation(only({ locales: ['fr'] })))).toBe(
      reads ? 'no error' : 'LOCALERT_FORBIDDEN',
    );
    await alerts.close();
  });

  it.each(NAMELESS)('%s is denied to whoever is restricted in any way', async (name) => {
    const { only, alerts } = await house();
    const [, work] = OPERATIONS[name as 'audit'];
    for (const restriction of [{ fixtures: ['mine'] }, { locales: ['es'] }, { severities: ['low'] }] as const)
      expect(await codeOf(work(only(restriction)))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });
});

describe('lists', () => {
  it.each([{ fixtures: ['mine'] }, { severities: ['low' as const] }])(
    'under %j leave the rest out',
    async (restriction) => {
      const { only, alerts, mine } = await house();
      const client = only(restriction);
      expect((await client.list()).items.map(({ id }) => id)).toEqual(['mine']);
      expect(Object.keys(await client.overrides())).toEqual(['mine']);
      expect((await client.deadLetters()).items.map(({ id }) => id)).toEqual([mine]);
      await alerts.close();
    },
  );

  it('under a restriction of locales are whole: a translator reads what he translates', async () => {
    const { only, acme, alerts } = await house();
    const client = only({ locales: ['es'] });
    expect(await client.list()).toEqual(await acme.list());
    expect(await client.overrides()).toEqual(await acme.overrides());
    expect(await client.deadLetters()).toEqual(await acme.deadLetters());
    await alerts.close();
  });

  it('go on past a page of which nothing may be read', async () => {
    const { only, alerts } = await house();
    const client = only({ fixtures: ['mine'] });
    const found: string[] = [];
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await client.list({ limit: 1, cursor });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
      pages += 1;
    } while (cursor !== undefined);
    expect(found).toEqual(['mine']);
    expect(pages).toBeGreaterThan(1);
    await alerts.close();
  });

  it('are filtered by a host’s authorizer, too', async () => {
    const { alerts, acme } = await open({
      authorizer: (_, permission, { fixture: id }) => permission !== 'fixture:read' || id !== 'secret_plan',
    });
    await acme.create('secret_plan', fixture('low'));
    await acme.create('note', fixture('low'));
    await acme.override('secret_plan', 'de', { title: 's' });
    expect((await acme.list()).items.map(({ id }) => id)).toEqual(['playback_failure', 'note']);
    expect(await acme.overrides()).toEqual({});
    expect(await codeOf(acme.get('secret_plan'))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });

  it('of overrides leave out those of a fixture that is gone, and fail when the store does', async () => {
    const inner = breakable(memoryStore({ region: 'eu' }));
    const { acme, alerts } = await open({ store: inner.store });
    await acme.create('note', fixture('low'));
    await acme.override('note', 'de', { title: 'z' });
    const low = { actor: 'user:r', roles: ['viewer'], only: { severities: ['low'] } } as const;
    expect(Object.keys(await alerts.forTenant('acme', low).overrides())).toEqual(['note']);
    await alerts.close();
    // A store of its own, that has lost the fixture, beside the directory that still has the words.
    for (const [get, expected] of [
      [async () => undefined, 'none'],
      [
        async () => Promise.reject(new StoreUnavailableError({ operation: 'get' })),
        'LOCALERT_STORE_UNAVAILABLE',
      ],
    ] as const) {
      const fresh = memoryStore({ region: 'eu' });
      const first = await open({ store: fresh });
      await first.acme.create('note', fixture('low'));
      await first.acme.override('note', 'de', { title: 'z' });
      const second = await open({ store: { ...fresh, get } as FixtureStore });
      const seen = second.alerts
        .forTenant('acme', low)
        .overrides()
        .then((all) => (Object.keys(all).length === 0 ? 'none' : 'some'));
      expect(await seen.catch((error: { code: string }) => error.code)).toBe(expected);
    }
  });
});

describe('writes of a restricted actor', () => {
  it('make fixtures of their id and severity alone', async () => {
    const { only, alerts } = await house();
    const low = only({ severities: ['low'] });
    expect(await codeOf(low.create('made', fixture('low')))).toBe('no error');
    expect(await codeOf(low.create('loud', fixture('critical')))).toBe('LOCALERT_FORBIDDEN');
    const named = only({ fixtures: ['named'] });
    expect(await codeOf(named.create('named', fixture('low')))).toBe('no error');
    expect(await codeOf(named.create('unnamed', fixture('low')))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(only({ locales: ['en', 'es'] }).create('whole', fixture('low')))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    await alerts.close();
  });

  it('do not lift a fixture out of, or into, their severity', async () => {
    const { only, acme, alerts } = await house();
    const low = only({ severities: ['low', 'medium'] });
    expect(await codeOf(low.update('mine', { severity: 'critical' }))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(low.update('other', { severity: 'low' }))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(low.update('mine', { severity: 'medium' }))).toBe('no error');
    expect((await acme.get('mine')).severity).toBe('medium');
    await alerts.close();
  });

  it('change the texts of their locale, however it is spelt, and of no other', async () => {
    const { only, acme, alerts } = await house();
    const spanish = only({ locales: ['es'] });
    const patch = (locale: string) => ({ locales: { [locale]: { title: 'neu' } } });
    expect(await codeOf(spanish.update('mine', patch('ES')))).toBe('no error');
    for (const locale of ['en', 'de', 'es-MX', 'not a tag'])
      expect(await codeOf(spanish.update('mine', patch(locale)))).toBe('LOCALERT_FORBIDDEN');
    const both = { locales: { es: { title: 'a' }, de: { title: 'b' } } };
    expect(await codeOf(spanish.update('mine', both))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(spanish.update('mine', { ...patch('es'), description: 'd' }))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    expect(await codeOf(spanish.update('mine', { locales: { es: null } }))).toBe('no error');
    expect(Object.keys((await acme.get('mine')).locales)).toEqual(['en']);
    // The base locale's texts decide what the fixture takes: within a restriction to it they may be written, for it is named.
    expect(await codeOf(only({ locales: ['en'] }).update('mine', patch('en')))).toBe('no error');
    await alerts.close();
  });
});

describe('translators and reviewers', () => {
  it.each([
    ['translator', { locales: { es: { title: 'z' } } }, 'no error'],
    ['translator', { locales: { en: { title: 'z' } } }, 'LOCALERT_FORBIDDEN'],
    ['translator', { locales: { EN: { title: 'z' } } }, 'LOCALERT_FORBIDDEN'],
    ['translator', { locales: { de: { title: 'z' } }, description: undefined }, 'no error'],
    ['translator', { locales: { es: null } }, 'no error'],
    ['translator', { provenance: { es: { origin: 'import' } } }, 'no error'],
    ['translator', { provenance: { es: { origin: 'import', reviewed: false } } }, 'no error'],
    ['translator', { provenance: { es: null } }, 'no error'],
    ['translator', { provenance: { es: { origin: 'human', reviewed: true } } }, 'LOCALERT_FORBIDDEN'],
    [
      'translator',
      { locales: { es: { title: 'z' } }, provenance: { es: { origin: 'human', reviewed: true } } },
      'LOCALERT_FORBIDDEN',
    ],
    ['translator', { locales: { es: { title: 'z' } }, severity: 'critical' }, 'LOCALERT_FORBIDDEN'],
    ['translator', { description: 'd' }, 'LOCALERT_FORBIDDEN'],
    ['translator', {}, 'LOCALERT_FORBIDDEN'],
    ['translator', { locales: undefined }, 'LOCALERT_FORBIDDEN'],
    ['reviewer', { provenance: { es: { origin: 'human', reviewed: true } } }, 'no error'],
    ['reviewer', { provenance: { es: { origin: 'human' } } }, 'LOCALERT_FORBIDDEN'],
    ['reviewer', { locales: { es: { title: 'z' } } }, 'LOCALERT_FORBIDDEN'],
    ['reviewer', {}, 'LOCALERT_FORBIDDEN'],
    ['editor', { locales: { en: { title: 'z' } } }, 'no error'],
    ['editor', { provenance: { es: { origin: 'human', reviewed: true } }, severity: 'low' }, 'no error'],
    ['editor', {}, 'no error'],
    ['viewer', { locales: { es: { title: 'z' } } }, 'LOCALERT_FORBIDDEN'],
  ] as const)('%s %j: %s', async (role, patch, expected) => {
    const { acme, as, alerts } = await open();
    await acme.create('note', { baseLocale: 'en', locales: texts });
    expect(await codeOf(as(role).update('note', patch))).toBe(expected);
    await alerts.close();
  });

  it('do not get by with a patch that is none', async () => {
    const { acme, as, alerts } = await open();
    await acme.create('note', { baseLocale: 'en', locales: texts });
    for (const patch of [{ locales: 'es' }, { locales: null }, { provenance: 7 }, { locales: [] }])
      expect(await codeOf(as('translator').update('note', patch as never))).toBe('LOCALERT_FORBIDDEN');
    for (const patch of [{ locales: 'es' }, { locales: { x: { title: 'y' } } }])
      expect(await codeOf(acme.update('note', patch as never))).toBe('LOCALERT_INVALID_INPUT');
    await alerts.close();
  });

  it('ask for writing on the base locale’s texts by themselves', async () => {
    const asked: string[] = [];
    const { acme, alerts } = await open({
      authorizer: (_, permission, { fixture: id, locale = '-', severity = '-' }) => {
        asked.push(`${permission} ${id} ${locale} ${severity}`);
        return true;
      },
    });
    await acme.create('note', { baseLocale: 'en', severity: 'low', locales: texts });
    asked.length = 0;
    await acme.update('note', { locales: { en: { title: '1' }, ES: { title: '2' } }, severity: 'high' });
    expect(asked).toEqual([
      'fixture:translate note en -',
      'fixture:translate note es -',
      'fixture:write note - -',
      'fixture:translate note en low',
      'fixture:write note en low',
      'fixture:translate note es low',
      'fixture:write note - low',
      'fixture:write note - high',
    ]);
    asked.length = 0;
    await acme.update('note', { severity: 'high' });
    expect(asked).toEqual(['fixture:write note - -', 'fixture:write note - high']);
    await alerts.close();
  });
});

describe('an alert whose fixture nobody can read', () => {
  it.each([
    [undefined, 'high'],
    [['high', 'critical'], 'high'],
    [['info', 'low'], 'low'],
    [['critical'], 'critical'],
  ] as const)('goes out to an actor restricted to %j as %s', async (severities, expected) => {
    const { store, state } = breakable(memoryStore({ region: 'eu' }));
    const { alerts, as, acme } = await open({ store, delivery: false });
    await as('viewer').overrides();
    state.down = true;
    const only = severities === undefined ? undefined : { severities };
    const { id } = await alerts
      .forTenant('acme', { actor: 'user:r', roles: ['sender'], only })
      .untyped.send('note');
    state.down = false;
    expect(await acme.status(id)).toMatchObject({ severity: expected });
    await alerts.close();
  });

  it('does not, to one who may send nothing', async () => {
    const { store, state } = breakable(memoryStore({ region: 'eu' }));
    const { alerts, as } = await open({ store, delivery: false });
    await as('viewer').overrides();
    state.down = true;
    const client = alerts.forTenant('acme', { actor: 'user:r', roles: ['sender'], only: { severities: [] } });
    expect(await codeOf(client.untyped.send('note'))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });
});

it('no authorizer of a host widens a restriction', async () => {
  const { alerts } = await open({ authorizer: () => true });
  const client = alerts.forTenant('acme', { actor: 'user:r', only: { fixtures: ['other'] } }).untyped;
  expect(await codeOf(client.get('playback_failure'))).toBe('LOCALERT_FORBIDDEN');
  expect(await codeOf(client.apiKeys.list())).toBe('LOCALERT_FORBIDDEN');
  await alerts.close();
});

it('mentions of everyone ask with all that is known', async () => {
  const asked: unknown[] = [];
  const { acme, alerts } = await open({
    authorizer: (_, permission, resource) => {
      if (permission === 'mention:broadcast') asked.push(resource);
      return true;
    },
  });
  await codeOf(
    acme.create('note', { baseLocale: 'en', severity: 'low', locales: { en: { title: '<!channel> x' } } }),
  );
  await codeOf(acme.override('playback_failure', 'de', { title: '<!here> y' }));
  expect(asked).toEqual([
    { fixture: 'note', severity: 'low' },
    { fixture: 'playback_failure', locale: 'de', severity: 'critical' },
  ]);
  await alerts.close();
});
