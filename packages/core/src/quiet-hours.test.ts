import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEEKDAYS } from './delivery-policy.ts';
import { quietUntil } from './quiet-hours.ts';

const at = (iso: string) => Date.parse(iso);
const shown = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
const night = { from: '22:00', to: '07:00' };

/** What clocks show, read in another way than the code reads it: `2026-03-29 07:00`. */
const wall = (timeZone: string, time: number) =>
  new Date(time).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
const timeOfDay = (timeZone: string, time: number) => wall(timeZone, time).slice(11);

describe('quiet hours', () => {
  it.each([
    // A common night, from its first moment to its last.
    ['UTC', '2026-01-05T21:59:59.999Z', undefined],
    ['UTC', '2026-01-05T22:00:00Z', '2026-01-06T07:00:00.000Z'],
    ['UTC', '2026-01-06T06:59:59.999Z', '2026-01-06T07:00:00.000Z'],
    ['UTC', '2026-01-06T07:00:00Z', undefined],
    // Elsewhere it is another night.
    ['Asia/Kathmandu', '2026-01-05T16:15:00Z', '2026-01-06T01:15:00.000Z'],
    ['Pacific/Chatham', '2026-01-05T08:14:00Z', undefined],
    // Clocks go ahead: the night is an hour shorter; back: an hour longer.
    ['Europe/Madrid', '2026-03-28T21:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['Europe/Madrid', '2026-10-24T20:00:00Z', '2026-10-25T06:00:00.000Z'],
    ['America/New_York', '2026-03-08T03:00:00Z', '2026-03-08T11:00:00.000Z'],
    // Half an hour, on Lord Howe.
    ['Australia/Lord_Howe', '2026-04-04T12:00:00Z', '2026-04-04T20:30:00.000Z'],
    // Samoa left out the 30th of December 2011.
    ['Pacific/Apia', '2011-12-30T09:30:00Z', '2011-12-30T17:00:00.000Z'],
  ])('in %s at %s', (timeZone, time, until) => {
    expect(shown(quietUntil(night, timeZone, at(time)))).toBe(until);
  });

  it('end where clocks leave their end out, as long after it as is left out', () => {
    const until = quietUntil({ from: '01:00', to: '02:30' }, 'Europe/Madrid', at('2026-03-29T00:30:00Z'));
    expect(shown(until)).toBe('2026-03-29T01:30:00.000Z');
    expect(timeOfDay('Europe/Madrid', until ?? 0)).toBe('03:30');
  });

  it('end the first time that clocks show their end', () => {
    const until = quietUntil({ from: '01:00', to: '02:30' }, 'Europe/Madrid', at('2026-10-25T00:00:00Z'));
    expect(shown(until)).toBe('2026-10-25T00:30:00.000Z');
    expect(quietUntil({ from: '01:00', to: '02:30' }, 'Europe/Madrid', at('2026-10-25T01:10:00Z'))).toBe(
      undefined,
    );
  });

  it('begin on the days that are named, and end on the next', () => {
    const weekend = { ...night, days: ['fri' as const, 'sat' as const] };
    expect(shown(quietUntil(weekend, 'UTC', at('2026-01-02T23:00:00Z')))).toBe('2026-01-03T07:00:00.000Z');
    expect(shown(quietUntil(weekend, 'UTC', at('2026-01-04T06:00:00Z')))).toBe('2026-01-04T07:00:00.000Z');
    expect(quietUntil(weekend, 'UTC', at('2026-01-04T23:00:00Z'))).toBeUndefined();
    expect(quietUntil(weekend, 'UTC', at('2026-01-02T06:00:00Z'))).toBeUndefined();
    expect(shown(quietUntil({ from: '09:00', to: '17:00' }, 'UTC', at('1969-12-31T10:00:00Z')))).toBe(
      '1969-12-31T17:00:00.000Z',
    );
  });

  it('know more time zones than they keep', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    for (const zone of [...zones, ...zones.map((name) => name.toLowerCase())])
      expect(() => quietUntil(night, zone, at('2026-01-05T23:00:00Z'))).not.toThrow();
  });
});

describe('quiet hours, in all zones and through all changes of clocks', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
  const hours = fc
    .record({
      from: clock,
      to: clock,
      days: fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 }), { nil: undefined }),
    })
    .filter(({ from, to }) => from !== to);
  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const time = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2036, 0, 1) });
  const HOUR = 3_600_000;

  /** Whether clocks are set within a day and a half of a time. */
  const changes = (timeZone: string, around: number) => {
    const ahead = (moment: number) => Date.parse(`${wall(timeZone, moment).replace(' ', 'T')}:00Z`) - moment;
    const offsets = [-36, -24, -12, 0, 12, 24, 36].map((h) => {
      const moment = Math.floor(around / 60_000) * 60_000 + h * HOUR;
      return ahead(moment);
    });
    return new Set(offsets).size > 1;
  };

  it('every moment until the end has the same end', () => {
    fc.assert(
      fc.property(
        hours,
        zone,
        time,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (policy, timeZone, now, part) => {
          const until = quietUntil(policy, timeZone, now);
          if (until === undefined) return;
          expect(until).toBeGreaterThan(now);
          // A day, and the day that a crossing of the date line takes.
          expect(until - now).toBeLessThanOrEqual(48 * HOUR);
          expect(Number.isInteger(until)).toBe(true);
          const between = now + Math.floor((until - now - 1) * part);
          const after = quietUntil(policy, timeZone, between);
          if (!changes(timeZone, now)) expect(after).toBe(until);
          else expect(after).toBeDefined();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are by the wall where clocks are not set', () => {
    fc.assert(
      fc.property(hours, zone, time, ({ from, to }, timeZone, now) => {
        fc.pre(!changes(timeZone, now));
        const clocks = timeOfDay(timeZone, now);
        const quiet = from < to ? clocks >= from && clocks < to : clocks >= from || clocks < to;
        const until = quietUntil({ from, to }, timeZone, now);
        expect(until !== undefined).toBe(quiet);
        if (until !== undefined) expect(timeOfDay(timeZone, until)).toBe(to);
      }),
      { numRuns: 1_000 },
    );
  });

  it('end at their end in every night in which clocks are set', () => {
    const zones = [
      'Europe/Madrid',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Santiago',
      'Asia/Beirut',
    ];
    for (const timeZone of zones) {
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 24 * HOUR) {
        // Nine quiet hours: one of three looks meets them.
        const until = [0, 8, 16].map((h) => quietUntil(night, timeZone, day + h * HOUR)).find((end) => end);
        expect(until).toBeDefined();
        expect(timeOfDay(timeZone, until ?? 0)).toBe('07:00');
      }
    }
  });
});
