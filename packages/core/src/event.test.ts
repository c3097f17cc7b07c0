import { describe, expect, it } from 'vitest';
import { applyEvent, type FixtureEvent, type FixtureSnapshot } from './event.ts';
import { parseFixtureContent } from './fixture.ts';

const { arguments: _, ...content } = parseFixtureContent({
  baseLocale: 'en',
  locales: { en: { title: 'a' } },
});
const snapshot: FixtureSnapshot = { ...content, id: 'disk', name: 'disk', arguments: {} };
const event = (revision: number, type: FixtureEvent['type'], locale = 'es'): FixtureEvent => {
  const base = { id: `e${revision}`, fixture: 'disk', revision, at: revision * 10, actor: 'a' };
  if (type === 'FixtureArchived' || type === 'FixtureRestored') return { ...base, type };
  if (type === 'FixtureCreated' || type === 'FixtureUpdated') return { ...base, type, snapshot };
  if (type === 'FixtureCompacted') return { ...base, type, snapshot, createdAt: 1 };
  return { ...base, type, locale, snapshot };
};

describe('applyEvent', () => {
  it('makes the row from its events', () => {
    const created = applyEvent(undefined, event(1, 'FixtureCreated'));
    expect(created).toEqual({ ...snapshot, revision: 1, createdAt: 10, updatedAt: 10 });
    const updated = applyEvent(created, event(2, 'FixtureUpdated'));
    const archived = applyEvent(updated, event(3, 'FixtureArchived'));
    const restored = applyEvent(archived, event(4, 'FixtureRestored'));
    expect([updated.createdAt, updated.updatedAt]).toEqual([10, 20]);
    expect([archived.state, restored.state, restored.revision]).toEqual(['archived', 'active', 4]);
  });

  it('takes the content of events of drafts', () => {
    const created = applyEvent(undefined, event(1, 'FixtureCreated'));
    for (const type of ['DraftProposed', 'DraftApproved', 'DraftRejected'] as const) {
      expect(applyEvent(created, event(2, type))).toEqual({
        ...snapshot,
        revision: 2,
        createdAt: 10,
        updatedAt: 20,
      });
    }
  });

  it('begins with an event that stands for earlier ones, and only there', () => {
    const compacted = applyEvent(undefined, event(7, 'FixtureCompacted'));
    expect(compacted).toEqual({ ...snapshot, revision: 7, createdAt: 1, updatedAt: 70 });
    expect(applyEvent(compacted, event(8, 'FixtureArchived'))).toMatchObject({ revision: 8, createdAt: 1 });
    expect(() => applyEvent(compacted, event(8, 'FixtureCompacted'))).toThrow(/stands for them/);
    expect(() => applyEvent(compacted, event(9, 'FixtureCompacted'))).toThrow(/does not follow/);
  });

  it('refuses events that do not follow', () => {
    const created = applyEvent(undefined, event(1, 'FixtureCreated'));
    expect(() => applyEvent(created, event(3, 'FixtureUpdated'))).toThrowError(/does not follow revision 1/);
    expect(() => applyEvent(undefined, event(2, 'FixtureCreated'))).toThrowError(
      /does not follow revision 0/,
    );
    expect(() => applyEvent(undefined, event(1, 'FixtureArchived'))).toThrowError(/first event/);
  });
});
