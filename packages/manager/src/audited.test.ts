import {
  type FixtureStore,
  type Outbox,
  StoreUnavailableError,
  systemScope,
  type TenantDirectory,
  tenantScope,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { describe, expect, it } from 'vitest';
import { codeOf, open, openAudited, values } from '../test/house.ts';
import { note, OPERATIONS } from '../test/operations.ts';
import { ACTIONS } from './actions.ts';

const actionOf = (operation: string): string => {
  const [name = ''] = operation.replace('enqueue', 'send').split(' ');
  return ACTIONS[name as keyof typeof ACTIONS].name;
};
const stores = {
  memory: () => memoryStore({ region: 'eu' }),
  sqlite: () => sqliteStore({ path: ':memory:', region: 'eu' }),
};
/** The same store with a directory and a queue that do not take entries along, as other systems' may not. */
const apart = (inner: FixtureStore): FixtureStore => ({
  ...inner,
  directory: { ...(inner.directory as TenantDirectory), takesAudit: undefined },
  outbox: { ...(inner.outbox as Outbox), takesAudit: undefined },
});

describe('the entry of an operation', () => {
  it('is named by a table that knows every operation once', () => {
    for (const operation of Object.keys(OPERATIONS)) expect(actionOf(operation)).toMatch(/^[a-z-]+:[a-z-]+$/);
    const names = Object.values(ACTIONS).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(Object.values(ACTIONS).every(Object.isFrozen) && Object.isFrozen(ACTIONS)).toBe(true);
  });

  it.each(Object.entries(OPERATIONS))(
    '%s is denied with one entry, under its own name',
    async (name, [, work]) => {
      const { acme, as, kept, alerts } = await openAudited();
      await acme.create('note', note);
      const before = (await kept()).length;
      expect(await codeOf(work(as('nobody').untyped))).toBe('LOCALERT_FORBIDDEN');
      const entries = (await kept()).slice(before);
      expect(entries).toEqual([
        expect.objectContaining({
          action: actionOf(name),
          outcome: 'denied',
          reason: 'LOCALERT_FORBIDDEN',
          actor: 'user:nobody',
          tenant: 'acme',
          frameworks: [],
        }),
      ]);
      await alerts.close();
    },
  );

  it.each(Object.entries(OPERATIONS))(
    '%s ends with one entry, whatever comes of it',
    async (name, [, work]) => {
      const { acme, kept, alerts } = await openAudited();
      await acme.create('note', note);
      const before = (await kept()).length;
      const code = await codeOf(work(acme.untyped));
      const outcome = code === 'no error' ? 'success' : 'failure';
      const [entry, ...more] = (await kept()).slice(before);
      expect(entry).toMatchObject({ action: actionOf(name), outcome, actor: 'user:admin' });
      expect(entry?.reason).toBe(code === 'no error' ? undefined : code);
      expect(more).toEqual([]);
      await alerts.close();
    },
  );

  it.each(Object.entries(stores))('of a write goes along in its transaction on %s', async (_, create) => {
    const { acme, alerts, kept, state, as } = await openAudited({ store: create(), delivery: false });
    await acme.create('note', note);
    await acme.update('note', { description: 'd' });
    await acme.archive('note');
    await acme.restore('note');
    await acme.override('note', 'DE', { title: 'z' });
    const { id } = await acme.untyped.send('note', { dedupeKey: 'k' });
    const duplicate = await acme.untyped.send('note', { dedupeKey: 'k' });
    await alerts.tenants.create({ id: 'beta', defaultLocale: 'en' });
    await alerts.tenants.update('beta', { timeZone: 'Europe/Paris' });
    await alerts.tenants.suspend('beta');
    await alerts.tenants.resume('beta');
    await alerts.tenants.delete('beta');
    expect(state.appended).toBe(0);
    expect((await kept()).map(({ action, resource, outcome }) => ({ action, resource, outcome }))).toEqual([
      { action: 'tenant:create', resource: { kind: 'tenant', id: 'acme', revision: 1 }, outcome: 'success' },
      {
        action: 'fixture:create',
        resource: { kind: 'fixture', id: 'note', revision: 1 },
        outcome: 'success',
      },
      {
        action: 'fixture:update',
        resource: { kind: 'fixture', id: 'note', revision: 2 },
        outcome: 'success',
      },
      {
        action: 'fixture:archive',
        resource: { kind: 'fixture', id: 'note', revision: 3 },
        outcome: 'success',
      },
      {
        action: 'fixture:restore',
        resource: { kind: 'fixture', id: 'note', revision: 4 },
        outcome: 'success',
      },
      {
        action: 'override:write',
        resource: { kind: 'override', id: 'note', locale: 'de' },
        outcome: 'success',
      },
      { action: 'alert:send', resource: { kind: 'alert', id, locale: 'en' }, outcome: 'success' },
      {
        action: 'alert:send',
        resource: { kind: 'alert', id: duplicate.id, locale: 'en' },
        outcome: 'success',
      },
    ]);
    expect((await kept('beta')).map(({ action, actor }) => `${actor} ${action}`)).toEqual([
      'system:manager tenant:create',
      'system:manager tenant:update',
      'system:manager tenant:suspend',
      'system:manager tenant:resume',
      'system:manager tenant:delete',
    ]);
    await as('admin').get('note');
    expect(state.appended).toBe(1);
    await alerts.close();
  });

  it('of a write stands by itself where queue and directory take none along', async () => {
    const store = apart(memoryStore({ region: 'eu' }));
    const { acme, alerts, trail, state } = await openAudited({ store, delivery: false });
    await acme.override('playback_failure', 'de', { title: 'z' });
    await acme.send('playback_failure', { values });
    await alerts.tenants.suspend('acme');
    expect(await trail()).toEqual([
      'tenant:create success',
      'override:write success',
      'alert:send success',
      'tenant:suspend success',
    ]);
    expect(state.appended).toBe(4);
    await alerts.close();
  });

  it('holds what was sent and written as a payload for its hash, and facts that are safe', async () => {
    const { acme, alerts, kept, actOf } = await openAudited({ delivery: false });
    await acme.create('note', note);
    await acme.override('note', 'de', { title: 'Geheim' });
    await acme.send('playback_failure', { values, locale: 'es-MX' });
    const [made, created, overridden, sent] = await kept();
    if (!made || !created || !overridden || !sent) throw new Error('missing');
    expect(actOf(made)?.payload).toMatchObject({ id: 'acme', defaultLocale: 'en-US' });
    expect(actOf(created)?.payload).toMatchObject({
      type: 'FixtureCreated',
      snapshot: { locales: note.locales },
    });
    expect(actOf(overridden)?.payload).toEqual({ title: 'Geheim' });
    expect(String(actOf(sent)?.payload)).toContain('interrumpida');
    expect(sent.details).toEqual({
      fixture: 'playback_failure',
      severity: 'critical',
      revision: 1,
      problems: 0,
    });
    expect(sent.resource.locale).toBe('es-ES');
    expect(JSON.stringify(await kept())).not.toMatch(/Geheim|interrumpida/);
    await alerts.close();
  });

  it('names the frameworks that the tenant’s data is under', async () => {
    const { alerts, as, kept } = await openAudited({
      compliance: 'report',
      tenants: [
        { id: 'clinic', defaultLocale: 'en', complianceLevel: 'hipaa', region: 'eu' },
        { id: 'acme', defaultLocale: 'en' },
      ],
    });
    await as('viewer', 'clinic').get('playback_failure');
    await codeOf(as('viewer', 'clinic').send('playback_failure', { values }));
    expect((await kept('clinic')).map(({ frameworks }) => frameworks.join())).toEqual([
      'HIPAA,GDPR',
      'HIPAA,GDPR',
      'HIPAA,GDPR',
    ]);
    await alerts.close();
  });

  it('keeps no id that is none: it may be anything', async () => {
    const { acme, alerts, kept } = await openAudited();
    const secrets = ['4111 1111 1111 1111', '__proto__', 'jane@example.com', '', 7 as never];
    for (const id of secrets) {
      await codeOf(acme.get(id));
      await codeOf(acme.status(id));
      await codeOf(acme.redrive(id));
      await codeOf(acme.apiKeys.revoke(id));
      await codeOf(acme.override(id, id, null));
      await codeOf(acme.untyped.send(id));
    }
    const entries = (await kept()).slice(1);
    expect(entries).toHaveLength(6 * secrets.length);
    for (const { resource, action } of entries) {
      if (action !== 'alert:send') expect(resource).toEqual({ kind: resource.kind });
    }
    // All of the first one: four of its digits may stand in a time.
    expect(JSON.stringify(entries)).not.toMatch(/4111 1111|proto|jane/);
    await alerts.close();
  });

  it('is kept of a guess at another tenant’s fixture (attack 1), in the trail of who guessed', async () => {
    const { alerts, as, kept } = await openAudited({
      tenants: ['acme', 'beta'].map((id) => ({ id, defaultLocale: 'en' })),
    });
    await as('admin', 'beta').create('only_beta', note);
    const betaBefore = await kept('beta');
    for (const work of [
      () => as('editor').get('only_beta'),
      () => as('editor').update('only_beta', {}),
      () => as('sender').untyped.send('only_beta'),
      () => as('operator').redrive('01890000-0000-7000-8000-000000000000'),
    ])
      expect(await codeOf(work())).toBe('LOCALERT_NOT_FOUND');
    expect((await kept()).slice(1).map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'fixture:read LOCALERT_NOT_FOUND',
      'fixture:update LOCALERT_NOT_FOUND',
      'alert:send LOCALERT_NOT_FOUND',
      'alert:redrive LOCALERT_NOT_FOUND',
    ]);
    expect(await kept('beta')).toEqual(betaBefore);
    await alerts.close();
  });

  it('is kept of no tenant that does not exist: neither a trail nor keys are made for a guessed name', async () => {
    const { alerts, as, kept, state } = await openAudited();
    const nobody = as('admin', 'nobody');
    for (const [, work] of Object.values(OPERATIONS)) await codeOf(work(nobody.untyped));
    await codeOf(as('viewer', 'nobody').send('playback_failure', { values }));
    await codeOf(alerts.tenants.update('nobody', {}));
    await codeOf(alerts.tenants.suspend('nobody'));
    expect(await alerts.tenants.delete('nobody')).toBe(false);
    await codeOf(
      alerts.tenants.create({ id: 'nobody', defaultLocale: 'en', complianceLevel: 'gdpr', region: 'us' }),
    );
    expect(await kept('nobody')).toEqual([]);
    expect(state.appended).toBe(0);
    await alerts.close();
  });

  it('is kept of what fails on a tenant: a second create, a stale change, a place that is not allowed', async () => {
    const { alerts, trail, kept } = await openAudited();
    await codeOf(alerts.tenants.create({ id: 'acme', defaultLocale: 'en' }));
    await codeOf(alerts.tenants.update('acme', {}, { expectedRevision: 9 }));
    await codeOf(alerts.tenants.update('acme', { complianceLevel: 'gdpr', region: 'us' }));
    expect((await trail()).slice(1)).toEqual([
      'tenant:create failure',
      'tenant:update failure',
      'tenant:update failure',
    ]);
    expect((await kept()).slice(1).map(({ reason }) => reason)).toEqual([
      'LOCALERT_ALREADY_EXISTS',
      'LOCALERT_REVISION_CONFLICT',
      'LOCALERT_COMPLIANCE_UNMET',
    ]);
    // A change that changes nothing is done, too.
    await alerts.tenants.resume('acme');
    expect((await trail()).at(-1)).toBe('tenant:resume success');
    await alerts.close();
  });

  it('is kept of a tenant that may not be served here, with its frameworks', async () => {
    const directory = memoryStore().directory as TenantDirectory;
    const clinic = { id: 'clinic', defaultLocale: 'en', complianceLevel: 'gdpr', region: 'eu' } as const;
    const lax = await openAudited({ directory, compliance: 'report', tenants: [clinic] });
    await lax.alerts.close();
    const { alerts, as, kept } = await openAudited({ directory, tenants: [] });
    expect(await codeOf(as('viewer', 'clinic').list())).toBe('LOCALERT_COMPLIANCE_UNMET');
    expect(await kept('clinic')).toEqual([
      expect.objectContaining({ reason: 'LOCALERT_COMPLIANCE_UNMET', frameworks: ['GDPR'] }),
    ]);
    await directory.delete(systemScope('test'), 'clinic');
    expect(await codeOf(as('viewer', 'clinic').list())).toMatch(/LOCALERT_(COMPLIANCE_UNMET|NOT_FOUND)/);
    expect(await kept('clinic')).toHaveLength(1);
    await alerts.close();
  });

  it('is not written twice when the write is refused: the failure alone stays', async () => {
    const { acme, alerts, trail } = await openAudited();
    await acme.create('note', note);
    const race = await Promise.all([
      codeOf(acme.update('note', { description: 'a' })),
      codeOf(acme.update('note', { description: 'b' })),
    ]);
    expect(race.sort()).toEqual(['LOCALERT_REVISION_CONFLICT', 'no error']);
    expect((await trail()).slice(2).sort()).toEqual(['fixture:update failure', 'fixture:update success']);
    await alerts.close();
  });
});

