import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFormat, dateFormatter, dateText } from './date-text.ts';
import { isClean } from './special.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

describe('dateText', () => {
  it('shows each minute, and each second where seconds are shown, as Intl does', () => {
    const zones = ['UTC', 'Europe/Madrid', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Monrovia'];
    const shapes: Intl.DateTimeFormatOptions[] = [
      { timeStyle: 'short' },
      { timeStyle: 'medium' },
      { dateStyle: 'medium', timeStyle: 'full' },
      { dateStyle: 'long' },
      { hour: 'numeric', minute: 'numeric', second: 'numeric' },
      { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 2 },
    ];
    const near = fc.integer({ min: -100_000, max: 100_000 }).map((offset) => NOW + offset);
    const anywhere = fc.integer({ min: -8.64e15, max: 8.64e15 });
    const time = fc.oneof(near, near, anywhere, fc.integer({ min: 0, max: 1e11 }));
    fc.assert(
      fc.property(
        fc.constantFrom('en', 'ja', 'ar-EG', 'fa'),
        fc.constantFrom(...zones),
        fc.constantFrom(...shapes),
        fc.array(time, { minLength: 30, maxLength: 30 }),
        (locale, timeZone, shape, times) => {
          const options = { ...shape, timeZone };
          const intl = new Intl.DateTimeFormat(locale, options);
          const text = dateText(locale, options);
          for (const one of times) expect(text(one)).toBe(intl.format(one));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('knows a text that came twice to be clean, or not', () => {
    const plain = dateFormatter('sv', { timeStyle: 'short', timeZone: 'UTC' });
    plain.text(NOW);
    expect(plain.lastClean()).toBe(false);
    plain.text(NOW);
    expect(plain.lastClean()).toBe(true);
    plain.text(0);
    expect(plain.lastClean()).toBe(false);
    const marked = dateFormatter('sv', {
      weekday: 'long',
      timeZone: 'UTC',
      timeZoneName: 'longOffset',
      minute: 'numeric',
    });
    const shown = marked.text(NOW);
    marked.text(NOW);
    expect(marked.lastClean()).toBe(isClean(shown));
  });

  it('is built once for the same locale and options', () => {
    expect(dateFormatter('de', { timeZone: 'UTC' })).toBe(dateFormatter('de', { timeZone: 'UTC' }));
    expect(() => dateFormat('de', { timeZone: 'Mars/Base' })).toThrow(RangeError);
  });
});
