import { describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';
import type { FixtureRefusedError } from './errors.ts';

type Refusal = InstanceType<typeof FixtureRefusedError>;

const disk = { baseLocale: 'en', locales: { en: { title: 'Disk {used, number, percent} full on {host}' } } };

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('it was not refused');
}

describe('create', () => {
  it('saves a fixture with its contract, its provenance and its first event', async () => {
    const { acme, alerts, events } = await open();
    const { fixture, warnings } = await acme.create('disk_full', {
      ...disk,
      name: 'Disk full',
      labels: { team: 'storage' },
    });
    expect(warnings).toEqual([]);
    expect(fixture).toMatchObject({
      id: 'disk_full',
      name: 'Disk full',
      revision: 1,
      state: 'active',
      arguments: { used: { type: 'number' }, host: { type: 'text' } },
      provenance: { en: { origin: 'human', author: 'user:admin' } },
    });
    expect(await acme.get('disk_full')).toEqual(fixture);
    expect((await acme.history('disk_full')).items).toMatchObject([
      { type: 'FixtureCreated', revision: 1, actor: 'user:admin' },
    ]);
    expect(events).toContainEqual({
      type: 'fixture.saved',
      tenant: 'acme',
      fixture: 'disk_full',
      revision: 1,
    });
    await alerts.close();
  });

  it('refuses a malformed message, and says where and what was expected', async () => {
    const { acme, alerts, events } = await open();
    const error = await refusal(
      acme.create('disk', {
        baseLocale: 'en',
        locales: { en: { title: 'fine\n{count, plural, one {#}}' }, es: { title: 'bien' } },
      }),
    );
    expect(error.code).toBe('LOCALERT_FIXTURE_REFUSED');
    expect(error.details.findings).toMatchObject([
      { code: 'message-syntax', locale: 'en', field: 'title', line: 2 },
    ]);
    expect(error.details.findings[0]?.column).toBeGreaterThan(0);
    expect(error.message).toMatch(/en title 2:\d+/);
    expect(events).toContainEqual({ type: 'fixture.refused', tenant: 'acme', fixture: 'disk', findings: 1 });
    expect(await codeOf(acme.get('disk'))).toBe('LOCALERT_NOT_FOUND');
    await alerts.close();
  });

  it('refuses a translation that takes other arguments', async () => {
    const { acme, alerts } = await open();
    const { details } = await refusal(
      acme.create('disk', {
        ...disk,
        locales: { ...disk.locales, es: { title: 'Disco {uso} en {host, number}' } },
      }),
    );
    expect(details.findings.map(({ code }) => code).sort()).toEqual(['argument-type', 'argument-unknown']);
    await alerts.close();
  });

  it('refuses a text that is too long as it is written, and warns of one that a value could make too long', async () => {
    const { acme, alerts } = await open();
    const long = await refusal(
      acme.create('long', { baseLocale: 'en', locales: { en: { title: 'x'.repeat(200) } } }),
    );
    expect(long.details.findings).toMatchObject([{ code: 'slack-limit', locale: 'en' }]);
    const { warnings } = await acme.create('wide', {
      baseLocale: 'en',
      locales: { en: { title: 'Host {host} is down' } },
      arguments: { host: { maxLength: 200 } },
    });
    expect(warnings).toMatchObject([{ severity: 'warning', code: 'slack-limit', locale: 'en' }]);
    await alerts.close();
  });

  it('refuses a layout that shows what is not there', async () => {
    const { acme, alerts } = await open();
    const layout = {
      blocks: [
        { type: 'header' as const, text: 'heading' },
        { type: 'section' as const, text: { arg: 'runbook' } },
      ],
    };
    const { details } = await refusal(acme.create('disk', { ...disk, layout }));
    expect(details.findings.map(({ code, field }) => [code, field])).toEqual([
      ['layout-field-unknown', 'layout.blocks.0'],
      ['layout-argument-unknown', 'layout.blocks.1'],
    ]);
    await alerts.close();
  });

  it('wants a permission for a mention of everyone', async () => {
    const { as, alerts } = await open();
    const loud = {
      baseLocale: 'en',
      locales: { en: { title: 'Fire', description: '<!channel> leave the building' } },
    };
    expect(await codeOf(as('editor').create('fire', loud))).toBe('LOCALERT_FORBIDDEN');
    expect((await as('admin').create('fire', loud)).fixture.revision).toBe(1);
    await alerts.close();
  });

  it('refuses ids that exist, are reserved, or belong to code', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk', disk);
    expect(await codeOf(acme.create('disk', disk))).toBe('LOCALERT_REVISION_CONFLICT');
    expect(await codeOf(acme.create('locales', disk))).toBe('LOCALERT_INVALID_FIXTURE_ID');
    expect(await codeOf(acme.create('__proto__', disk))).toBe('LOCALERT_INVALID_FIXTURE_ID');
    expect(await codeOf(acme.create('playback_failure', disk))).toBe('LOCALERT_FIXTURE_IN_CODE');
    await alerts.close();
  });

  it('holds to the quotas: exactly as many fixtures as allowed, however many try at once', async () => {
    const { acme, alerts } = await open({
      tenants: [{ id: 'acme', defaultLocale: 'en', quotas: { fixtures: 20, localesPerFixture: 1 } }],
    });
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, index) => codeOf(acme.create(`f${index}`, disk))),
    );
    expect(codes.filter((code) => code === 'no error')).toHaveLength(20);
    expect(codes.filter((code) => code === 'LOCALERT_QUOTA_EXCEEDED')).toHaveLength(20);
    const { details } = await refusal(
      acme.create('many', {
        ...disk,
        locales: { ...disk.locales, es: { title: 'Disco {used, number, percent} {host}' } },
      }),
    );
    expect(details.findings).toMatchObject([{ code: 'quota-locales' }]);
    await alerts.close();
  });

  it('shows no text of a refused fixture in the error', async () => {
    const { acme, alerts } = await open();
    const canary = 'CANARY-secret-text';
    const error = await refusal(
      acme.create('disk', {
        baseLocale: 'en',
        locales: {
          en: { title: `${canary} {count, plural, one {${canary}}}` },
          es: { title: `${canary} {x` },
        },
      }),
    );
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain(canary);
    await alerts.close();
  });
});