describe('an entry that cannot be kept', () => {
  it.each(Object.entries(OPERATIONS))(
    'of %s: reads fail closed, the rest is done and told',
    async (name, [, work]) => {
      const { acme, alerts, state, events } = await openAudited();
      await acme.create('note', note);
      const expected = await codeOf(work(acme.untyped));
      if (name === 'create' || name.startsWith('update')) return alerts.close();
      state.down = 'append';
      events.length = 0;
      const code = await codeOf(work(acme.untyped));
      const reads =
        ACTIONS[name.replace('enqueue', 'send').split(' ')[0] as keyof typeof ACTIONS].mode === 'read';
      const fails = reads && expected === 'no error';
      expect(code).toBe(fails ? 'LOCALERT_AUDIT_UNAVAILABLE' : expected);
      const told = events.filter(({ type }) => type === 'audit.failed');
      // What goes along in a transaction does not depend on the auditor's own way to the log.
      if (fails || expected !== 'no error') {
        expect(told).toEqual([
          {
            type: 'audit.failed',
            tenant: 'acme',
            action: actionOf(name),
            code: 'LOCALERT_STORE_UNAVAILABLE',
            served: false,
          },
        ]);
      }
      await alerts.close();
    },
  );

  it('of a denial leaves it a denial', async () => {
    const { as, alerts, state, events } = await openAudited();
    state.down = true;
    expect(await codeOf(as('viewer').send('playback_failure', { values }))).toBe('LOCALERT_FORBIDDEN');
    expect(events.filter(({ type }) => type === 'audit.failed')).toHaveLength(1);
    await alerts.close();
  });

  it('never costs an alert: not when it cannot be made, not when the queue takes none along', async () => {
    const { acme, alerts, posts, state, events, trail } = await openAudited();
    state.down = true;
    expect((await acme.send('playback_failure', { values })).status).toBe('queued');
    await alerts.drain();
    expect(posts).toHaveLength(1);
    expect(events).toContainEqual({
      type: 'audit.failed',
      tenant: 'acme',
      action: 'alert:send',
      code: 'LOCALERT_STORE_UNAVAILABLE',
      served: true,
    });
    expect(await trail()).toEqual(['tenant:create success']);
    await alerts.close();

    const other = await openAudited({ store: apart(memoryStore({ region: 'eu' })) });
    other.state.down = 'append';
    expect((await other.acme.send('playback_failure', { values })).status).toBe('queued');
    expect(other.events.filter(({ type }) => type === 'audit.failed')).toEqual([
      expect.objectContaining({ served: true }),
    ]);
    await other.alerts.close();
  });

  it('stops a write that would take it along, before anything is written', async () => {
    const { acme, alerts, state, events } = await openAudited();
    state.down = 'record';
    await expect(acme.create('note', note)).rejects.toMatchObject({
      code: 'LOCALERT_AUDIT_UNAVAILABLE',
      retryable: true,
      details: { tenant: 'acme', action: 'fixture:create' },
      cause: { code: 'LOCALERT_STORE_UNAVAILABLE' },
    });
    expect(await codeOf(acme.override('playback_failure', 'de', { title: 'z' }))).toBe(
      'LOCALERT_AUDIT_UNAVAILABLE',
    );
    expect(await codeOf(alerts.tenants.suspend('acme'))).toBe('LOCALERT_AUDIT_UNAVAILABLE');
    expect(events.filter(({ type }) => type === 'audit.failed')).toHaveLength(3);
    state.down = false;
    expect(await codeOf(acme.get('note'))).toBe('LOCALERT_NOT_FOUND');
    expect(await acme.overrides()).toEqual({});
    expect((await alerts.tenants.get('acme')).status).toBe('active');
    await alerts.close();
  });

  it('after a write that cannot take it along leaves the write, for it is done', async () => {
    const { acme, alerts, state, events } = await openAudited({
      store: apart(memoryStore({ region: 'eu' })),
    });
    state.down = true;
    await acme.override('playback_failure', 'de', { title: 'z' });
    expect(events).toContainEqual(expect.objectContaining({ action: 'override:write', served: true }));
    state.down = false;
    expect(await acme.overrides()).toEqual({ playback_failure: { de: { title: 'z' } } });
    await alerts.close();
  });
});

