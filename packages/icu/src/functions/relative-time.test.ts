import { describe, expect, it } from 'vitest';
import { contractOf } from '../contract.ts';
import { compileMessage } from '../message.ts';
import { parseForm } from '../parse.ts';
import { domainFunctions as functions } from './domain-functions.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const textOf = (style: string, x: Date | number, locale = 'en', timeZone = 'UTC') =>
  compileMessage(`{x, relativeTime${style && `, ${style}`}}`, {
    locale,
    timeZone,
    functions,
    now: () => NOW,
  }).format({ x });

describe('a date', () => {
  it.each([
    [0, 'in 0 seconds'],
    [-400, '0 seconds ago'],
    [-30_000, '30 seconds ago'],
    [59_499, 'in 59 seconds'],
    [59_500, 'in 1 minute'],
    [-90 * MINUTE, '2 hours ago'],
    [-23.4 * HOUR, '23 hours ago'],
    [-23.6 * HOUR, '1 day ago'],
    [6 * DAY, 'in 6 days'],
    [7 * DAY, 'in 1 week'],
    [-29 * DAY, '4 weeks ago'],
    [-30 * DAY, '1 month ago'],
    [-350 * DAY, '11 months ago'],
    [-365 * DAY, '1 year ago'],
    [3_660 * DAY, 'in 10 years'],
  ])('%d ms from now', (distance, text) => {
    expect(textOf('', NOW + distance)).toBe(text);
    expect(textOf('', new Date(NOW + distance))).toBe(text);
  });

  it('is told in the words of the locale, as long as asked for', () => {
    const yesterday = NOW - 3 * HOUR;
    expect(textOf('', yesterday, 'de')).toBe('vor 3 Stunden');
    expect(textOf('short', yesterday)).toBe('3 hr. ago');
    expect(textOf('narrow', yesterday)).toBe('3h ago');
    expect(textOf('', yesterday, 'ja')).toBe('3 時間前');
  });

  it('has words for near days by the calendar of the zone', () => {
    // 30 hours before noon is the day before yesterday in Los Angeles, where it is 4 in the morning.
    expect(textOf('auto', NOW - 30 * HOUR)).toBe('yesterday');
    expect(textOf('auto', NOW - 30 * HOUR, 'en', 'America/Los_Angeles')).toBe('2 days ago');
    expect(textOf('auto', NOW + DAY, 'es')).toBe('mañana');
    expect(textOf('auto', NOW - 2 * DAY, 'de')).toBe('vorgestern');
  });

  it('has a word for now, and numbers for what only averages could tell', () => {
    expect(textOf('auto', NOW)).toBe('now');
    expect(textOf('auto', NOW - 5 * MINUTE)).toBe('5 minutes ago');
    expect(textOf('auto', NOW - 8 * DAY)).toBe('1 week ago');
    expect(textOf('auto', NOW - 32 * DAY)).toBe('1 month ago');
    expect(textOf('auto', NOW - 370 * DAY)).toBe('1 year ago');
  });

  it('may be as far as dates go, on either side of the year 0', () => {
    expect(textOf('', 8.64e15)).toBe('in 273,735 years');
    expect(textOf('', -8.64e15)).toBe('273,847 years ago');
    const early = new Date(0);
    early.setUTCFullYear(-1, 0, 1);
    const message = compileMessage('{x, relativeTime, auto}', {
      locale: 'en',
      functions,
      now: () => early.getTime(),
    });
    expect(message.format({ x: early.getTime() - DAY })).toBe('yesterday');
    expect(() => textOf('', Number.NaN)).toThrow('"x" has the wrong type');
  });

  it('is counted from the clock when nobody says what time it is', () => {
    const message = compileMessage('{x, relativeTime}', { locale: 'en', functions });
    expect(message.format({ x: new Date(Date.now() + 3 * HOUR + MINUTE) })).toBe('in 3 hours');
  });
});

describe('a number with a unit', () => {
  it.each([
    ['day', -1, '1 day ago'],
    ['auto day', -1, 'yesterday'],
    ['unit=quarter', 2, 'in 2 quarters'],
    ['hour', 1.5, 'in 1.5 hours'],
  ])('%s of %d', (style, x, text) => {
    expect(textOf(style, x)).toBe(text);
  });

  it('is a number in the contract', () => {
    const typeOf = (source: string) =>
      contractOf([parseForm(source, 'icu', { functions })]).contract['x']?.type;
    expect([typeOf('{x, relativeTime}'), typeOf('{x, relativeTime, week}')]).toEqual(['date', 'number']);
    expect(() => textOf('day', Number.POSITIVE_INFINITY)).toThrow('"x" has the wrong type');
  });
});
