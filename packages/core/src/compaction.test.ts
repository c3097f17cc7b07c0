import { describe, expect, it } from 'vitest';
import { changeCursors, changeOf } from './change-feed.ts';
import { assertCompaction, compactionOf, compacts } from './compaction.ts';
import type { FixtureEvent, FixtureSnapshot } from './event.ts';
import { changeListeners } from './listeners.ts';
import { fixtureAt, replay } from './replay.ts';

const snapshot = (name: string): FixtureSnapshot => ({
  id: 'disk',
  name,
  baseLocale: 'en',
  syntax: 'icu',
  severity: 'low',
  locales: { en: { title: name } },
  labels: {},
  sensitive: false,
  provenance: {},
  arguments: {},
  state: 'active',
});

const base = (revision: number, at: number) => ({
  ...{ id: `e${revision}`, fixture: 'disk', revision, at },
  actor: `user:${revision}`,
});

const LOG: readonly FixtureEvent[] = [
  { ...base(1, 10), type: 'FixtureCreated', snapshot: snapshot('one') },
  { ...base(2, 30), type: 'FixtureUpdated', snapshot: snapshot('two') },
  { ...base(3, 20), type: 'FixtureArchived' },
];

const invalid = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });

describe('replay and fixtureAt', () => {
  it('make the fixture as it was', () => {
    expect(replay(LOG)).toMatchObject({ name: 'two', state: 'archived', revision: 3, createdAt: 10 });
    expect(replay([])).toBeUndefined();
    expect(fixtureAt(LOG, { revision: 1 })).toMatchObject({ name: 'one', revision: 1 });
    expect(fixtureAt(LOG, { revision: 2 })).toMatchObject({ name: 'two', state: 'active' });
    expect(fixtureAt(LOG, { revision: 4 })).toBeUndefined();
    expect(fixtureAt(LOG, { revision: 0 })).toBeUndefined();
  });

  it('take the last revision that was written up to a time, whatever the clocks', () => {
    expect(fixtureAt(LOG, { time: 9 })).toBeUndefined();
    expect(fixtureAt(LOG, { time: 10 })).toMatchObject({ revision: 1 });
    expect(fixtureAt(LOG, { time: 25 })).toMatchObject({ revision: 3 });
    expect(fixtureAt(LOG, { time: Number.POSITIVE_INFINITY })).toMatchObject({ revision: 3 });
  });

  it('know no more of a compacted log than it has', () => {
    const { event } = compactionOf(LOG.slice(0, 2));
    const log = [event, ...LOG.slice(2)];
    expect(replay(log)).toEqual(replay(LOG));
    expect(fixtureAt(log, { revision: 1 })).toBeUndefined();
    expect(fixtureAt(log, { revision: 2 })).toMatchObject({ name: 'two', createdAt: 10 });
  });
});

describe('compaction', () => {
  it('is the last event, with the content and the beginning', () => {
    expect(compactionOf(LOG)).toEqual({
      fixture: 'disk',
      event: {
        ...base(3, 20),
        type: 'FixtureCompacted',
        createdAt: 10,
        snapshot: { ...snapshot('two'), state: 'archived' },
      },
      replaces: ['e1', 'e2', 'e3'],
    });
    expect(() => compactionOf([])).toThrow(invalid);
  });

  it('is one of these events, or not', () => {
    const compaction = compactionOf(LOG);
    expect(compacts(compaction, LOG)).toBe(true);
    expect(compacts(compaction, LOG.slice(0, 2))).toBe(false);
    expect(compacts(compaction, [])).toBe(false);
    expect(compacts({ ...compaction, replaces: ['e2', 'e1', 'e3'] }, LOG)).toBe(false);
  });

  it('is refused when it is another content, as far as that is not sealed', () => {
    const { event, ...rest } = compactionOf(LOG);
    const with_ = (change: Partial<FixtureSnapshot>) => ({
      ...rest,
      event: { ...event, snapshot: { ...event.snapshot, ...change } },
    });
    expect(() => compacts(with_({ locales: {} }), LOG)).toThrow(invalid);
    expect(() => compacts({ ...rest, event: { ...event, actor: 'x' } }, LOG)).toThrow(invalid);
    expect(compacts(with_({ locales: {}, sealed: { manifest: 'x' } }), LOG)).toBe(true);
    expect(() => compacts(with_({ name: 'x', sealed: { manifest: 'x' } }), LOG)).toThrow(invalid);
  });

  it('is refused when it contradicts itself', () => {
    const good = compactionOf(LOG);
    expect(() => assertCompaction(good)).not.toThrow();
    const { event } = good;
    for (const wrong of [
      { ...good, replaces: [] },
      { ...good, replaces: ['e0', 'e1', 'e2', 'e3'] },
      { ...good, fixture: 'cpu' },
      { ...good, fixture: 1 as unknown as string },
      { ...good, event: { ...event, id: 'x' } },
      { ...good, event: { ...event, revision: 1.5 } },
      { ...good, event: { ...event, type: 'FixtureUpdated' as 'FixtureCompacted' } },
      { ...good, event: { ...event, snapshot: undefined as unknown as FixtureSnapshot } },
    ])
      expect(() => assertCompaction(wrong)).toThrow(invalid);
  });
});

describe('what adapters share of feeds', () => {
  it('tells of an event without its content', () => {
    expect(changeOf('acme', LOG[0] as FixtureEvent)).toEqual({
      ...{ tenant: 'acme', fixture: 'disk', revision: 1, type: 'FixtureCreated', at: 10 },
      event: 'e1',
    });
    expect(changeCursors.read(changeCursors.write([7]))).toEqual([7]);
  });

  it('tells listeners, whatever one of them throws', async () => {
    const listeners = changeListeners();
    const heard: string[] = [];
    const hint = { kind: 'all' } as const;
    listeners.add(() => {
      throw new Error('its own');
    });
    listeners.add((async () => {
      throw new Error('later');
    }) as () => void);
    const listener = ({ kind }: { kind: string }) => void heard.push(kind);
    const [first, second] = [listeners.add(listener), listeners.add(listener)];
    listeners.tell(hint);
    expect(heard).toEqual(['all', 'all']);
    first();
    first();
    expect(listeners.size).toBe(3);
    listeners.tell(hint);
    expect(heard).toHaveLength(3);
    listeners.clear();
    second();
    listeners.tell(hint);
    expect([heard.length, listeners.size]).toEqual([3, 0]);
    await Promise.resolve();
  });
});