describe('client.audit', () => {
  it('needs an auditor', async () => {
    const { acme, alerts } = await open();
    await expect(acme.audit()).rejects.toMatchObject({
      code: 'LOCALERT_SETUP',
      message: expect.stringContaining('auditor'),
    });
    await alerts.close();
  });

  it('is itself in the trail, and for auditors', async () => {
    const { acme, as, alerts, trail } = await openAudited();
    await acme.create('note', note);
    expect((await as('auditor').audit()).items.map(({ action }) => action)).toEqual([
      'tenant:create',
      'fixture:create',
    ]);
    expect((await trail()).at(-1)).toBe('audit:read success');
    for (const role of ['viewer', 'editor', 'sender', 'operator'])
      expect(await codeOf(as(role).audit())).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });

  it('begins where the tenant was made: a namesake’s trail is not its own', async () => {
    const asked: unknown[] = [];
    const store = memoryStore({ region: 'eu' });
    const first = await openAudited({ store });
    await first.acme.create('note', note);
    await first.alerts.tenants.delete('acme');
    expect(first.told).toEqual(['forget acme']);
    await new Promise((resolve) => setTimeout(resolve, 3));
    await first.alerts.tenants.create({ id: 'acme', defaultLocale: 'en' });
    const { createdAt } = await first.alerts.tenants.get('acme');
    const seen = (await first.acme.audit()).items;
    expect(seen.map(({ action }) => action)).toEqual(['tenant:create']);
    const entries = first.auditor.entries.bind(first.auditor);
    Object.assign(first.auditor, {
      entries: (scope: never, query: { since?: number }) => {
        asked.push(query.since);
        return entries(scope, query);
      },
    });
    for (const since of [0, createdAt - 1, Number.NaN, '9' as never, undefined])
      await first.acme.audit(since === undefined ? {} : { since });
    expect(asked).toEqual([createdAt, createdAt, createdAt, createdAt, createdAt]);
    await first.acme.audit({ since: createdAt + 5 });
    expect(asked.at(-1)).toBe(createdAt + 5);
    await first.alerts.close();
  });
});

