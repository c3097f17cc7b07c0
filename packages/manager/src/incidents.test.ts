import { type Records, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { contentHouse, ofType } from '../test/content-house.ts';
import { detector } from '../test/detector.ts';
import { codeOf } from '../test/house.ts';

const HOUR = 3_600_000;
const system = systemScope('test');

describe('an incident', () => {
  it('ends in the language that it was told in, in place of its message', async () => {
    const { acme, alerts, after, send, calls, events, clock } = await contentHouse();
    const opened = await send('db-1', { incident: 'disk/1', locale: 'es-MX' });
    expect(opened).toMatchObject({ status: 'queued', incident: 'opened', locale: 'es' });
    await after(0);
    clock.advance(HOUR);
    const resolved = await acme.resolve('disk/1');
    expect(resolved).toMatchObject({ already: false, locale: 'es', problems: [] });
    await after(0);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatchObject({ kind: 'update', ts: 'ts-1', id: opened.id });
    expect(calls[1]?.message.text).toBe('✅ Resuelto\nDisco lleno en db-1');
    expect(JSON.stringify(calls[1]?.message.blocks ?? calls[1]?.message.attachments)).toContain('Resuelto');
    expect(ofType(events, 'incident.changed').map(({ change, alert }) => [change, alert])).toEqual([
      ['opened', opened.id],
      ['resolved', opened.id],
    ]);
    await alerts.close();
  });

  it('ends with the values that have changed, as an answer where that is asked for', async () => {
    const { acme, alerts, after, send, calls } = await contentHouse();
    await send('db-1', { incident: 'disk/1' });
    await after(0);
    await acme.resolve('disk/1', { values: { host: 'db-2' }, as: 'reply' });
    await after(0);
    expect(calls[1]).toMatchObject({ kind: 'post', destination: { thread: 'ts-1' } });
    expect(calls[1]?.message.text).toContain('Disk full on db-2');
    await alerts.close();
  });

  it('is answered where its message cannot be changed', async () => {
    const { acme, alerts, after, send, calls } = await contentHouse(undefined, { canUpdate: false });
    await send('db-1', { incident: 'disk/1' });
    await after(0);
    await acme.resolve('disk/1');
    await after(0);
    expect(calls[1]).toMatchObject({ kind: 'post', destination: { thread: 'ts-1' } });
    await alerts.close();
  });

  it('ends once, however often and by however many it is resolved', async () => {
    const { acme, alerts, after, send, calls, events } = await contentHouse();
    await send('db-1', { incident: 'disk/1' });
    await after(0);
    const results = await Promise.all(Array.from({ length: 10 }, () => acme.resolve('disk/1')));
    expect(results.filter(({ already }) => !already)).toHaveLength(1);
    expect(new Set(results.flatMap(({ alerts: ids }) => ids)).size).toBe(1);
    await after(1_000);
    expect(await acme.resolve('disk/1')).toMatchObject({ already: true, alerts: results[0]?.alerts });
    await after(HOUR);
    expect(calls).toHaveLength(2);
    expect(ofType(events, 'incident.changed')).toHaveLength(2);
    await alerts.close();
  });

  it('begins anew after its end, within the window of duplicates too', async () => {
    const { acme, alerts, after, send, calls } = await contentHouse();
    const first = await send('db-1', { incident: 'disk/1' });
    expect(await send('db-1', { incident: 'disk/1' })).toMatchObject({
      status: 'duplicate',
      duplicateOf: first.id,
    });
    await acme.resolve('disk/1');
    const second = await send('db-1', { incident: 'disk/1' });
    expect(second).toMatchObject({ status: 'queued', incident: 'opened' });
    expect((await acme.incidents()).items).toEqual([
      expect.objectContaining({ key: 'disk/1', alert: second.id, state: 'open', occurrences: 1 }),
    ]);
    // The alert of before leads nowhere any more.
    expect(await codeOf(acme.acknowledge(first.id))).toBe('LOCALERT_NOT_FOUND');
    await after(HOUR);
    expect(calls.filter(({ kind, destination }) => kind === 'post' && !destination.thread)).toHaveLength(2);
    await alerts.close();
  });

  it('goes on in its thread, past the window of duplicates, where it began', async () => {
    const { acme, alerts, after, send, calls } = await contentHouse();
    const first = await send('db-1', { incident: 'disk/1', destination: { channel: '#a' } });
    await after(HOUR);
    expect(await send('db-1', { incident: 'disk/1', destination: { channel: '#b' } })).toMatchObject({
      status: 'queued',
      incident: 'repeated',
    });
    await after(0);
    expect(calls.map(({ destination }) => destination)).toEqual([
      { channel: '#a' },
      { channel: '#a', thread: 'ts-1' },
    ]);
    expect((await acme.incidents()).items).toMatchObject([{ alert: first.id, occurrences: 2 }]);
    await alerts.close();
  });

  it('is opened once by alerts that come together', async () => {
    const { acme, alerts, send, after, calls } = await contentHouse();
    const results = await Promise.all(Array.from({ length: 20 }, () => send('db-1', { incident: 'disk/1' })));
    expect(results.filter(({ status }) => status === 'queued')).toHaveLength(1);
    expect((await acme.incidents()).items).toMatchObject([{ occurrences: 1 }]);
    await after(0);
    expect(calls).toHaveLength(1);
    await alerts.close();
  });

  it('is remembered at the next send when a process died before it was', async () => {
    const store = memoryStore();
    const { acme, alerts, send } = await contentHouse(undefined, { store });
    const first = await send('db-1', { incident: 'disk/1' });
    const [record] = (await store.records.list(system, 'acme', 'incident')).items;
    await store.records.delete(system, 'acme', 'incident', String(record?.id));
    expect(await send('db-1', { incident: 'disk/1' })).toMatchObject({
      status: 'duplicate',
      incident: 'opened',
      duplicateOf: first.id,
    });
    expect((await acme.incidents()).items).toMatchObject([{ alert: first.id, occurrences: 1 }]);
    await alerts.close();
  });

  it('does not cost its alert when it cannot be remembered', async () => {
    const inner = memoryStore().records;
    const state = { put: 'up', get: 'up' };
    const records: Records = {
      ...inner,
      async get(...given) {
        if (state.get === 'up') return inner.get(...given);
        state.get = 'up';
        throw new Error('down');
      },
      async put(...given) {
        if (state.put === 'down') throw new Error('down');
        return state.put === 'up' && inner.put(...given);
      },
    };
    const { alerts, send, after, calls, events, acme } = await contentHouse(undefined, { records });
    state.put = 'down';
    expect(await send('db-1', { incident: 'disk/1' })).toMatchObject({
      status: 'queued',
      incident: 'unknown',
    });
    Object.assign(state, { put: 'up', get: 'down' });
    expect(await send('db-2', { incident: 'disk/2' })).toMatchObject({
      status: 'queued',
      incident: 'opened',
    });
    state.put = 'contended';
    expect(await send('db-3', { incident: 'disk/3' })).toMatchObject({
      status: 'queued',
      incident: 'unknown',
    });
    expect(await codeOf(acme.acknowledge('disk/2'))).toBe('LOCALERT_NOT_FOUND');
    await after(0);
    expect(calls).toHaveLength(3);
    expect(ofType(events, 'alert.incomplete').map(({ code }) => code)).toEqual([
      'LOCALERT_STORE_UNAVAILABLE',
      'incident_contended',
    ]);
    await alerts.close();
  });

  it('needs a store that keeps records, and a key that is one', async () => {
    const { records: _, ...bare } = memoryStore();
    const { acme, alerts, send } = await contentHouse(undefined, { store: bare });
    expect(await codeOf(send('db-1', { incident: 'k' }))).toBe('LOCALERT_SETUP');
    expect(await codeOf(acme.incidents())).toBe('LOCALERT_SETUP');
    expect(await codeOf(send('db-1', { incident: '' }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(send('db-1', { incident: 'x'.repeat(201) }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(send('db-1', { escalate: [] }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(send('db-1', { incident: 'k', escalate: [{ afterMs: 0 }] }))).toBe(
      'LOCALERT_INVALID_INPUT',
    );
    expect(await codeOf(acme.resolve(''))).toBe('LOCALERT_INVALID_INPUT');
    expect(await alerts.prune()).toBe(0);
    await alerts.close();
  });

  it('ends though its fixture was archived, and says so much though it is gone', async () => {
    const { acme, alerts, after, texts } = await contentHouse(undefined, { fixtures: {} as never });
    const client = acme.untyped;
    await client.create('note', { baseLocale: 'en', locales: { en: { title: 'Note {n}' } } });
    await client.send('note', { values: { n: 1 }, incident: 'one' });
    await after(0);
    await client.archive('note');
    await client.resolve('one');
    await after(0);
    expect(texts().at(-1)).toContain('✅ Resolved');
    expect(texts().at(-1)).toContain('Note 1');
    await alerts.close();
    const store = memoryStore();
    const before = await contentHouse(undefined, { store });
    await before.send('db-1', { incident: 'two', locale: 'es' });
    await before.after(0);
    // Another process, whose code has no such fixture any more.
    const later = await contentHouse(undefined, { store, fixtures: {} as never });
    const ended = await later.acme.resolve('two', { values: { host: 'x' } });
    expect(ended.problems.map(({ code }) => code)).toEqual(['bundle-missing', 'minimal-message']);
    await later.after(0);
    expect(later.calls).toMatchObject([{ kind: 'update', ts: 'ts-1' }]);
    expect(later.texts()[0]).toMatch(/^✅ Resuelto\n.*Alerta disk \(gravedad: media\)/);
    await later.alerts.close({ drainMs: 0 });
  });

  it('keeps values as the tenant’s policy lets them be kept', async () => {
    const store = memoryStore();
    const { acme, alerts, send } = await contentHouse(undefined, {
      store,
      pii: detector,
      tenants: [{ id: 'acme', defaultLocale: 'en', pii: 'redact' }],
    });
    await send('ann@example.org', { incident: 'disk/1' });
    const bodies = (await store.records.list(system, 'acme', 'incident')).items.map(({ body }) => body);
    expect(bodies.join()).not.toContain('ann@example.org');
    expect(bodies.join()).toContain('[email]');
    await acme.acknowledge('disk/1', 'bob@example.org');
    expect((await acme.incidents()).items).toMatchObject([{ acknowledgedBy: '[email]' }]);
    expect(await codeOf(acme.acknowledge('disk/1', ''))).toBe('LOCALERT_INVALID_INPUT');
    await alerts.close();
  });
});

describe('values that are too long', () => {
  it('are left out of what is remembered, and can be handed in at the end', async () => {
    const store = memoryStore();
    const { acme, alerts, send, after, texts } = await contentHouse(undefined, { store });
    await send('x'.repeat(60_000), { incident: 'disk/2' });
    const [record] = (await store.records.list(system, 'acme', 'incident')).items;
    expect(record?.body.length).toBeLessThan(3_000);
    await after(0);
    await acme.resolve('disk/2', { values: { host: 'db-2' } });
    await after(0);
    expect(texts().at(-1)).toContain('Disk full on db-2');
    await alerts.close();
  });
});

describe('acknowledging', () => {
  it('says who looks after it, by its key or an alert of it, once', async () => {
    const { acme, alerts, send, as, events, clock } = await contentHouse();
    const { id } = await send('db-1', { incident: 'disk/1' });
    clock.advance(1_000);
    const incident = await as('operator').acknowledge(id, 'slack:U1');
    expect(incident).toEqual({
      ...{
        key: 'disk/1',
        state: 'acknowledged',
        alert: id,
        fixture: 'disk',
        severity: 'medium',
        locale: 'en',
      },
      ...{ occurrences: 1, openedAt: clock.now() - 1_000, openedBy: 'user:admin' },
      ...{ acknowledgedAt: clock.now(), acknowledgedBy: 'slack:U1' },
    });
    expect(await acme.acknowledge('disk/1')).toEqual(incident);
    await acme.resolve(id);
    expect(await acme.acknowledge(id)).toMatchObject({ state: 'resolved', acknowledgedBy: 'slack:U1' });
    expect(ofType(events, 'incident.changed').map(({ change }) => change)).toEqual([
      'opened',
      'acknowledged',
      'resolved',
    ]);
    await alerts.close();
  });

  it('reaches nothing of another tenant', async () => {
    const { alerts, send, as } = await contentHouse();
    const { id } = await send('db-1', { incident: 'disk/1' });
    const beta = as('admin', 'beta');
    for (const name of ['disk/1', id, 'absent'])
      for (const work of [beta.acknowledge(name), beta.resolve(name)])
        expect(await codeOf(work)).toBe('LOCALERT_NOT_FOUND');
    expect((await beta.incidents()).items).toEqual([]);
    await alerts.close();
  });
});

describe('the list of incidents', () => {
  it('has pages, and the states that are asked for', async () => {
    const { acme, alerts, send } = await contentHouse();
    for (let n = 0; n < 7; n++) await send(`db-${n}`, { incident: `disk/${n}` });
    await acme.resolve('disk/0');
    await acme.acknowledge('disk/1');
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await acme.incidents({ limit: 3, ...(cursor && { cursor }) });
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(keys.sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `disk/${n}`));
    expect((await acme.incidents({ states: ['resolved'] })).items).toMatchObject([{ key: 'disk/0' }]);
    const only = alerts.forTenant('acme', { actor: 'a', roles: ['admin'], only: { fixtures: ['down'] } });
    expect((await only.incidents()).items).toEqual([]);
    await alerts.close();
  });
});

describe('what is remembered of incidents', () => {
  it('goes with the tenant’s retention', async () => {
    const store = memoryStore();
    const { acme, alerts, send, clock } = await contentHouse(undefined, { store });
    await send('db-1', { incident: 'old' });
    clock.advance(20 * 24 * HOUR);
    await send('db-1', { incident: 'young' });
    clock.advance(20 * 24 * HOUR);
    await alerts.prune();
    expect((await acme.incidents()).items).toMatchObject([{ key: 'young' }]);
    expect((await store.records.list(system, 'acme', 'incident-alert')).items).toHaveLength(1);
    await alerts.close();
  });

  it('goes with the tenant, and does not come back with a namesake', async () => {
    const kept = memoryStore();
    const { alerts, send, clock, as } = await contentHouse(undefined, {
      // Records that nobody removes, for they are not the store's own.
      records: kept.records,
    });
    const { id } = await send('db-1', { incident: 'disk/1' });
    await alerts.tenants.delete('acme');
    clock.advance(1_000);
    await alerts.tenants.create({ id: 'acme', defaultLocale: 'en' });
    const acme = as('admin');
    expect((await acme.incidents({ states: ['open', 'acknowledged', 'resolved'] })).items).toEqual([]);
    expect(await codeOf(acme.resolve('disk/1'))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(acme.acknowledge(id))).toBe('LOCALERT_NOT_FOUND');
    expect(await send('db-1', { incident: 'disk/1' })).toMatchObject({ incident: 'opened' });
    await alerts.close();
  });

  it('is refused when it is not what was written', async () => {
    const store = memoryStore();
    const { acme, alerts, send } = await contentHouse(undefined, { store });
    await send('db-1', { incident: 'disk/1' });
    const [record] = (await store.records.list(system, 'acme', 'incident')).items;
    for (const [index, body] of ['{', '{"places":[],"alerts":[]}', '{"places":[1]}'].entries()) {
      await store.records.put(system, 'acme', { ...record, version: 2 + index, body } as never);
      expect(await codeOf(acme.acknowledge('disk/1'))).toBe('LOCALERT_STORE_CORRUPT');
    }
    await alerts.close();
  });
});