describe('update', () => {
  it('changes locale by locale and keeps the rest', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk', { ...disk, arguments: { host: { sample: 'db-1' } } });
    const { fixture } = await acme.update('disk', {
      severity: 'high',
      locales: { ES: { title: 'Disco al {used, number, percent} en {host}' } },
    });
    expect(fixture).toMatchObject({
      revision: 2,
      severity: 'high',
      arguments: { host: { type: 'text', sample: 'db-1' } },
    });
    expect(Object.keys(fixture.locales)).toEqual(['en', 'es']);
    const { fixture: third } = await acme.update('disk', {
      locales: { es: null },
      provenance: { en: { origin: 'template', reviewed: true } },
    });
    expect(Object.keys(third.locales)).toEqual(['en']);
    expect(third.provenance).toEqual({ en: { origin: 'template', reviewed: true } });
    expect((await acme.history('disk')).items.map(({ type }) => type)).toEqual([
      'FixtureCreated',
      'FixtureUpdated',
      'FixtureUpdated',
    ]);
    await alerts.close();
  });

  it('notes who changed a locale’s texts, and leaves the others’ provenance alone', async () => {
    const { as, alerts } = await open();
    await as('admin').create('disk', { ...disk, provenance: { en: { origin: 'import' } } });
    const { fixture } = await as('editor').update('disk', {
      locales: { es: { title: 'Disco {used, number, percent} {host}' } },
    });
    expect(fixture.provenance).toEqual({
      en: { origin: 'import' },
      es: { origin: 'human', author: 'user:editor' },
    });
    await alerts.close();
  });

  it('refuses a stale revision, and lets exactly one of many win', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk', disk);
    const codes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        codeOf(acme.update('disk', { description: `n${index}` }, { expectedRevision: 1 })),
      ),
    );
    expect(codes.filter((code) => code === 'no error')).toHaveLength(1);
    expect(codes.filter((code) => code === 'LOCALERT_REVISION_CONFLICT')).toHaveLength(9);
    expect((await acme.get('disk')).revision).toBe(2);
    await alerts.close();
  });

  it('refuses what is absent, in code, archived, or not permitted', async () => {
    const { acme, as, alerts } = await open();
    await acme.create('disk', disk);
    await acme.archive('disk');
    expect(await codeOf(acme.update('nothing', {}))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(acme.update('playback_failure', {}))).toBe('LOCALERT_FIXTURE_IN_CODE');
    expect(await codeOf(acme.update('disk', {}))).toBe('LOCALERT_FIXTURE_NOT_ACTIVE');
    expect(await codeOf(as('sender').update('disk', {}))).toBe('LOCALERT_FORBIDDEN');
    await alerts.close();
  });

  it('activates a draft', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk', { ...disk, state: 'draft' });
    expect((await acme.update('disk', { description: 'd' })).fixture.state).toBe('draft');
    expect((await acme.update('disk', { state: 'active' })).fixture.state).toBe('active');
    await alerts.close();
  });

  it('is seen by the next alert', async () => {
    const { acme, alerts, posts } = await open();
    await acme.create('note', { baseLocale: 'en', locales: { en: { title: 'before' } } });
    await acme.untyped.send('note');
    await acme.update('note', { locales: { en: { title: 'after' } } });
    await acme.untyped.send('note');
    await alerts.drain();
    expect(posts.map(({ message }) => message.text)).toEqual([
      expect.stringContaining('before'),
      expect.stringContaining('after'),
    ]);
    await alerts.close();
  });
});

