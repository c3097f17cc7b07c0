import {
  type ClaimedAlert,
  type FixtureStore,
  packValues,
  StoreUnavailableError,
  systemScope,
} from '@localert/core';
import { messageSize, SLACK_LIMITS, type SlackMessage } from '@localert/slack';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it, vi } from 'vitest';
import { contentHouse } from '../test/content-house.ts';
import type { HandedOptions } from '../test/hand-dispatcher.ts';

const handed = vi.hoisted(() => ({ options: undefined as unknown }));
vi.mock('@localert/delivery', async () => {
  const { handDispatcher } = await import('../test/hand-dispatcher.ts');
  return {
    createDispatcher: (options: HandedOptions) => {
      handed.options = options;
      return handDispatcher(options);
    },
  };
});

const hooks = () => handed.options as HandedOptions;
const system = systemScope('test');

const claimOf = (more: Partial<ClaimedAlert['alert']> = {}): ClaimedAlert => ({
  ...{ tenant: 'acme', attempt: 1, lease: 'l' },
  alert: {
    ...{
      id: 'a',
      fixture: 'note',
      revision: 1,
      severity: 'medium',
      priority: 4,
      locale: 'es',
      requested: ['es'],
    },
    ...{ values: packValues({ host: 'db-1' }), payload: '{"text":"x"}', plain: '{"text":"x"}' },
    ...{ destination: {}, group: 'g', createdAt: 0 },
    ...more,
  },
});
const shown = async (more: Partial<ClaimedAlert['alert']> = {}) => {
  const json = await hooks().smaller(claimOf(more));
  return json === undefined ? undefined : (JSON.parse(json) as SlackMessage);
};

/** A fixture whose message takes most of what a message may take. */
async function longNote(store: FixtureStore = memoryStore()) {
  const house = await contentHouse(undefined, { store, fixtures: {} as never });
  const client = house.acme.untyped;
  const text = (word: string) => `${word} {host} `.repeat(150);
  const note = { title: 'Note', first: text('eins'), second: text('zwei'), third: text('drei') };
  await client.create('note', {
    baseLocale: 'en',
    locales: { en: note, es: { ...note, title: 'Nota {host}' } },
  });
  return { ...house, client };
}

describe('a smaller rendering', () => {
  it('takes half of what a message may take, in the language of the alert', async () => {
    const { alerts } = await longNote();
    const message = await shown({ values: packValues({ host: 'a-long-name-of-a-host'.repeat(3) }) });
    expect(messageSize(message as SlackMessage)).toBeGreaterThan(2_000);
    expect(messageSize(message as SlackMessage)).toBeLessThanOrEqual(SLACK_LIMITS.budget / 2);
    expect(message?.text).toContain('Nota a-long-name');
    await alerts.close();
  });

  it('is of the revision that was queued, or of now where that is not kept', async () => {
    const { alerts, client } = await longNote();
    await client.update('note', { locales: { es: { title: 'Dos {host}' } } });
    await client.update('note', { locales: { es: { title: 'Tres {host}' } } });
    expect((await shown())?.text).toContain('Nota db-1');
    expect((await shown({ revision: 2 }))?.text).toContain('Dos db-1');
    expect((await shown({ revision: 3 }))?.text).toContain('Tres db-1');
    expect((await shown({ revision: 9 }))?.text).toContain('Tres db-1');
    await alerts.compact({ keep: { revisions: 1 } });
    expect((await shown())?.text).toContain('Tres db-1');
    await alerts.close();
  });

  it('is not there for what is erased, broken, or not to be read', async () => {
    const { alerts } = await longNote();
    expect(await shown({ fixture: 'gone' })).toBeUndefined();
    expect(await hooks().smaller({ ...claimOf(), tenant: 'nobody' })).toBeUndefined();
    expect(await shown({ values: '{' })).toBeUndefined();
    await alerts.close();
    expect(await shown()).toBeUndefined();
  });
});

