import { type FixtureCommit, type FixtureStore, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { contentHouse } from '../test/content-house.ts';
import { breakable, codeOf, open, openAudited, recorder, values } from '../test/house.ts';
import { note } from '../test/operations.ts';

const system = systemScope('test');
const reworded = { locales: { en: { title: 'Disk of {host} is full' } } };
const alert = { values: { host: 'db-1' } };

/** A store that remembers its commits. */
function watched(store: FixtureStore = memoryStore()) {
  const commits: FixtureCommit[] = [];
  const commit: FixtureStore['commit'] = (scope, given) => {
    commits.push(given);
    return store.commit(scope, given);
  };
  return { store: { ...store, commit }, commits };
}

describe('an alert with a change', () => {
  it('says what the change makes of the fixture, and is committed with it', async () => {
    const { store, commits } = watched();
    const { acme, alerts, posts, types } = await open({ store });
    await acme.create('disk', note);
    const saved = await acme.update('disk', reworded, { alert });
    expect(saved.alert).toMatchObject({ status: 'queued', locale: 'en', problems: [] });
    expect(commits.at(-1)?.alerts).toMatchObject([{ id: saved.alert?.id, fixture: 'disk', revision: 2 }]);
    await alerts.drain();
    expect(posts.map(({ message }) => message.text)).toEqual(['Disk of db-1 is full']);
    expect(types().filter((type) => /^alert\.(enqueued|delivered)$|saved/.test(type))).toEqual([
      'fixture.saved',
      'alert.enqueued',
      'fixture.saved',
      'alert.delivered',
    ]);
    await alerts.close();
  });

  it('goes out with a new fixture, and may be of another one', async () => {
    const { acme, alerts, posts } = await open();
    const first = await acme.create('disk', { ...note, ...reworded }, { alert });
    // The other one is more urgent: in one line it would go first.
    await alerts.drain();
    const told = { fixture: 'playback_failure', locale: 'es-ES', values };
    const second = await acme.create('cpu', note, { alert: told });
    expect([first.alert?.status, second.alert?.locale]).toEqual(['queued', 'es-ES']);
    await alerts.drain();
    expect(posts.map(({ id }) => id)).toEqual([first.alert?.id, second.alert?.id]);
    expect(posts[1]?.message.text).toContain('Reproducción interrumpida en EU');
    await alerts.close();
  });

  it('goes to every destination of its route, in the one commit', async () => {
    const { store, commits } = watched();
    const to = [{ channel: 'C1' }, { channel: 'C2' }];
    const { alerts, calls, acme } = await contentHouse({ routes: [{ to }] }, { store });
    const saved = await acme.untyped.create('own', note, { alert: {} });
    expect(saved.alert?.copies).toHaveLength(1);
    expect(commits.at(-1)?.alerts?.map(({ destination }) => destination)).toEqual(to);
    await alerts.drain();
    expect(calls.map(({ destination }) => destination)).toEqual(to);
    await alerts.close();
  });

  it('is not sent when the change is refused', async () => {
    const store = memoryStore();
    const { acme, alerts } = await open({ store });
    await acme.create('disk', note);
    // Somebody else is faster, between the look and the commit.
    const commit: FixtureStore['commit'] = async (scope, given) => {
      if (given.alerts) await acme.update('disk', { description: 'meanwhile' });
      return store.commit(scope, given);
    };
    const late = await open({ store: { ...store, commit } });
    expect(await codeOf(late.acme.update('disk', reworded, { alert }))).toBe('LOCALERT_REVISION_CONFLICT');
    expect(late.types()).toContain('alert.refused');
    expect(await store.outbox.depth(system)).toEqual({ queued: 0, sending: 0, dead: 0 });
    await late.alerts.close();
    await alerts.close();
  });

  it('takes its alert of the day back when the change is refused', async () => {
    const tenants = [{ id: 'acme', defaultLocale: 'en', quotas: { sendsPerDay: 1, fixtures: 1 } }];
    const { acme, alerts } = await open({ tenants });
    await acme.create('disk', note);
    expect(await codeOf(acme.create('cpu', note, { alert }))).toBe('LOCALERT_QUOTA_EXCEEDED');
    expect((await acme.update('disk', reworded, { alert })).alert?.status).toBe('queued');
    expect(await codeOf(acme.update('disk', reworded, { alert }))).toBe('LOCALERT_QUOTA_EXCEEDED');
    await alerts.close();
  });

  it.each([
    ['may not send', 'editor', alert, 'LOCALERT_FORBIDDEN'],
    ['sends what is not there', 'admin', { fixture: 'nothing' }, 'LOCALERT_NOT_FOUND'],
    ['asks for a priority that is none', 'admin', { ...alert, priority: 9 }, 'LOCALERT_INVALID_INPUT'],
  ])('changes nothing for somebody who %s', async (_, role, asked, code) => {
    const roles = { editor: ['fixture:read', 'fixture:write', 'fixture:translate'] } as const;
    const store = memoryStore();
    const { as, acme, alerts } = await open({
      store,
      authorizer: (scope, permission) =>
        scope.roles.includes('admin') || (roles.editor as readonly string[]).includes(permission),
    });
    await acme.create('disk', note);
    expect(await codeOf(as(role).update('disk', reworded, { alert: asked }))).toBe(code);
    expect((await acme.get('disk')).revision).toBe(1);
    expect((await store.outbox.depth(system)).queued).toBe(0);
    await alerts.close();
  });

  it('is refused where the queue is not the store’s', async () => {
    const { transport } = recorder();
    for (const options of [
      { store: breakable().store },
      { store: memoryStore(), outbox: memoryStore().outbox },
    ]) {
      const { acme, alerts } = await open({ ...options, transport });
      expect(await codeOf(acme.create('disk', note, { alert }))).toBe('LOCALERT_SETUP');
      expect(await codeOf(acme.get('disk'))).toBe('LOCALERT_NOT_FOUND');
      await alerts.close();
    }
  });

  it('is no duplicate of another, whatever plain JavaScript asks for', async () => {
    const { store, commits } = watched();
    const { acme, alerts } = await open({ store });
    const asked = { ...alert, dedupeKey: 'k', incident: 'i', escalate: [], digest: true };
    await acme.create('disk', note, { alert: asked });
    expect(commits.at(-1)?.alerts?.[0]?.dedupe).toBeUndefined();
    expect((await acme.incidents()).items).toEqual([]);
    await alerts.close();
  });

  it('has an entry of its own in the trail, in the transaction of the change', async () => {
    const { acme, alerts, kept } = await openAudited();
    await acme.create('disk', note);
    const before = (await kept()).length;
    const saved = await acme.update('disk', reworded, { alert });
    const entries = (await kept()).slice(before);
    expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['fixture:update', 'success'],
      ['alert:send', 'success'],
    ]);
    expect(entries[1]?.resource).toMatchObject({ kind: 'alert', id: saved.alert?.id });
    expect(await codeOf(acme.update('disk', reworded, { alert: { fixture: 'nothing' } }))).toBe(
      'LOCALERT_NOT_FOUND',
    );
    expect((await kept()).slice(before + 2).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['alert:send', 'failure'],
      ['fixture:update', 'failure'],
    ]);
    await alerts.close();
  });
});
