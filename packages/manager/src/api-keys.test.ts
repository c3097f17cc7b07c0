import { inspect } from 'node:util';
import { isSecret, RECORDS_SPEC, type Records, ROLES, roleAuthorizer, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { describe, expect, it } from 'vitest';
import { codeOf, open, values } from '../test/house.ts';
import { keyHouse, UNKNOWN_ID } from '../test/key-house.ts';

const stores = {
  memory: () => memoryStore({ region: 'eu' }),
  sqlite: () => sqliteStore({ path: ':memory:', region: 'eu' }),
};
const system = systemScope('test');
const DAY = 86_400_000;

describe.each(Object.entries(stores))('an API key on %s', (_, create) => {
  it('opens as a service actor with its roles, and no more', async () => {
    const { acme, alerts, kept } = await keyHouse(create);
    const { id, key } = await acme.apiKeys.create({ name: 'player', roles: ['sender'] });
    expect(isSecret(key)).toBe(true);
    const client = await alerts.authenticate(key.reveal());
    expect(client.scope).toEqual({ kind: 'tenant', tenant: 'acme', actor: `key:${id}`, roles: ['sender'] });
    expect((await client.send('playback_failure', { values })).status).toBe('queued');
    expect(await codeOf(client.archive('x'))).toBe('LOCALERT_FORBIDDEN');
    expect((await alerts.authenticate(key)).scope).toEqual(client.scope);
    expect((await kept()).slice(1).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'user:admin api-key:create',
      `key:${id} alert:send`,
      `key:${id} fixture:archive`,
    ]);
    await alerts.close();
  });

  it('carries its restriction', async () => {
    const { acme, alerts } = await keyHouse(create);
    const { key } = await acme.apiKeys.create({
      name: 'player',
      roles: ['sender'],
      only: { fixtures: ['other'], severities: ['low'], locales: ['ES'] },
    });
    const client = (await alerts.authenticate(key)).untyped;
    expect(client.scope.only).toEqual({ fixtures: ['other'], severities: ['low'], locales: ['es'] });
    expect(Object.isFrozen(client.scope.only)).toBe(true);
    expect((await acme.apiKeys.list()).items.map(({ only }) => only)).toEqual([client.scope.only]);
    expect(await codeOf(client.get('playback_failure'))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });

  it('is listed, rotated and revoked; its text is kept nowhere', async () => {
    const { acme, alerts, clock, body, records } = await keyHouse(create);
    const expiresAt = clock.now() + 10 * DAY;
    const made = await acme.apiKeys.create({
      name: 'player',
      roles: ['sender', 'viewer', 'sender'],
      expiresAt,
    });
    const info = {
      id: made.id,
      name: 'player',
      roles: ['sender', 'viewer'],
      createdAt: clock.now(),
      createdBy: 'user:admin',
      expiresAt,
    };
    expect(await acme.apiKeys.list()).toEqual({ items: [info] });
    const rows = JSON.stringify(await records.list(system, 'acme', 'api-key'));
    const text = made.key.reveal();
    expect(rows).not.toContain(text.split('.')[3]?.slice(0, 43));
    expect((await body(made.id)).digests).toHaveLength(1);

    const rotated = await acme.apiKeys.rotate(made.id);
    expect(rotated.id).toBe(made.id);
    expect(rotated.key.reveal()).not.toBe(text);
    for (const key of [made.key, rotated.key])
      expect((await alerts.authenticate(key)).scope.actor).toBe(`key:${made.id}`);
    expect((await acme.apiKeys.list()).items).toEqual([info]);

    await acme.apiKeys.revoke(made.id);
    for (const key of [made.key, rotated.key])
      expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    expect(await acme.apiKeys.list()).toEqual({ items: [] });
    for (const again of [() => acme.apiKeys.revoke(made.id), () => acme.apiKeys.rotate(made.id)])
      expect(await codeOf(again())).toBe('LOCALERT_NOT_FOUND');
    await alerts.close();
  });

  it('of another tenant can neither be seen, rotated nor revoked', async () => {
    const { acme, alerts, as } = await keyHouse(create);
    await alerts.tenants.create({ id: 'beta', defaultLocale: 'en' });
    const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const beta = as('admin', 'beta').apiKeys;
    expect(await beta.list()).toEqual({ items: [] });
    const message = async (work: Promise<unknown>) =>
      work.then(
        () => '',
        (error: Error) => error.message,
      );
    for (const operation of ['rotate', 'revoke'] as const)
      expect((await message(beta[operation](id))).replace(id, 'ID')).toBe(
        (await message(beta[operation](UNKNOWN_ID))).replace(UNKNOWN_ID, 'ID'),
      );
    expect((await alerts.authenticate(key)).scope.tenant).toBe('acme');
    await alerts.close();
  });

  it('does not open once its tenant was deleted, not even when a purge failed and a namesake came', async () => {
    const { acme, alerts, clock, records, body } = await keyHouse(create);
    const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const row = await records.get(system, 'acme', 'api-key', id);
    await alerts.authenticate(key);
    await alerts.tenants.delete('acme');
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    expect(await body(id)).toBeNull();
    clock.advance(10);
    // The row of a purge that did not come through.
    await records.put(system, 'acme', { ...row, version: 1 } as never);
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.tenants.create({ id: 'acme', defaultLocale: 'en' });
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.close();
  });
});

describe('what a key may be', () => {
  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 7 }, 'name'],
    [{ roles: [] }, 'roles'],
    [{ roles: 'admin' }, 'roles'],
    [{ roles: [7] }, 'roles'],
    [{ roles: ['root'] }, 'roles'],
    [{ roles: ['constructor'] }, 'roles'],
    [{ roles: ['viewer', '__proto__'] }, 'roles'],
    [{ expiresAt: 0 }, 'expiresAt'],
    [{ expiresAt: Number.NaN }, 'expiresAt'],
    [{ expiresAt: Number.POSITIVE_INFINITY }, 'expiresAt'],
    [{ only: { fixture: ['x'] } }, 'fixture'],
    [{ only: { severities: ['urgent'] } }, 'severities'],
  ])('%j is refused', async (input, place) => {
    const { acme, alerts, asked } = await keyHouse();
    await expect(
      acme.apiKeys.create({ name: 'k', roles: ['viewer'], ...(input as object) }),
    ).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT', message: expect.stringContaining(place) });
    expect(asked).toEqual([]);
    await alerts.close();
  });

  it('expires after now, not at it; a name has up to 200 characters', async () => {
    const { acme, alerts, clock } = await keyHouse();
    const make = (expiresAt: number) =>
      codeOf(acme.apiKeys.create({ name: 'x'.repeat(200), roles: ['viewer'], expiresAt }));
    expect(await make(clock.now())).toBe('LOCALERT_INVALID_INPUT');
    expect(await make(clock.now() + 1)).toBe('no error');
    await alerts.close();
  });

  it.each(Object.keys(ROLES))(
    'a maker who is %s and may manage keys hands on no more than he has',
    async (role) => {
      const { alerts, events, acme } = await open();
      // A role of the host's own cannot be had under the built-in table: two roles make one who manages keys.
      const may = ROLES[role as 'viewer'];
      const manager = alerts.forTenant('acme', { actor: 'user:m', roles: [role] });
      for (const [other, permissions] of Object.entries(ROLES)) {
        const code = await codeOf(manager.apiKeys.create({ name: 'k', roles: [other] }));
        const allowed = may.includes('api-key:manage') && permissions.every((one) => may.includes(one));
        expect(`${other} ${code}`).toBe(`${other} ${allowed ? 'no error' : 'LOCALERT_FORBIDDEN'}`);
      }
      expect(events.length).toBeGreaterThan(0);
      await acme.list();
      await alerts.close();
    },
  );

  it('under a host’s own authorizer only roles of the maker are handed on', async () => {
    const { alerts, events } = await open({
      authorizer: (scope, permission) =>
        scope.roles.includes('keymaster') ? permission === 'api-key:manage' : scope.roles.includes('god'),
    });
    const maker = alerts.forTenant('acme', { actor: 'user:m', roles: ['keymaster', 'helper'] });
    const make = (...roles: string[]) => codeOf(maker.apiKeys.create({ name: 'k', roles }));
    expect(await make('helper')).toBe('no error');
    expect(await make('keymaster', 'helper')).toBe('no error');
    for (const role of ['god', 'viewer', 'admin'])
      expect(await make('helper', role)).toBe('LOCALERT_FORBIDDEN');
    expect(events).toContainEqual({
      type: 'access.denied',
      tenant: 'acme',
      actor: 'user:m',
      permission: 'api-key:manage',
    });
    await alerts.close();
  });

  it('is asked of the authorizer: who lacks one permission of a built-in role cannot hand it on', async () => {
    // The same function as the built-in one, and one that is not: only the first knows what roles give.
    const { alerts, acme } = await open({ authorizer: roleAuthorizer });
    expect(await codeOf(acme.apiKeys.create({ name: 'k', roles: ['sender'] }))).toBe('no error');
    await alerts.close();
    const wrapped = await open({ authorizer: (...asked) => roleAuthorizer(...asked) });
    expect(await codeOf(wrapped.acme.apiKeys.create({ name: 'k', roles: ['sender'] }))).toBe(
      'LOCALERT_FORBIDDEN',
    );
    expect(await codeOf(wrapped.acme.apiKeys.create({ name: 'k', roles: ['admin'] }))).toBe('no error');
    await wrapped.alerts.close();
  });

  it('a key that manages keys is held to the same', async () => {
    const { acme, alerts } = await keyHouse();
    const { key } = await acme.apiKeys.create({ name: 'k', roles: ['admin'] });
    const client = await alerts.authenticate(key);
    expect(await codeOf(client.apiKeys.create({ name: 'l', roles: ['sender'] }))).toBe('no error');
    const narrow = await acme.apiKeys.create({ name: 'n', roles: ['admin'], only: { fixtures: ['x'] } });
    const narrowed = await alerts.authenticate(narrow.key);
    expect(await codeOf(narrowed.apiKeys.create({ name: 'l', roles: ['admin'] }))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(narrowed.apiKeys.list())).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });
});

