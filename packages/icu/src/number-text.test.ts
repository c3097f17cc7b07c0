import { describe, expect, it } from 'vitest';
import { dateFormat } from './date-text.ts';
import { numberFormat, numberParts, numberText } from './number-text.ts';

describe('shared formatters', () => {
  it('are built once for the same locale and options, in whatever order those stand', () => {
    const first = numberFormat('de', { style: 'currency', currency: 'EUR' });
    expect(numberFormat('de', { currency: 'EUR', style: 'currency' })).toBe(first);
    expect(numberFormat('de', { currency: 'EUR', style: 'currency', scale: 100 })).toBe(first);
    expect(numberFormat('fr', { currency: 'EUR', style: 'currency' })).not.toBe(first);
    expect(dateFormat('de', { timeZone: 'UTC' })).not.toBe(dateFormat('de', { timeZone: 'Asia/Tokyo' }));
  });

  it('are bounded; the ones in use stay', () => {
    const used = numberFormat('en', { minimumIntegerDigits: 3 });
    const unused = numberFormat('en', { minimumIntegerDigits: 4 });
    for (let digits = 0; digits < 1_100; digits += 1) {
      numberFormat(`en-${String(100 + (digits % 900))}`, { minimumFractionDigits: Math.floor(digits / 900) });
      if (digits % 100 === 0) expect(numberFormat('en', { minimumIntegerDigits: 3 })).toBe(used);
    }
    expect(numberFormat('en', { minimumIntegerDigits: 4 })).not.toBe(unused);
  });

  it('scale bigints by whole numbers exactly', () => {
    expect(numberText('en', { scale: 100 })(12345678901234567890n)).toBe('1,234,567,890,123,456,789,000');
    expect(numberText('en', { scale: 0.5 })(3n)).toBe('1.5');
    expect(numberParts('en', { scale: 2 }, 2)).toEqual([{ type: 'integer', value: '4' }]);
  });
});
