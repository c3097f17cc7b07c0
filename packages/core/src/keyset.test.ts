import { describe, expect, it } from 'vitest';
import { applyCommit } from './commit.ts';
import type { FixtureEvent, FixtureSnapshot } from './event.ts';
import { parseFixtureContent, type SlackFixture } from './fixture.ts';
import { frozenCopy } from './frozen-copy.ts';
import { createGate } from './gate.ts';
import { fixturePage, historyPage } from './keyset.ts';
import type { QueuedAlert } from './outbox.ts';
import { assertQueueable } from './queueable.ts';
import { mayReadTenant, systemScope, tenantScope } from './scope.ts';

const { arguments: _, ...content } = parseFixtureContent({
  baseLocale: 'en',
  locales: { en: { title: 'a' } },
});
const snapshot: FixtureSnapshot = { ...content, id: 'disk', name: 'disk', arguments: {} };
const row = (id: string, updatedAt: number, over: Partial<SlackFixture> = {}): SlackFixture => ({
  ...snapshot,
  id,
  revision: 1,
  createdAt: 0,
  updatedAt,
  ...over,
});
const event = (revision: number, over: Partial<FixtureEvent> = {}): FixtureEvent =>
  ({
    id: `e${revision}`,
    type: revision === 1 ? 'FixtureCreated' : 'FixtureUpdated',
    fixture: 'disk',
    revision,
    at: revision,
    actor: 'a',
    snapshot,
    ...over,
  }) as FixtureEvent;

describe('fixturePage', () => {
  const rows = [
    row('a', 1),
    row('b', 3, { labels: { team: 'x' }, severity: 'low' }),
    row('c', 3),
    row('d', 2, { state: 'archived' }),
  ];

  it('goes newest first, then by id, and on from a cursor', () => {
    const first = fixturePage(rows, { limit: 3 });
    expect(first.items.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
    const next = fixturePage([...rows, row('new', 9)], { limit: 3, cursor: first.cursor });
    expect(next).toEqual({ items: [rows[0]] });
  });

  it('filters by every condition', () => {
    const ids = (query: Parameters<typeof fixturePage>[1]) =>
      fixturePage(rows, query).items.map(({ id }) => id);
    expect(ids({ state: 'archived' })).toEqual(['d']);
    expect(ids({ severity: 'low', labels: { team: 'x' } })).toEqual(['b']);
    expect(ids({ labels: { team: 'y' } })).toEqual([]);
    expect(ids({ labels: { toString: 'x' } })).toEqual([]);
  });

  it('refuses the cursor of another list', () => {
    const { cursor } = historyPage([event(1), event(2)], { limit: 1 });
    expect(() => fixturePage(rows, { cursor })).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
    expect(historyPage([event(2), event(1)], { cursor }).items.map(({ revision }) => revision)).toEqual([2]);
    expect(fixturePage([], {})).toEqual({ items: [] });
  });
});

describe('applyCommit', () => {
  const codeOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'no error';
  };
  const commit = (over: object = {}) => ({
    fixture: 'disk',
    expectedRevision: 0,
    events: [event(1)],
    ...over,
  });

  it('makes the row of all its events', () => {
    expect(applyCommit(undefined, commit({ events: [event(1), event(2)] }), 0)).toMatchObject({
      revision: 2,
      createdAt: 1,
      updatedAt: 2,
    });
  });

  it('refuses a stale revision and a used-up quota, not an update under it', () => {
    const first = applyCommit(undefined, commit(), 0);
    expect(codeOf(() => applyCommit(first, commit(), 1))).toBe('LOCALERT_REVISION_CONFLICT');
    expect(codeOf(() => applyCommit(undefined, commit({ guards: { maxFixtures: 1 } }), 1))).toBe(
      'LOCALERT_QUOTA_EXCEEDED',
    );
    expect(
      applyCommit(
        first,
        { fixture: 'disk', expectedRevision: 1, events: [event(2)], guards: { maxFixtures: 0 } },
        1,
      ).revision,
    ).toBe(2);
  });

  it.each([
    ['no events', { events: [] }],
    ['a revision that does not follow', { events: [event(3)] }],
    ['another fixture', { events: [event(1, { fixture: 'other' })] }],
    ['another snapshot', { events: [event(1, { snapshot: { ...snapshot, id: 'other' } } as never)] }],
    ['a time that is none', { events: [event(1, { at: Number.NaN })] }],
    ['a revision that is none', { expectedRevision: -1 }],
  ])('refuses %s', (_name, over) => {
    expect(codeOf(() => applyCommit(undefined, commit(over), 0))).toBe('LOCALERT_INVALID_INPUT');
  });

  it.each(['', 'a\0b', '\ud800', 5])('refuses the id %j', (fixture) => {
    expect(codeOf(() => applyCommit(undefined, commit({ fixture }), 0))).toBe('LOCALERT_INVALID_FIXTURE_ID');
  });
});

describe('assertQueueable', () => {
  const alert = { id: 'x', priority: 0, createdAt: 1 } as QueuedAlert;

  it.each([
    { id: '' },
    { id: 'a\0' },
    { id: 5 },
    { priority: 8 },
    { priority: 0.5 },
    { createdAt: Number.NaN },
    { dedupe: { key: 5, windowMs: 1 } },
    { dedupe: { key: 'k', windowMs: Number.NaN } },
  ])('refuses %j', (over) => {
    expect(() => assertQueueable({ ...alert, ...(over as object) } as QueuedAlert)).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it('takes the rest', () => {
    expect(() => assertQueueable({ ...alert, dedupe: { key: 'k', windowMs: 1 } })).not.toThrow();
  });
});

describe('small things for adapters', () => {
  it('closes a gate for good, an outer one for all within', () => {
    const outer = createGate();
    const inner = createGate(outer);
    inner.enter('get');
    outer.close();
    expect(() => inner.enter('get')).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_STORE_UNAVAILABLE' }),
    );
    expect(() => outer.enter('get')).toThrowError(/"get"/);
  });

  it('copies through JSON, and freezes all the way down', () => {
    const copy = frozenCopy({ a: [{ b: 1 }], gone: undefined }, 'thing');
    expect(copy).toEqual({ a: [{ b: 1 }] });
    expect(Object.isFrozen(copy.a[0])).toBe(true);
    expect(() => frozenCopy({ n: 1n }, 'thing')).toThrowError(/The thing is not valid/);
  });

  it('lets a tenant read itself, and the system read all', () => {
    const acme = tenantScope({ tenant: 'acme', actor: 'a' });
    expect([
      mayReadTenant(acme, 'acme'),
      mayReadTenant(acme, 'other'),
      mayReadTenant(systemScope('x'), 'other'),
    ]).toEqual([true, false, true]);
    expect(() => mayReadTenant({ kind: 'system', purpose: 'forged' }, 'acme')).toThrowError(/scope/);
  });
});