it('the auditor is closed once nothing writes any more, and before the store', async () => {
  const store = memoryStore({ region: 'eu' });
  const order: string[] = [];
  const closing = {
    ...store,
    close: async () => {
      order.push('store');
      await store.close();
    },
  };
  const { alerts, auditor, acme } = await openAudited({ store: closing });
  Object.assign(auditor, { close: async () => void order.push('auditor') });
  await alerts.close();
  expect(order).toEqual(['auditor', 'store']);
  expect(await codeOf(acme.get('note'))).toBe('LOCALERT_MANAGER_CLOSED');
});

it('a store is closed even when its auditor cannot be', async () => {
  const store = memoryStore({ region: 'eu' });
  const { alerts, auditor } = await openAudited({ store });
  Object.assign(auditor, {
    close: async () => Promise.reject(new StoreUnavailableError({ operation: 'link' })),
  });
  expect(await codeOf(alerts.close())).toBe('LOCALERT_STORE_UNAVAILABLE');
  expect(await codeOf(store.count(tenantScope({ tenant: 'acme', actor: 'a' })))).toBe(
    'LOCALERT_STORE_UNAVAILABLE',
  );
});

it('an auditor of another contract is refused at once', async () => {
  expect(
    await codeOf(openAudited().then(({ auditor }) => open({ audit: { ...auditor, spec: 'x' as never } }))),
  ).toBe('LOCALERT_PORT_MISMATCH');
  expect(await codeOf(open({ pii: { spec: 'x' } as never }))).toBe('LOCALERT_PORT_MISMATCH');
  expect(await codeOf(open({ records: { spec: 'x' } as never }))).toBe('LOCALERT_PORT_MISMATCH');
});

