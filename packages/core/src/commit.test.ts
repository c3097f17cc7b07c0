import { describe, expect, it } from 'vitest';
import { applyCommit, assertCommit, assertNoAlerts } from './commit.ts';
import type { FixtureEvent, FixtureSnapshot } from './event.ts';
import { parseFixtureContent } from './fixture.ts';
import type { QueuedAlert } from './outbox.ts';

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

describe('alerts of a commit', () => {
  const commit = { fixture: 'disk', expectedRevision: 7, events: [archived(8)] };
  const alert = { id: 'a', priority: 2, createdAt: 5 } as QueuedAlert;

  it('are refused where there is no queue', () => {
    for (const alerts of [undefined, []]) expect(() => assertNoAlerts({ ...commit, alerts })).not.toThrow();
    expect(() => assertNoAlerts({ ...commit, alerts: [alert] })).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it.each([
    [{}, undefined],
    [{ id: '' }, 'id'],
    [{ id: 5 }, 'id'],
    [{ id: 'a\u0000' }, 'id'],
    [{ priority: 8 }, 'priority'],
    [{ priority: -1 }, 'priority'],
    [{ createdAt: Number.POSITIVE_INFINITY }, 'createdAt'],
    [{ notBefore: 0.5 }, 'notBefore'],
    [{ dedupe: { key: 5, windowMs: 1 } }, 'dedupe'],
    [{ dedupe: { key: 'k', windowMs: Number.NaN } }, 'dedupe'],
    [{ dedupe: { key: 'k', windowMs: 1 } }, undefined],
  ])('are looked at: %j', (change, path) => {
    const check = () => assertCommit({ ...commit, alerts: [alert, { ...alert, ...change } as QueuedAlert] });
    if (path === undefined) expect(check).not.toThrow();
    else expect(check).toThrowError(expect.objectContaining({ message: expect.stringContaining(path) }));
  });
});
