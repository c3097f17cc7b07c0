import { describe, expect, it, vi } from 'vitest';
import { mark, wrongIn } from '../../test/mark.ts';
import { createPiiDetector } from '../detector.ts';
import type { PhoneCheck } from './phone.ts';

describe('phone numbers', () => {
  it('are found with a country code, however they are written', () => {
    const rows = [
      '⟦phone|+1 415 555 2671⟧',
      '⟦phone|+14155552671⟧.',
      '⟦phone|+49 (0)89 123456⟧',
      '⟦phone|+49 (30) 901820⟧',
      '⟦phone|+44 20 7946 0958⟧, or',
      '⟦phone|0049 40 334455⟧',
      '⟦phone|00442079460958⟧',
      '⟦phone|011 44 20 7946 0958⟧',
      '⟦phone|+352 27 12 34 56⟧',
      'tel:⟦phone|+1-212-555-0187⟧',
      '(⟦phone|+33 1 42 68 53 00⟧)',
      '⟦phone|＋４９ ３０ ９０１８２０⟧',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are found in national forms that little else has', () => {
    const rows = [
      '⟦phone|(415) 555-2671⟧ ⟦phone|415-555-2671⟧ ⟦phone|415.555.2671⟧',
      '⟦phone|1-800-555-0199⟧',
      '⟦phone|030 9018200⟧ and (⟦phone|030 1234567⟧',
      '⟦phone|089/123456⟧',
      '⟦phone|06 12 34 56 78⟧',
      '⟦phone|(0221) 98 76 54-0⟧',
      '⟦phone|612 34 56 78⟧',
      '⟦phone|91 234 56 78⟧',
      '⟦phone|138 0013 8000⟧',
      '⟦phone|(11) 91234-5678⟧ ⟦phone|(21) 3456-7890⟧',
      '⟦phone|8 (495) 123-45-67⟧',
      '電話⟦phone|03-1234-5678⟧へ',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are found in any form behind a word for them', () => {
    const rows = [
      'call ⟦phone|4155550199⟧',
      'Tel. ⟦phone|7654321 00⟧',
      'caller_id="⟦phone|00442079460123⟧"',
      'Contacter ⟦phone|0478123456⟧ ou',
      'phone number ⟦phone|4155550199⟧',
      '緊急連絡先は⟦phone|08012349876⟧です',
      'phone ⟦phone|+999 1234567⟧',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('end before what is not of them', () => {
    const rows = ['call ⟦phone|415-555-2671⟧ 2 times', 'dial ⟦phone|+1 (628) 555-0142⟧ ext. 4'];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are no numbers of other things', () => {
    const rows = [
      'order 030 1234567',
      'invoice no. 415-555-2671',
      'Réf. 06 98 76 54 32',
      'order 250-1234-5678',
      'call 12345 and 678',
      'called 2026-11-25 and 25.11.2026',
      'calls: 1 204 833 or 1.204.833.120',
      'call at 1764000000 or 20261125',
      '+1 115 555 2671',
      '+1 911 555 2671',
      '+1 415 911 2671 +1 415 155 2671',
      '+210 1234567 +0 1234567890 +49 12',
      '+12 of 4711 00 12',
      '415-555 2671',
      '415 555 26712',
      '415-555-2671-9',
      '9-415-555-2671x',
      'v415-555-2671',
      '#415-555-2671',
      '$415-555-2671 €0301234567 £0301234567 ¥0301234567',
      '030 1234567 % 030 1234567 € 030 1234567%',
      '12:030 1234567',
      'a/030 1234567/b',
      '1 (2) 3 (4) 5678901',
      '030 - - 1234567',
      '2026-11-25 03:50:50',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});

describe('a check for phone numbers', () => {
  const only = (valid: readonly string[], countries?: readonly string[]) => {
    const isValidPhoneNumber = vi.fn<PhoneCheck['isValidPhoneNumber']>((text) => valid.includes(text));
    const { detect } = createPiiDetector({ phone: { isValidPhoneNumber, ...(countries && { countries }) } });
    return { detect, isValidPhoneNumber };
  };

  it('decides about international numbers, with a plus for an access code', () => {
    const { detect, isValidPhoneNumber } = only(['+49 30 901820', '+4930901821']);
    expect(wrongIn(['⟦phone|+49 30 901820⟧ or +49 30 901829', '⟦phone|004930901821⟧'], detect)).toEqual([]);
    expect(isValidPhoneNumber.mock.calls).toEqual([
      ['+49 30 901820', undefined],
      ['+49 30 901829', undefined],
      ['+4930901821', undefined],
    ]);
  });

  it('is asked about national numbers for its countries, until one says yes', () => {
    const { detect, isValidPhoneNumber } = only(['030 901820'], ['FR', 'DE', 'AT']);
    isValidPhoneNumber.mockImplementation((_, country) => country === 'DE');
    expect(wrongIn(['⟦phone|030 901820⟧'], detect)).toEqual([]);
    expect(isValidPhoneNumber.mock.calls).toEqual([
      ['030 901820', 'FR'],
      ['030 901820', 'DE'],
    ]);
  });

  it('without countries leaves national numbers to their form', () => {
    const { detect, isValidPhoneNumber } = only([]);
    expect(wrongIn(['⟦phone|030 9018200⟧'], detect)).toEqual([]);
    expect(isValidPhoneNumber).not.toHaveBeenCalled();
  });

  it('is not asked about what cannot be one', () => {
    const { detect, isValidPhoneNumber } = only([], ['DE']);
    expect(mark('2026-11-25 12', detect)).toBe('2026-11-25 12');
    expect(isValidPhoneNumber).not.toHaveBeenCalled();
  });

  it('is asked at most 64 times a text; then form decides', () => {
    const { detect, isValidPhoneNumber } = only([]);
    const text = Array.from({ length: 70 }, () => '+49 30 901820').join('; ');
    expect(detect(text)).toHaveLength(6);
    expect(isValidPhoneNumber).toHaveBeenCalledTimes(64);
    expect(detect(text)).toHaveLength(6);
    expect(isValidPhoneNumber).toHaveBeenCalledTimes(128);
  });
});