/** A generator that gives the same numbers for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe.each(Object.entries(stores))('a random run by several actors on %s', (_, create) => {
  it.each([1, 2, 3])('is reconciled one to one with its entries (seed %i)', async (seed) => {
    const next = numbers(seed);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
    const { alerts, as, kept } = await openAudited({
      store: create(),
      delivery: false,
      tenants: ['acme', 'beta'].map((id) => ({ id, defaultLocale: 'en', quotas: { fixtures: 3 } })),
    });
    const before = { acme: (await kept('acme')).length, beta: (await kept('beta')).length };
    const expected = new Map<string, number>();
    const roles = ['viewer', 'editor', 'translator', 'sender', 'operator', 'auditor', 'admin', 'nobody'];
    const ids = ['note', 'other', 'third', 'fourth', 'never'];
    const steps = Array.from({ length: 150 }, async () => {
      const tenant = pick(['acme', 'beta']);
      const role = pick(roles);
      const client = as(role, tenant).untyped;
      const id = pick(ids);
      const [action, work] = pick<readonly [string, () => Promise<unknown>]>([
        ['fixture:create', () => client.create(id, note)],
        ['fixture:update', () => client.update(id, { description: String(next()) })],
        ['fixture:archive', () => client.archive(id)],
        ['fixture:restore', () => client.restore(id)],
        ['fixture:read', () => client.get(id)],
        ['fixture:list', () => client.list()],
        ['fixture:history', () => client.history(id)],
        ['fixture:render', () => client.render(id)],
        ['override:write', () => client.override(id, 'de', { title: 'z' })],
        ['alert:send', () => client.send(id, { dedupeKey: pick(['a', 'b']) })],
        ['alert:list-dead', () => client.deadLetters()],
        ['api-key:create', () => client.apiKeys.create({ name: 'k', roles: ['viewer'] })],
        ['audit:read', () => client.audit()],
      ]);
      const code = await codeOf(work());
      const outcome = code === 'no error' ? 'success' : code === 'LOCALERT_FORBIDDEN' ? 'denied' : 'failure';
      const key = `${tenant} user:${role} ${action} ${outcome} ${code === 'no error' ? '' : code}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    });
    await Promise.all(steps);
    const found = new Map<string, number>();
    for (const tenant of ['acme', 'beta'] as const)
      for (const { actor, action, outcome, reason = '' } of (await kept(tenant)).slice(before[tenant])) {
        const key = `${tenant} ${actor} ${action} ${outcome} ${reason}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    expect([...found].sort()).toEqual([...expected].sort());
    expect(new Set([...found.keys()].map((key) => key.split(' ')[3]))).toEqual(
      new Set(['success', 'denied', 'failure']),
    );
    await alerts.close();
  });
});

it('a purge that fails after the tenant is gone leaves the deletion in the trail, once', async () => {
  const store = memoryStore({ region: 'eu' });
  const failing: FixtureStore = {
    ...store,
    purgeTenant: async () => Promise.reject(new StoreUnavailableError({ operation: 'purge' })),
  };
  const { alerts, trail, told } = await openAudited({ store: failing });
  expect(await codeOf(alerts.tenants.delete('acme'))).toBe('LOCALERT_STORE_UNAVAILABLE');
  expect(await trail()).toEqual(['tenant:create success', 'tenant:delete success']);
  expect(told).toEqual(['forget acme']);
  // And again: there is no tenant, so there is nothing to forget or to tell.
  expect(await codeOf(alerts.tenants.delete('acme'))).toBe('LOCALERT_STORE_UNAVAILABLE');
  expect(await trail()).toHaveLength(2);
  expect(told).toEqual(['forget acme']);
  await alerts.close();
});