describe('rotation', () => {
  it('lets the text before open until the overlap ends, and no text before that', async () => {
    const { acme, alerts, clock, body } = await keyHouse();
    const first = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const second = await acme.apiKeys.rotate(first.id, { overlapMs: 10_000 });
    expect((await body(first.id)).digests.map(({ until }: { until?: number }) => until)).toEqual([
      undefined,
      clock.now() + 10_000,
    ]);
    clock.advance(9_999);
    await alerts.authenticate(first.key);
    clock.advance(1);
    expect(await codeOf(alerts.authenticate(first.key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.authenticate(second.key);
    const third = await acme.apiKeys.rotate(first.id);
    const fourth = await acme.apiKeys.rotate(first.id);
    expect((await body(first.id)).digests).toHaveLength(2);
    expect(await codeOf(alerts.authenticate(second.key))).toBe('LOCALERT_UNAUTHENTICATED');
    for (const { key } of [third, fourth]) await alerts.authenticate(key);
    clock.advance(DAY);
    expect(await codeOf(alerts.authenticate(third.key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.authenticate(fourth.key);
    await alerts.close();
  });

  it('without overlap ends the text before at once, from memory too', async () => {
    const { acme, alerts } = await keyHouse();
    const first = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    await alerts.authenticate(first.key);
    const second = await acme.apiKeys.rotate(first.id, { overlapMs: 0 });
    expect(await codeOf(alerts.authenticate(first.key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.authenticate(second.key);
    await alerts.close();
  });

  it('gives no one a key that may more than he', async () => {
    const { acme, alerts } = await open({
      authorizer: (scope, permission) =>
        scope.roles.includes('admin') ||
        (scope.roles.includes('keymaster') && permission === 'api-key:manage'),
    });
    const { id } = await acme.apiKeys.create({ name: 'k', roles: ['admin'] });
    const keymaster = alerts.forTenant('acme', { actor: 'user:k', roles: ['keymaster'] });
    expect(await codeOf(keymaster.apiKeys.rotate(id))).toBe('LOCALERT_FORBIDDEN');
    // To end it is allowed: that gives nobody anything.
    expect(await codeOf(keymaster.apiKeys.revoke(id))).toBe('no error');
    await alerts.close();
  });

  it('keeps the expiry, or sets another; an expired key wants one', async () => {
    const { acme, alerts, clock } = await keyHouse();
    const expiresAt = clock.now() + 1_000;
    const { id } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'], expiresAt });
    await acme.apiKeys.rotate(id);
    expect((await acme.apiKeys.list()).items[0]?.expiresAt).toBe(expiresAt);
    clock.advance(1_000);
    expect(await codeOf(acme.apiKeys.rotate(id))).toBe('LOCALERT_INVALID_INPUT');
    const { key } = await acme.apiKeys.rotate(id, { expiresAt: clock.now() + 5_000 });
    await alerts.authenticate(key);
    clock.advance(5_000);
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.close();
  });

  it.each([-1, 30 * DAY + 1, Number.NaN, '9'])('refuses an overlap of %s', async (overlapMs) => {
    const { acme, alerts } = await keyHouse();
    const { id } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    await expect(acme.apiKeys.rotate(id, { overlapMs: overlapMs as never })).rejects.toMatchObject({
      message: expect.stringContaining('overlapMs'),
    });
    expect(await codeOf(acme.apiKeys.rotate(id, { overlapMs: 30 * DAY }))).toBe('no error');
    await alerts.close();
  });

  it('of one key by two at once gives one of them a key', async () => {
    const { acme, alerts } = await keyHouse();
    const { id } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const codes = await Promise.all([codeOf(acme.apiKeys.rotate(id)), codeOf(acme.apiKeys.rotate(id))]);
    expect(codes.sort()).toEqual(['LOCALERT_NOT_FOUND', 'no error']);
    await alerts.close();
  });
});

it('a suspended tenant’s keys can be seen and revoked, and open for reading', async () => {
  const { acme, alerts } = await keyHouse();
  const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['sender'] });
  await alerts.tenants.suspend('acme');
  const client = await alerts.authenticate(key);
  expect(await codeOf(client.send('playback_failure', { values }))).toBe('LOCALERT_TENANT_SUSPENDED');
  expect(await codeOf(client.get('playback_failure'))).toBe('no error');
  for (const work of [acme.apiKeys.create({ name: 'l', roles: ['viewer'] }), acme.apiKeys.rotate(id)])
    expect(await codeOf(work)).toBe('LOCALERT_TENANT_SUSPENDED');
  expect((await acme.apiKeys.list()).items).toHaveLength(1);
  await acme.apiKeys.revoke(id);
  await alerts.close();
});

it('a key whose entry is lost is not handed out', async () => {
  const { acme, alerts, state } = await keyHouse();
  state.down = 'append';
  expect(await codeOf(acme.apiKeys.create({ name: 'k', roles: ['viewer'] }))).toBe(
    'LOCALERT_AUDIT_UNAVAILABLE',
  );
  await alerts.close();
});

it('a key shows itself nowhere: not printed, not in an error, not in events', async () => {
  const { acme, alerts, events, kept } = await keyHouse();
  const made = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
  const end = made.key.reveal().slice(-49);
  expect(
    `${made.key} ${JSON.stringify(made)} ${inspect(made, { depth: 9, showHidden: true })}`,
  ).not.toContain(end);
  await acme.apiKeys.revoke(made.id);
  const error = await alerts.authenticate(made.key).catch((thrown: unknown) => thrown);
  await alerts.close();
  expect(
    inspect(error, { depth: 9, showHidden: true }) + JSON.stringify([events, await kept()]),
  ).not.toContain(end);
});

it('a key that a store refuses because its id is taken is not handed out', async () => {
  const store = memoryStore({ region: 'eu' });
  const records: Records = { ...(store.records as Records), spec: RECORDS_SPEC, put: async () => false };
  const { acme, alerts } = await open({ store, records });
  expect(await codeOf(acme.apiKeys.create({ name: 'k', roles: ['viewer'] }))).toBe('LOCALERT_INVALID_INPUT');
  await alerts.close();
});

describe('actors', () => {
  it.each(['key:1', 'KEY:1', 'system:manager', 'System:x'])('%s cannot be claimed', async (actor) => {
    const { alerts } = await open();
    expect(() => alerts.forTenant('acme', { actor })).toThrowError(/actor/);
    await alerts.close();
  });

  it.each(['svc:player', 'user:42', 'keys', 'my-key:1', 'systems:x'])('%s can', async (actor) => {
    const { alerts } = await open();
    expect(alerts.forTenant('acme', { actor }).scope.actor).toBe(actor);
    expect(() => alerts.forTenant('acme', { actor: 7 as never })).toThrowError(/actor/);
    await alerts.close();
  });
});
