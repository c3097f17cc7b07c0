import { describe, expect, it } from 'vitest';
import { dateStyle, numberStyle } from './icu-styles.ts';

describe('number skeletons', () => {
  it.each([
    ['percent', { style: 'percent' }],
    ['%x100', { style: 'percent', scale: 100 }],
    [
      'currency/EUR unit-width-narrow',
      { style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol', unitDisplay: 'narrow' },
    ],
    ['measure-unit/length-meter', { style: 'unit', unit: 'meter' }],
    ['compact-long', { notation: 'compact', compactDisplay: 'long' }],
    ['engineering/sign-always', { notation: 'engineering', signDisplay: 'always' }],
    ['notation-simple', { notation: 'standard' }],
    ['EE+?00', { notation: 'engineering', signDisplay: 'exceptZero', minimumIntegerDigits: 2 }],
    ['.00*', { minimumFractionDigits: 2 }],
    ['.0#', { minimumFractionDigits: 1, maximumFractionDigits: 2 }],
    ['@@+', { minimumSignificantDigits: 2 }],
    [
      '.00/@@r',
      {
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
        minimumSignificantDigits: 2,
        maximumSignificantDigits: 2,
        roundingPriority: 'morePrecision',
      },
    ],
    ['sign-accounting-except-zero', { signDisplay: 'exceptZero', currencySign: 'accounting' }],
    ['rounding-mode-half-even precision-integer', { roundingMode: 'halfEven', maximumFractionDigits: 0 }],
    ['integer-width/*000 group-off', { minimumIntegerDigits: 3, useGrouping: false }],
    ['scale/2.5', { scale: 2.5 }],
  ])('%s', (skeleton, options) => {
    expect(numberStyle(skeleton, true)).toEqual(options);
  });

  it.each([
    'foo',
    'currency',
    'currency/E',
    'currency/EUR/USD',
    'scale/x',
    'scale',
    'integer-width/##00',
    'measure-unit/meter',
    'percent/x',
    '.00/foo',
    '@@*',
    'precision-unlimited',
    'unit/',
    'numbering-system/latn',
    'constructor',
    '__proto__',
    'E',
    `.${'0'.repeat(110)}`,
  ])('refuses %s by name', (skeleton) => {
    expect(numberStyle(skeleton, true)).toEqual({ unsupported: expect.stringContaining('number skeleton') });
  });

  it('has two styles by name', () => {
    expect(numberStyle('integer', false)).toEqual({ maximumFractionDigits: 0 });
    expect(numberStyle('percent', false)).toEqual({ style: 'percent' });
    expect(numberStyle('constructor', false)).toHaveProperty('unsupported');
  });
});

describe('date skeletons', () => {
  it.each([
    ['yyMMdd', { year: '2-digit', month: '2-digit', day: '2-digit' }],
    ['GGGGyLLLL', { era: 'long', year: 'numeric', month: 'long' }],
    ['EEEEE', { weekday: 'narrow' }],
    ['cccc', { weekday: 'long' }],
    ['eeeeee', { weekday: 'short' }],
    ['jjmmssSSS', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }],
    ['hmma', { hour: 'numeric', hourCycle: 'h12', minute: '2-digit', hour12: true }],
    ['HHKk', { hour: 'numeric', hourCycle: 'h24' }],
    ['zzzz', { timeZoneName: 'long' }],
    ['HO', { hour: 'numeric', hourCycle: 'h23', timeZoneName: 'shortOffset' }],
    ['OOOO', { timeZoneName: 'longOffset' }],
    ['v', { timeZoneName: 'shortGeneric' }],
    ['vvvv', { timeZoneName: 'longGeneric' }],
    ["yyyy.MM 'at' HH", { year: 'numeric', month: '2-digit', hour: '2-digit', hourCycle: 'h23' }],
  ])('%s', (skeleton, options) => {
    expect(dateStyle('date', skeleton, true)).toEqual(options);
  });

  it.each([
    'Q',
    'Y',
    'w',
    'D',
    'F',
    'b',
    'X',
    'MMMMMM',
    'ddd',
    'ccc',
    'e',
    'SSSS',
    'zzzzz',
    'aaaaaa',
    'GGGGGG',
    "''",
    '',
  ])('refuses %j', (skeleton) => {
    expect(dateStyle('time', skeleton, true)).toHaveProperty('unsupported');
  });

  it('has four styles by name, each for dates and for times', () => {
    for (const name of ['short', 'medium', 'long', 'full']) {
      expect(dateStyle('date', name, false)).toHaveProperty('year');
      expect(dateStyle('time', name, false)).toHaveProperty('hour');
    }
    expect(dateStyle('date', 'toString', false)).toHaveProperty('unsupported');
  });
});
