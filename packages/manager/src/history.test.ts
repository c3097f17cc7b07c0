/** What was: shown, compared, brought back and made shorter. */

import { systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { manualClock, SAMPLE_TIME } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { recordingAuditor } from '../test/auditor.ts';
import { codeOf, open } from '../test/house.ts';
import { FixtureRefusedError, type ManagerOptions } from './index.ts';

/** Four revisions of `disk`, an hour apart. */
async function house(options: Partial<ManagerOptions<Record<never, never>>> = {}) {
  const clock = manualClock(SAMPLE_TIME);
  const opened = await open({ clock, fixtures: {}, ...options });
  const { acme } = opened;
  const texts = (title: string) => ({ en: { title }, es: { title: `${title} es` } });
  await acme.create('disk', { baseLocale: 'en', severity: 'low', locales: texts('one {host}') });
  clock.advance(3_600_000);
  await acme.update('disk', { locales: { en: { title: 'two {host}' } }, severity: 'high' });
  clock.advance(3_600_000);
  await acme.archive('disk');
  clock.advance(3_600_000);
  await acme.restore('disk');
  return { ...opened, clock };
}

describe('a fixture as it was', () => {
  it('at a revision', async () => {
    const { acme } = await house();
    expect(await acme.at('disk', { revision: 1 })).toMatchObject({ revision: 1, severity: 'low' });
    expect(await acme.at('disk', { revision: 3 })).toMatchObject({ state: 'archived', severity: 'high' });
    expect(await acme.at('disk', { revision: 4 })).toEqual(await acme.get('disk'));
    for (const revision of [5, 1_000]) {
      expect(await codeOf(acme.at('disk', { revision }))).toBe('LOCALERT_NOT_FOUND');
    }
    for (const revision of [0, 1.5, Number.NaN, '1' as unknown as number])
      expect(await codeOf(acme.at('disk', { revision }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(acme.at('none', { revision: 1 }))).toBe('LOCALERT_NOT_FOUND');
  });

  it('at a time', async () => {
    const { acme } = await house();
    const at = async (hours: number) =>
      (await acme.at('disk', { time: SAMPLE_TIME + hours * 3_600_000 })).revision;
    expect([await at(0), await at(0.5), await at(1), await at(2.9), await at(99)]).toEqual([1, 1, 2, 3, 4]);
    expect(await codeOf(at(-1))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(acme.at('disk', { time: Number.NaN }))).toBe('LOCALERT_INVALID_INPUT');
  });

  it('shown as it looked', async () => {
    const { acme } = await house();
    const titles = async (revision?: number) =>
      JSON.stringify(
        (await acme.untyped.preview('disk', { host: 'db' }, revision ? { at: { revision } } : {})).map(
          ({ message }) => message,
        ),
      );
    expect(await titles()).toContain('two db');
    expect(await titles(1)).toContain('one db');
    expect(await titles(1)).not.toContain('two');
    const { message } = await acme.untyped.render('disk', { values: { host: 'db' }, at: { revision: 1 } });
    expect(JSON.stringify(message)).toContain('one db');
  });

  it('in code is what it is', async () => {
    const { acme, alerts } = await open();
    expect((await acme.at('playback_failure', { time: 0 })).id).toBe('playback_failure');
    expect(await codeOf(acme.at('playback_failure', { revision: 99 }))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(acme.rollback('playback_failure', { to: 1 }))).toBe('LOCALERT_FIXTURE_IN_CODE');
    await alerts.close();
  });

  it('is not for whoever may not read the severity that it had', async () => {
    const { alerts } = await house();
    const only = alerts.forTenant('acme', {
      actor: 'user:r',
      roles: ['admin'],
      only: { severities: ['high'] },
    });
    expect(await codeOf(only.at('disk', { revision: 2 }))).toBe('no error');
    expect(await codeOf(only.at('disk', { revision: 1 }))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(only.diff('disk', { from: 1 }))).toBe('LOCALERT_FORBIDDEN');
    expect(await codeOf(only.rollback('disk', { to: 1 }))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });
});

describe('a difference', () => {
  it('is by locale and message, and of all else', async () => {
    const { acme } = await house();
    expect(await acme.diff('disk', { from: 1, to: 2 })).toMatchObject({
      from: 1,
      to: 2,
      locales: [
        {
          locale: 'en',
          change: 'changed',
          messages: [{ field: 'title', before: 'one {host}', after: 'two {host}' }],
        },
      ],
      members: [{ member: 'severity', before: 'low', after: 'high' }],
    });
    expect(await acme.diff('disk', { from: 2 })).toMatchObject({ to: 4, locales: [], members: [] });
    expect((await acme.diff('disk', { from: 0, to: 1 })).locales).toHaveLength(2);
    expect((await acme.diff('disk', { from: 1, to: 0 })).to).toBeUndefined();
    expect(await codeOf(acme.diff('disk', { from: -1 }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(acme.diff('disk', { from: 1, to: 0.5 }))).toBe('LOCALERT_INVALID_INPUT');
    expect(await codeOf(acme.diff('disk', { from: 1, to: 9 }))).toBe('LOCALERT_NOT_FOUND');
  });
});

describe('a rollback', () => {
  it('makes the earlier content the newest, as another revision', async () => {
    const { acme } = await house();
    const { fixture } = await acme.rollback('disk', { to: 1, expectedRevision: 4 });
    expect(fixture).toMatchObject({ revision: 5, severity: 'low', state: 'active' });
    expect(await acme.diff('disk', { from: 1 })).toMatchObject({ locales: [], members: [] });
    expect((await acme.history('disk')).items.at(-1)).toMatchObject({ type: 'FixtureUpdated', revision: 5 });
    // What is the newest already makes no revision.
    expect((await acme.rollback('disk', { to: 1 })).fixture.revision).toBe(5);
    expect(await codeOf(acme.rollback('disk', { to: 2, expectedRevision: 4 }))).toBe(
      'LOCALERT_REVISION_CONFLICT',
    );
    expect(await codeOf(acme.rollback('disk', { to: 9 }))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(acme.rollback('disk', {} as never))).toBe('LOCALERT_INVALID_INPUT');
  });

  it('takes away a layout and a description that the earlier content had not', async () => {
    const { acme } = await house();
    const { revision } = await acme.get('disk');
    await acme.update('disk', {
      description: 'why',
      layout: { blocks: [{ type: 'header', text: 'title' }] },
    });
    const { fixture } = await acme.rollback('disk', { to: revision });
    expect([fixture.description, fixture.layout]).toEqual([undefined, undefined]);
    expect(fixture.revision).toBe(revision + 2);
  });

  it('has to pass the rules of today', async () => {
    const store = memoryStore({ region: 'eu' });
    const { acme, alerts } = await house({ store });
    await alerts.tenants.update('acme', { quotas: { localesPerFixture: 2 } });
    await acme.update('disk', { locales: { es: null } });
    await alerts.tenants.update('acme', { quotas: { localesPerFixture: 1 } });
    await expect(acme.rollback('disk', { to: 1 })).rejects.toThrow(FixtureRefusedError);
    expect((await acme.get('disk')).revision).toBe(5);
    await alerts.close();
  });

  it('asks for what the same change would', async () => {
    const { alerts, acme } = await house();
    const as = (...roles: string[]) => alerts.forTenant('acme', { actor: 'user:x', roles });
    expect(await codeOf(as('translator', 'reviewer').rollback('disk', { to: 1 }))).toBe('LOCALERT_FORBIDDEN');
    const spanish = alerts.forTenant('acme', {
      actor: 'user:x',
      roles: ['editor'],
      only: { locales: ['es'] },
    });
    expect(await codeOf(spanish.rollback('disk', { to: 1 }))).toBe('LOCALERT_FORBIDDEN');
    await acme.update('disk', { locales: { fr: { title: 'trois {host}' } } });
    expect((await as('editor').rollback('disk', { to: 2 })).fixture.locales['fr']).toBeUndefined();
    await acme.archive('disk');
    expect(await codeOf(as('editor').rollback('disk', { to: 1 }))).toBe('LOCALERT_FIXTURE_NOT_ACTIVE');
    await alerts.close();
  });
});

describe('compact', () => {
  it('keeps what is newest, and what is young, and does nothing on trial', async () => {
    const { acme, alerts } = await house();
    const length = async () => (await acme.history('disk')).items.length;
    const trial = await alerts.compact({ keep: { revisions: 1 }, dryRun: true });
    expect(trial).toEqual({
      ...{ tenants: 1, fixtures: 1, compacted: 1, removed: 2, missed: 0, lost: 0 },
      failed: [],
    });
    expect(await length()).toBe(4);
    expect(await alerts.compact({ keep: { forMs: 3.5 * 3_600_000 } })).toMatchObject({ removed: 0 });
    expect(await alerts.compact({ keep: { revisions: 2, forMs: 1 } })).toMatchObject({ removed: 1 });
    expect((await acme.history('disk')).items[0]).toMatchObject({ type: 'FixtureCompacted', revision: 2 });
    expect(await length()).toBe(3);
    expect(await alerts.compact({ keep: { revisions: 2 } })).toMatchObject({ compacted: 0, removed: 0 });
    expect(await codeOf(acme.at('disk', { revision: 1 }))).toBe('LOCALERT_NOT_FOUND');
    expect(await acme.at('disk', { revision: 2 })).toMatchObject({ severity: 'high' });
    expect(await acme.get('disk')).toMatchObject({ revision: 4 });
    await alerts.close();
  });

  it('goes on from a place, stops by a signal, and takes the tenants that it is told', async () => {
    const { acme, alerts } = await house();
    await alerts.tenants.create({ id: 'beta', defaultLocale: 'en' });
    const places: { tenant: string; cursor?: string | undefined }[] = [];
    await alerts.compact({ keep: { revisions: 3 }, onProgress: ({ after }) => places.push(after) });
    expect(places).toEqual([{ tenant: 'acme' }, { tenant: 'beta' }]);
    const keep = { revisions: 1 };
    expect(await alerts.compact({ keep, after: { tenant: 'acme' } })).toMatchObject({
      tenants: 2,
      fixtures: 0,
    });
    expect(await alerts.compact({ keep, after: { tenant: 'b' } })).toMatchObject({ tenants: 1, fixtures: 0 });
    expect(await alerts.compact({ keep, tenants: ['beta'] })).toMatchObject({ fixtures: 0 });
    const stopped = alerts.compact({ keep, signal: AbortSignal.abort(new Error('stop')) });
    await expect(stopped).rejects.toThrow('stop');
    expect((await acme.history('disk')).items).toHaveLength(4);
    for (const wrong of [{}, { revisions: 0 }, { revisions: 1.5 }, { forMs: -1 }, { forMs: Number.NaN }])
      expect(await codeOf(alerts.compact({ keep: wrong }))).toBe('LOCALERT_INVALID_INPUT');
    await alerts.close();
    expect(await codeOf(alerts.compact({ keep }))).toBe('LOCALERT_MANAGER_CLOSED');
  });

  it('is told to the trail, for each fixture', async () => {
    const store = memoryStore({ region: 'eu' });
    const { auditor } = recordingAuditor(store.audit);
    const { alerts } = await house({ store, audit: auditor });
    await alerts.compact({ keep: { revisions: 1 } });
    const records = await store.audit.unlinked(systemScope('test'), 'acme', 100);
    expect(records.filter(({ action }) => action === 'fixture:compact')).toMatchObject([
      { resource: { kind: 'fixture', id: 'disk', revision: 3 }, outcome: 'success', details: { removed: 2 } },
    ]);
    await alerts.close();
  });

  it('counts what somebody else compacted just then, and says what a store cannot', async () => {
    const store = memoryStore({ region: 'eu' });
    const racing = await house({ store: { ...store, compact: async () => false } });
    expect(await racing.alerts.compact({ keep: { revisions: 1 } })).toMatchObject({
      missed: 1,
      compacted: 0,
    });
    const { compact: _, changes: __, subscribe: ___, ...bare } = memoryStore({ region: 'eu' });
    const { alerts, acme } = await house({ store: bare });
    expect(await codeOf(alerts.compact({ keep: { revisions: 1 } }))).toBe('LOCALERT_SETUP');
    expect(await codeOf(alerts.rebuild())).toBe('LOCALERT_SETUP');
    const watching = acme.watch()[Symbol.asyncIterator]();
    expect(await codeOf(watching.next())).toBe('LOCALERT_SETUP');
    await alerts.close();
  });
});

describe('rebuild', () => {
  it('makes rows anew, and says how far it is', async () => {
    const { alerts, acme } = await house({ store: sqliteStore({ path: ':memory:' }) });
    const before = await acme.get('disk');
    const seen: object[] = [];
    expect(await alerts.rebuild({ onProgress: (progress) => seen.push(progress) })).toEqual({
      done: 1,
      total: 1,
    });
    expect(seen).toEqual([{ done: 1, total: 1 }]);
    expect(await acme.get('disk')).toEqual(before);
    await alerts.close();
  });
});
