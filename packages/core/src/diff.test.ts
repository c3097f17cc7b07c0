import { describe, expect, it } from 'vitest';
import { diffFixtures } from './diff.ts';
import type { SlackFixture } from './fixture.ts';

const fixture = (change: Partial<SlackFixture> = {}): SlackFixture => ({
  id: 'disk',
  name: 'Disk',
  baseLocale: 'en',
  syntax: 'icu',
  severity: 'low',
  locales: { en: { title: 'Full', description: 'On {host}' }, es: { title: 'Lleno' } },
  labels: { team: 'storage' },
  sensitive: false,
  provenance: {},
  arguments: {},
  state: 'active',
  revision: 1,
  createdAt: 1,
  updatedAt: 1,
  ...change,
});

describe('diffFixtures', () => {
  it('says nothing of what is the same', () => {
    const same = fixture({ revision: 2, updatedAt: 9, drafts: {}, labels: { team: 'storage' } });
    expect(diffFixtures(fixture(), same)).toEqual({ from: 1, to: 2, locales: [], members: [] });
    expect(diffFixtures(undefined, undefined)).toEqual({ locales: [], members: [] });
  });

  it('compares message by message, by locale', () => {
    const after = fixture({
      revision: 2,
      locales: { fr: { title: 'Plein' }, en: { title: 'Is full', note: '', description: 'On {host}' } },
    });
    expect(diffFixtures(fixture(), after).locales).toEqual([
      {
        locale: 'en',
        change: 'changed',
        messages: [
          { field: 'note', after: '' },
          { field: 'title', before: 'Full', after: 'Is full' },
        ],
      },
      { locale: 'es', change: 'removed', messages: [{ field: 'title', before: 'Lleno' }] },
      { locale: 'fr', change: 'added', messages: [{ field: 'title', after: 'Plein' }] },
    ]);
  });

  it('tells of a locale that came or went without a message', () => {
    const [added] = diffFixtures(fixture(), fixture({ locales: { ...fixture().locales, de: {} } })).locales;
    expect(added).toEqual({ locale: 'de', change: 'added', messages: [] });
  });

  it('tells what else is another, whole', () => {
    const after = fixture({
      name: 'Disk full',
      severity: 'high',
      labels: {},
      description: 'for on-call',
      state: 'archived',
      sensitive: true,
      layout: { blocks: [] },
      drafts: { de: { messages: { title: 'Voll' }, provenance: { origin: 'human' } } },
    } as unknown as Partial<SlackFixture>);
    expect(diffFixtures(fixture(), after).members).toEqual([
      { member: 'name', before: 'Disk', after: 'Disk full' },
      { member: 'state', before: 'active', after: 'archived' },
      { member: 'severity', before: 'low', after: 'high' },
      { member: 'description', after: 'for on-call' },
      { member: 'labels', before: { team: 'storage' }, after: {} },
      { member: 'sensitive', before: false, after: true },
      { member: 'layout', after: { blocks: [] } },
      { member: 'drafts', after: after.drafts },
    ]);
  });

  it('shows a fixture that came as new, and one that went as gone', () => {
    const made = diffFixtures(undefined, fixture());
    expect(made.from).toBeUndefined();
    expect(made.locales.map(({ change }) => change)).toEqual(['added', 'added']);
    expect(made.members).toContainEqual({ member: 'name', after: 'Disk' });
    const gone = diffFixtures(fixture(), undefined);
    expect(gone.to).toBeUndefined();
    expect(gone.locales.map(({ change }) => change)).toEqual(['removed', 'removed']);
  });

  it('takes no text for what every object has', () => {
    const after = fixture({ locales: { en: { constructor: 'x', title: 'Full', description: 'On {host}' } } });
    const diff = diffFixtures(fixture({ locales: { en: fixture().locales['en'] ?? {} } }), after);
    expect(diff.locales[0]?.messages).toEqual([{ field: 'constructor', after: 'x' }]);
  });
});
