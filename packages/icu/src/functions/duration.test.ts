import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileMessage } from '../message.ts';
import { domainFunctions as functions } from './domain-functions.ts';
import { DURATION_UNIT_NAMES, durationParts, millisecondsOf } from './duration-parts.ts';
import { composedDuration, type DurationStyle, intlDuration } from './duration-text.ts';

const textOf = (style: string, x: number | bigint, locale = 'en') =>
  compileMessage(`{x, duration${style && `, ${style}`}}`, { locale, functions }).format({ x });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `Intl.DurationFormat` came with Node 23. */
const hasDurationFormat = 'DurationFormat' in Intl;

afterEach(() => vi.unstubAllGlobals());

function withoutDurationFormat() {
  const { DurationFormat: _, ...names } = Object.getOwnPropertyDescriptors(Intl) as Record<
    string,
    PropertyDescriptor
  >;
  vi.stubGlobal('Intl', Object.defineProperties({}, names));
}

describe.each(hasDurationFormat ? ['Intl.DurationFormat', 'its fallback'] : ['its fallback'])(
  'by %s',
  (way) => {
    const shown = (...args: Parameters<typeof textOf>) => {
      if (way === 'its fallback') withoutDurationFormat();
      expect('DurationFormat' in Intl).toBe(way !== 'its fallback');
      return textOf(...args);
    };

    it.each([
      ['', DAY + 2 * HOUR + 3 * MINUTE + 4_000, 'en', '1 day, 2 hr, 3 min, 4 sec'],
      ['long', 90 * MINUTE, 'en', '1 hour, 30 minutes'],
      ['long', 90 * MINUTE, 'de', '1 Stunde, 30 Minuten'],
      ['long', 90 * MINUTE, 'fr', '1 heure et 30 minutes'],
      ['long', 90 * MINUTE, 'ja', '1 時間 30 分'],
      ['narrow', DAY + MINUTE, 'en', '1d 1m'],
      ['digital', HOUR + 2 * MINUTE + 5_000, 'en', '1:02:05'],
      ['digital', HOUR + 2 * MINUTE + 5_000, 'fi', '1.02.05'],
      ['digital', 26 * HOUR, 'en', '1 day, 2:00:00'],
      ['digital largest=hour', 26 * HOUR, 'en', '26:00:00'],
      ['digital', -30_000, 'en', '-0:00:30'],
      ['digital smallest=millisecond', 843_837, 'en', '0:14:03.837'],
      ['', -90 * MINUTE, 'en', '-1 hr, 30 min'],
      ['largest=hour', 26 * HOUR, 'en', '26 hr'],
      ['largest=week long', 15 * DAY, 'en', '2 weeks, 1 day'],
      ['smallest=minute', DAY + 59_999, 'en', '1 day, 1 min'],
      ['smallest=hour', MINUTE, 'en', '0 hr'],
      ['largest=minute smallest=day', 36 * HOUR, 'en', '2 days'],
      ['', 0, 'en', '0 sec'],
      ['', -0, 'en', '0 sec'],
      ['', 250, 'en', '250 ms'],
      ['', -250, 'en', '-250 ms'],
      ['', 0.2, 'en', '0 ms'],
      ['', 1_499, 'en', '1 sec'],
      ['', 59_999, 'en', '1 min'],
      ['seconds', 3_661, 'en', '1 hr, 1 min, 1 sec'],
      ['minutes', 90, 'en', '1 hr, 30 min'],
      ['hours', 25, 'en', '1 day, 1 hr'],
      ['days', 400, 'en', '400 days'],
      ['long', -HOUR, 'ar', '\u200e-ساعة'],
    ] as const)('%s of %d in %s', (style, ms, locale, text) => {
      // CLDR keeps numbers and units together with spaces of several kinds.
      expect(shown(style, ms, locale).replace(/\s/g, ' ')).toBe(text);
    });

    it('takes bigints, and what is too long or no number is a fault', () => {
      expect(shown('', 60_000n)).toBe('1 min');
      expect(shown('', Number.MAX_SAFE_INTEGER)).toMatch(/^104,249,991 days, 8 hr/);
      for (const x of [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 10n ** 30n]) {
        expect(() => shown('', x)).toThrow('"x" has the wrong type');
      }
    });
  },
);

describe.runIf(hasDurationFormat)('both ways', () => {
  it('say the same', () => {
    const arbitrary = fc.record({
      locale: fc.constantFrom(
        'en',
        'de',
        'fr',
        'ar',
        'he',
        'fa',
        'fi',
        'da',
        'hi',
        'mr',
        'ja',
        'zh',
        'id',
        'pt-PT',
        'sr-Latn',
      ),
      style: fc.constantFrom<DurationStyle>('long', 'short', 'narrow', 'digital'),
      ms: fc.oneof(fc.integer({ min: 1_000, max: 1e7 }), fc.integer({ min: 1_000, max: 1e12 })),
      largest: fc.constantFrom(...DURATION_UNIT_NAMES.slice(0, 4)),
      negative: fc.boolean(),
    });
    fc.assert(
      fc.property(arbitrary, ({ locale, style, ms, largest, negative }) => {
        const all = durationParts(ms, largest, style === 'digital' ? 'second' : 'millisecond');
        const parts = style === 'digital' ? all : all.filter(({ count }) => count > 0);
        expect(composedDuration(locale, parts, style, negative)).toBe(
          intlDuration(locale, parts, style, negative),
        );
      }),
      { numRuns: 400 },
    );
  });
});

it('splits without loss, after rounding to the smallest unit', () => {
  const units = fc.constantFrom(...DURATION_UNIT_NAMES);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e13, noNaN: true }), units, units, (ms, one, other) => {
      const [largest, smallest] = [one, other].sort((a, b) => millisecondsOf(b) - millisecondsOf(a));
      const parts = durationParts(ms, largest ?? one, smallest ?? one);
      const sum = parts.reduce((total, { unit, count }) => total + count * millisecondsOf(unit), 0);
      expect(Math.abs(sum - ms)).toBeLessThanOrEqual(millisecondsOf(smallest ?? one) / 2 + 0.01);
      for (const [index, { unit, count }] of parts.entries()) {
        expect(Number.isInteger(count) && count >= 0).toBe(true);
        const above = parts[index - 1];
        if (above) expect(count * millisecondsOf(unit)).toBeLessThan(millisecondsOf(above.unit));
      }
    }),
  );
});
