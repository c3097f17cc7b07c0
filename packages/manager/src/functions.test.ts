/** Functions of the host and Localert's own, from the fixture that is saved to the alert that is sent. */
import { type Clock, type Outbox, type QueuedAlert, unpackValues } from '@localert/core';
import { defineFunction, markup } from '@localert/icu';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';
import { defineFixture } from './define-fixture.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const clock: Clock = { now: () => NOW };

const functions = {
  ticket: defineFunction({
    takes: 'text',
    sample: 'OPS-1',
    format: (value) =>
      /^[A-Z]{2,9}-\d{1,9}$/.test(value)
        ? markup(`<https://tickets.example/${value}|${value}>`, value)
        : undefined,
  }),
};

const late = defineFixture({
  baseLocale: 'en',
  severity: 'low',
  locales: {
    en: { title: '{hosts, list, max=2} behind by {lag, duration, long} since {since, relativeTime}' },
    de: { title: '{hosts, list, max=2}: {lag, duration, long} im Rückstand, {since, relativeTime}' },
  },
});
const values = { hosts: ['db-1', 'db-2', 'db-3'], lag: 90_000, since: NOW - 3_600_000 };

describe('Localert’s functions', () => {
  it('are there, typed, in every language, by the manager’s clock', async () => {
    const { acme, alerts, posts } = await open({ fixtures: { late }, clock });
    expect((await acme.send('late', { values })).problems).toEqual([]);
    await acme.send('late', { values, locale: 'de' });
    await alerts.drain();
    expect(posts.map(({ message }) => message.text).sort()).toEqual([
      'db-1, db-2 und +1: 1 Minute, 30 Sekunden im Rückstand, vor 1 Stunde',
      'db-1, db-2, and +1 behind by 1 minute, 30 seconds since 1 hour ago',
    ]);
    expect((await acme.render('late', { values })).message.text).toContain('1 hour ago');
    // @ts-expect-error a list is no string
    const wrong = await acme.send('late', { values: { ...values, hosts: 'db-1' } });
    expect(wrong.problems).toEqual([{ code: 'argument-type', argument: 'hosts' }]);
    const previews = await acme.preview('late');
    expect(previews.map(({ problems }) => problems)).toEqual([[], []]);
    expect(previews[0]?.message.text).toContain('hosts 1, hosts 2, and +1');
    await alerts.close();
  });

  it('are shown lists as plain data, no longer than can be shown', async () => {
    const store = memoryStore();
    const kept: QueuedAlert[] = [];
    const inner = store.outbox;
    const outbox: Outbox = {
      ...inner,
      enqueue: (scope, alert) => {
        kept.push(alert);
        return inner.enqueue(scope, alert);
      },
    };
    const { acme, alerts } = await open({ fixtures: { late }, clock, store, outbox });
    const send = async (hosts: unknown) => {
      const { problems } = await acme.untyped.send('late', { values: { ...values, hosts } as never });
      return { problems, hosts: unpackValues(kept.at(-1)?.values ?? '{}')['hosts'] };
    };
    const wrong = [{ code: 'argument-type', argument: 'hosts' }];
    expect(await send(Array.from({ length: 5_000 }, () => 'h'))).toMatchObject({ problems: [] });
    expect(unpackValues(kept.at(-1)?.values ?? '')['hosts']).toHaveLength(1_000);
    const long = await send(['a', 'b'.repeat(70_000), 'c']);
    expect((long.hosts as string[]).map(({ length }) => length)).toEqual([1, 65_535]);
    expect(await send(['a', { toString: () => '<!here>' }, ['b']])).toEqual({
      problems: wrong,
      hosts: ['a', null, null],
    });
    const thrown = new Proxy(['a'], {
      get: (target, key) => {
        if (key === '0') throw new Error('no');
        return Reflect.get(target, key);
      },
    });
    expect((await send(thrown)).problems).toEqual([{ code: 'argument-missing', argument: 'hosts' }]);
    await alerts.close();
  });

  it('of the message itself reach everyone only with the permission', async () => {
    const { as, alerts } = await open();
    const loud = {
      baseLocale: 'en',
      syntax: 'mf2',
      locales: { en: { title: '{here :mention} disk full' } },
    } as const;
    expect(await codeOf(as('editor').create('loud', loud))).toBe('LOCALERT_FORBIDDEN');
    expect((await as('admin').create('loud', loud)).warnings).toEqual([]);
    const quiet = { ...loud, locales: { en: { title: '{$who :mention} disk full' } } };
    expect((await as('editor').create('quiet', quiet)).warnings).toEqual([]);
    expect(await codeOf(as('editor').override('quiet', 'en', { title: '{channel :mention}' }))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    const { problems } = await as('admin').untyped.send('quiet', { values: { who: 'here' } });
    expect(problems).toEqual([{ code: 'argument-type', argument: 'who' }]);
    await alerts.close();
  });
});

describe('functions of the host', () => {
  const texts = { baseLocale: 'en', locales: { en: { title: 'Fix {key, ticket}' } } } as const;

  it('are the same when a fixture is saved and when it is sent', async () => {
    const { acme, alerts, posts } = await open({ functions });
    const { fixture, warnings } = await acme.create('fix', texts);
    expect(warnings).toEqual([]);
    expect(fixture.arguments).toEqual({ key: { type: 'text', example: 'OPS-1' } });
    await acme.untyped.send('fix', { values: { key: 'OPS-7' } });
    await acme.untyped.send('fix', { values: { key: '<!here>' } });
    await alerts.drain();
    expect(posts.map(({ message }) => message.text).sort()).toEqual([
      'Fix <https://tickets.example/OPS-7|OPS-7>',
      'Fix ⟨key?⟩',
    ]);
    await alerts.close();
  });

  it('leave no note behind when a text stops to use them', async () => {
    const { acme, alerts } = await open({ functions });
    await acme.create('fix', texts);
    const { fixture, warnings } = await acme.update('fix', { locales: { en: { title: 'Fix {other}' } } });
    expect([fixture.arguments, warnings]).toEqual([{ other: { type: 'text' } }, []]);
    await alerts.close();
  });

  it('are known to fixtures in code, and to overrides', async () => {
    const fix = defineFixture(texts);
    const { acme, alerts } = await open({ functions, fixtures: { fix } });
    expect(await acme.override('fix', 'en', { title: '{key, ticket} again' })).toEqual([]);
    expect(await codeOf(acme.override('fix', 'en', { title: '{key, unheard}' }))).toBe(
      'LOCALERT_FIXTURE_REFUSED',
    );
    expect((await acme.render('fix', { values: { key: 'OPS-7' } })).message.text).toContain('OPS-7> again');
    await alerts.close();
    expect(await codeOf(open({ fixtures: { fix } }))).toBe('LOCALERT_FIXTURE_REFUSED');
  });

  it('may replace Localert’s own', async () => {
    const { acme, alerts } = await open({ functions: { mention: (value: unknown) => `~${String(value)}` } });
    await acme.create('own', { baseLocale: 'en', locales: { en: { title: '{who, mention}' } } });
    const { message } = await acme.untyped.render('own', { values: { who: 'ana' } });
    expect(JSON.stringify(message)).toContain('~ana');
    await alerts.close();
  });

  it('that throw cost a marker, never an alert', async () => {
    const boom = () => {
      throw new Error('no');
    };
    const { acme, alerts, posts } = await open({ functions: { boom } });
    const { warnings } = await acme.create('boom', {
      baseLocale: 'en',
      locales: { en: { title: 'a {x, boom} b' } },
    });
    expect(warnings).toMatchObject([{ code: 'function-sample' }]);
    expect((await acme.untyped.send('boom', { values: { x: 'v' } })).problems).toEqual([
      { code: 'argument-type', argument: 'x' },
    ]);
    await alerts.drain();
    expect(posts[0]?.message.text).toContain('a ⟨x?⟩ b');
    await alerts.close();
  });

  it('are looked at before anything starts', async () => {
    expect(await codeOf(open({ functions: { plural: () => '' } }))).toBe('LOCALERT_INVALID_INPUT');
  });
});
