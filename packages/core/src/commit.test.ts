import { describe, expect, it } from 'vitest';
import { applyCommit } from './commit.ts';
import type { FixtureEvent, FixtureSnapshot } from './event.ts';
import { parseFixtureContent } from './fixture.ts';

const { arguments: _, ...content } = parseFixtureContent({
  baseLocale: 'en',
  locales: { en: { title: 'a' } },
});
const snapshot: FixtureSnapshot = { ...content, id: 'disk', name: 'disk', arguments: {} };
const base = { id: 'e', fixture: 'disk', at: 5, actor: 'a' };
const compacted = (revision: number): FixtureEvent => ({
  ...base,
  revision,
  type: 'FixtureCompacted',
  snapshot,
  createdAt: 1,
});
const archived = (revision: number): FixtureEvent => ({ ...base, revision, type: 'FixtureArchived' });

describe('applyCommit of a compacted log', () => {
  it('brings in a log that begins late', () => {
    const commit = { fixture: 'disk', expectedRevision: 0, events: [compacted(7), archived(8)] };
    expect(applyCommit(undefined, commit, 0)).toMatchObject({ revision: 8, state: 'archived', createdAt: 1 });
  });

  it.each([
    ['behind other events', 6, [archived(7), compacted(8)]],
    ['of a fixture that is there', 7, [compacted(8)]],
    ['twice', 0, [compacted(7), compacted(8)]],
    ['with a gap behind it', 0, [compacted(7), archived(9)]],
  ])('refuses one %s', (_name, expectedRevision, events) => {
    const refusal = () => applyCommit(undefined, { fixture: 'disk', expectedRevision, events }, 0);
    expect(refusal).toThrow(expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }));
  });
});