describe('an alert with a purpose', () => {
  it('is posted as it is when nothing here knows its purpose', async () => {
    const { alerts } = await contentHouse();
    expect(await hooks().prepare(claimOf({ purpose: 'of-a-plugin' }))).toEqual({ kind: 'post' });
    expect(await hooks().prepare(claimOf())).toEqual({ kind: 'post' });
    expect(await hooks().prepare(claimOf({ purpose: 'gathered' }))).toEqual({ kind: 'post' });
    expect(await hooks().prepare(claimOf({ purpose: 'escalation' }))).toEqual({ kind: 'post' });
    await alerts.close();
  });

  it('is dropped when a digest has nothing to tell', async () => {
    const { alerts } = await contentHouse();
    const nothing = { kind: 'drop', code: 'nothing_to_tell' };
    expect(await hooks().prepare(claimOf({ purpose: 'digest' }))).toEqual(nothing);
    const follows = { alert: 'unknown', as: 'reply' as const };
    expect(await hooks().prepare(claimOf({ purpose: 'digest', follows }))).toEqual(nothing);
    await alerts.close();
  });

  it('waits for the alert that a digest answers', async () => {
    const { alerts, send, clock } = await contentHouse();
    const { id } = await send('db-1', { dedupeKey: 'k' });
    const follows = { alert: id, as: 'reply' as const };
    expect(await hooks().prepare(claimOf({ purpose: 'digest', follows }))).toMatchObject({ kind: 'drop' });
    await send('db-1', { dedupeKey: 'k' });
    expect(await hooks().prepare(claimOf({ purpose: 'digest', follows }))).toEqual({
      kind: 'later',
      at: clock.now() + 5_000,
    });
    await alerts.drain();
    expect(await hooks().prepare(claimOf({ purpose: 'digest', follows }))).toMatchObject({
      kind: 'post',
      plain: '{"text":"+1 más como esta"}',
    });
    await alerts.close();
  });

  it('is asked about again when the queue does not answer; a digest waits by itself', async () => {
    const store = memoryStore();
    const outbox = {
      ...store.outbox,
      status: () => Promise.reject(new StoreUnavailableError({ operation: 'outbox.status' })),
    };
    const { alerts, clock } = await contentHouse(undefined, { store, outbox });
    const follows = { alert: 'a', as: 'reply' as const };
    expect(await hooks().prepare(claimOf({ purpose: 'digest', follows }))).toEqual({
      kind: 'later',
      at: clock.now() + 5_000,
    });
    await expect(hooks().prepare(claimOf({ purpose: 'gathered' }))).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
    await alerts.close({ drainMs: 0 });
  });

  it('reaches nothing of another tenant', async () => {
    const { alerts, send, acme } = await contentHouse({
      escalate: [{ afterMs: 1, destination: { channel: '#lead' } }],
    });
    const { id } = await send('db-1', { incident: 'one', dedupeKey: 'k' });
    await send('db-1', { incident: 'one', dedupeKey: 'k' });
    await acme.acknowledge('one');
    const others = (more: object) => hooks().prepare({ ...claimOf(more), tenant: 'beta' });
    expect(await others({ purpose: 'escalation', id })).toEqual({ kind: 'post' });
    const follows = { alert: id, as: 'reply' as const };
    expect(await others({ purpose: 'digest', follows })).toMatchObject({ kind: 'drop' });
    expect(await hooks().prepare(claimOf({ purpose: 'escalation', id }))).toEqual({
      kind: 'drop',
      code: 'incident_acknowledged',
    });
    await alerts.close();
  });
});

describe('what is kept of it on the medium', () => {
  it('is sealed for a tenant that encrypts: incidents, queued alerts, routes', async () => {
    const { createKeyring, encrypted, localKeys } = await import('@localert/crypto');
    const medium = memoryStore();
    const kek = localKeys({
      keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
      current: 'k1',
    });
    const keys = createKeyring({ kek, records: medium.records });
    const store = encrypted(medium, { keys, policy: () => 'all' });
    const tenants = [
      {
        id: 'acme',
        defaultLocale: 'en',
        encryption: 'all' as const,
        delivery: {
          routes: [
            { to: [{ channel: '#canary-a' }, { channel: '#canary-b' }], fallback: { channel: '#canary-c' } },
          ],
          escalate: [{ afterMs: 60_000, destination: { channel: '#canary-d' } }],
        },
      },
    ];
    const { acme, alerts, send, after, calls } = await contentHouse(undefined, { store, tenants });
    await send('canary-host', { incident: 'canary-key' });
    await send('canary-host', { incident: 'canary-key' });
    await acme.acknowledge('canary-key', 'canary-name');
    expect((await acme.incidents()).items).toMatchObject([
      { key: 'canary-key', acknowledgedBy: 'canary-name' },
    ]);
    const claims = await medium.outbox.claim(system, {
      ...{ now: Date.UTC(2026, 0, 5, 12), leaseMs: 1, limit: 20, dueBy: Number.MAX_SAFE_INTEGER },
    });
    expect(claims.length).toBeGreaterThan(2);
    const kept = [
      claims,
      await medium.records.list(system, 'acme', 'incident'),
      await medium.records.list(system, 'acme', 'incident-alert'),
      await medium.directory.get(system, 'acme'),
    ];
    expect(JSON.stringify(kept)).not.toContain('canary');
    expect((await alerts.tenants.get('acme')).delivery?.routes).toHaveLength(1);
    await after(10);
    await acme.resolve('canary-key');
    await after(1_000);
    expect(calls.map(({ destination }) => destination.channel)).toContain('#canary-b');
    expect(calls.at(-1)?.message.text).toContain('✅ Resolved');
    await alerts.close();
  });
});
