import { describe, expect, it } from 'vitest';
import type { FixtureEvent } from './event.ts';
import type { SlackFixture } from './fixture.ts';
import { assertReseal, isSameJson } from './reseal.ts';

const row: SlackFixture = {
  ...{ id: 'disk', name: 'Disk', baseLocale: 'en', syntax: 'icu', severity: 'high', state: 'active' },
  ...{
    locales: { en: { title: 'x' } },
    labels: { team: 'a' },
    sensitive: false,
    provenance: {},
    arguments: {},
  },
  ...{ revision: 2, createdAt: 1, updatedAt: 2 },
};
const base = { id: 'e1', fixture: 'disk', revision: 2, at: 2, actor: 'user:a' };
const update: FixtureEvent = { ...base, type: 'FixtureUpdated', snapshot: row };
const turn: FixtureEvent = { ...base, type: 'FixtureArchived' };
const sealedForm = { locales: { en: {} }, sealed: { 'messages/en': 'x' } };

describe('isSameJson', () => {
  it('compares data, not the order of members', () => {
    expect(isSameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [[1], { 0: 1 }],
    [null, {}],
    [{ toString: 1 }, { a: 1 }],
    ['1', 1],
  ])('tells %j from %j', (left, right) => {
    expect(isSameJson(left, right)).toBe(false);
  });
});

describe('assertReseal', () => {
  it('takes another form of the same row and events', () => {
    const to = { ...row, ...sealedForm };
    const events = [
      { from: update, to: { ...update, snapshot: to } },
      { from: turn, to: turn },
    ];
    expect(() => assertReseal({ fixture: 'disk', row: { from: row, to }, events })).not.toThrow();
    expect(() => assertReseal({ fixture: 'disk', events: [] })).not.toThrow();
  });

  it.each([
    ['another revision', { revision: 3 }],
    ['another state', { state: 'archived' }],
    ['other labels', { labels: {} }],
    ['another time', { updatedAt: 3 }],
  ] as const)('refuses %s', (_, change) => {
    const to = { ...row, ...change } as SlackFixture;
    const refused = {
      code: 'LOCALERT_INVALID_INPUT',
      details: { what: 'reseal', issues: [{ path: 'row' }] },
    };
    expect(() => assertReseal({ fixture: 'disk', row: { from: row, to }, events: [] })).toThrow(
      expect.objectContaining({ code: refused.code }),
    );
    const events = [{ from: update, to: { ...update, snapshot: to } }];
    if (!('revision' in change) && !('updatedAt' in change)) {
      expect(() => assertReseal({ fixture: 'disk', events })).toThrow(
        expect.objectContaining({ code: refused.code }),
      );
    }
  });

  it('refuses rows and events of another fixture, and an event of another actor', () => {
    const invalid = expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' });
    expect(() => assertReseal({ fixture: 'cpu', row: { from: row, to: row }, events: [] })).toThrow(invalid);
    expect(() => assertReseal({ fixture: 'cpu', events: [{ from: turn, to: turn }] })).toThrow(invalid);
    const to = { ...turn, actor: 'user:b' };
    expect(() => assertReseal({ fixture: 'disk', events: [{ from: turn, to }] })).toThrow(invalid);
  });
});
