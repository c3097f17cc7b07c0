import { describe, expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';
import { isIssued } from './card-ranges.ts';

describe('payment cards', () => {
  it('are found as the schemes number them, in groups or without', () => {
    const rows = [
      'Visa ⟦payment-card|41¦11 1111 1111 1111⟧ was declined',
      'Visa ⟦payment-card|4111-1111-1111-1111⟧.',
      '⟦payment-card|4111111111111111⟧',
      'card ⟦payment-card|4222222222222⟧ of thirteen digits',
      'mastercard ⟦payment-card|5555 5555 5555 4444⟧ and ⟦payment-card|2223 0000 4841 0010⟧',
      'amex ⟦payment-card|3782 822463 10005⟧',
      'diners ⟦payment-card|3056 930902 5904⟧, ⟦payment-card|36227206271667⟧',
      'discover ⟦payment-card|6011111111111117⟧, jcb ⟦payment-card|3530111333300000⟧',
      'unionpay ⟦payment-card|6200 0000 0000 0005⟧',
      'maestro card ⟦payment-card|6759649826438453⟧',
      'カード番号⟦payment-card|4111 1111 1111 1111⟧です',
      '{"pan":"⟦payment-card|4111111111111111⟧","cvc":"***"}',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('have their last digit right', () => {
    const wrong = Array.from({ length: 10 }, (_, digit) => `4111 1111 1111 111${digit}`).filter(
      (text) => wrongIn([text]).length > 0,
    );
    expect(wrong).toEqual(['4111 1111 1111 1111']);
  });

  it('are none of unknown issuers, lengths and forms', () => {
    const rows = [
      // Luhn is right in all of these.
      'ref 1234 5678 9012 3452',
      'ref 9999999999999995',
      'ref 411111111111116',
      'part 4111 1111-1111 1111',
      '4111 1111 1111 1111x',
      '4111111111111111.5',
      'id_4111111111111111',
      'a-4111111111111111',
      '4.4111111111111111',
      '41 11 11 11 11 11 11 11',
      '4111 1111 1111 1111_',
      '41111111111111111111111',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('need the word for a card where ids look the same', () => {
    const rows = [
      'id 4222222222222',
      'card ⟦payment-card|4222222222222⟧',
      'id 6759649826438453',
      'carte ⟦payment-card|6759649826438453⟧',
      // In groups a number of that range is taken for a card without it.
      'id ⟦payment-card|6759 6498 2643 8453⟧',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('end where the last group ends that makes one whole', () => {
    expect(wrongIn(['4111 1111 1111 1111 2026'])).toEqual(['⟦payment-card|4111 1111 1111 1111⟧ 2026']);
  });
});

describe('issuer ranges', () => {
  it.each([
    ['2220999999999999', false],
    ['2221000000000000', true],
    ['2720999999999999', true],
    ['2721000000000000', false],
    ['5099999999999999', true],
    ['5100000000000000', true],
    ['5599999999999999', true],
    ['5999999999999999', false],
    ['340000000000000', true],
    ['3400000000000000', false],
    ['350000000000000', false],
    ['3527000000000000', false],
    ['3528000000000000', true],
    ['3589000000000000', true],
    ['3590000000000000', false],
    ['4000000000000', true],
    ['40000000000000', false],
    ['4000000000000000000', true],
    ['6430000000000000', false],
    ['6440000000000000', true],
    ['2205000000000000', false],
    ['9792000000000000', true],
  ])('%s is issued: %s', (digits, issued) => {
    expect(isIssued(digits)).toBe(issued);
  });
});