describe('archive and restore', () => {
  it('go back and forth, and change nothing the second time', async () => {
    const { acme, as, alerts } = await open();
    await acme.create('disk', disk);
    expect(await acme.archive('disk', { expectedRevision: 1 })).toMatchObject({
      state: 'archived',
      revision: 2,
    });
    expect(await acme.archive('disk')).toMatchObject({ revision: 2 });
    expect(await acme.restore('disk')).toMatchObject({ state: 'active', revision: 3 });
    expect(await acme.restore('disk')).toMatchObject({ revision: 3 });
    expect(await codeOf(acme.archive('disk', { expectedRevision: 1 }))).toBe('LOCALERT_REVISION_CONFLICT');
    expect(await codeOf(as('viewer').archive('disk'))).toBe('LOCALERT_FORBIDDEN');
    expect((await acme.history('disk')).items.map(({ type }) => type)).toEqual([
      'FixtureCreated',
      'FixtureArchived',
      'FixtureRestored',
    ]);
    await alerts.close();
  });
});

describe('get, list and history', () => {
  it('show fixtures in code and stored ones', async () => {
    const { acme, alerts } = await open();
    for (const id of ['a', 'b', 'c']) await acme.create(id, { ...disk, labels: { id }, severity: 'low' });
    await acme.archive('c');
    const page = await acme.list({ limit: 2 });
    expect(page.items.map(({ id }) => id)[0]).toBe('playback_failure');
    expect(page.items).toHaveLength(3);
    const next = await acme.list({ limit: 2, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) });
    expect(next.items).toHaveLength(1);
    expect((await acme.list({ state: 'archived' })).items.map(({ id }) => id)).toEqual(['c']);
    expect((await acme.list({ severity: 'critical' })).items.map(({ id }) => id)).toEqual([
      'playback_failure',
    ]);
    expect((await acme.list({ labels: { id: 'b' } })).items.map(({ id }) => id)).toEqual(['b']);
    expect((await acme.get('playback_failure')).revision).toBe(1);
    expect(await acme.history('playback_failure')).toEqual({ items: [] });
    expect(await codeOf(acme.list({ cursor: 'garbage' }))).toBe('LOCALERT_INVALID_INPUT');
    await alerts.close();
  });
});
