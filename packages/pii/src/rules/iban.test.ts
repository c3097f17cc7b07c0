import { describe, expect, it } from 'vitest';
import { mark, wrongIn } from '../../test/mark.ts';
import { IBAN_LENGTHS } from './iban-lengths.ts';

/** Check digits after ISO 7064, worked out with whole numbers and not digit by digit as the rule does. */
function ibanOf(country: string, account: string): string {
  const digits = [...`${account}${country}00`].map((one) => Number.parseInt(one, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

describe('IBANs', () => {
  it('are found in every way of writing them', () => {
    const rows = [
      'to ⟦iban|DE¦89370400440532013000⟧ today',
      'to ⟦iban|DE89 3704 0044 0532 0130 00⟧.',
      'to ⟦iban|DE89-3704-0044-0532-0130-00⟧',
      'to ⟦iban|de89370400440532013000⟧',
      '⟦iban|GB82 WEST 1234 5698 7654 32⟧',
      '(⟦iban|NO93 8601 1117 947⟧)',
      'IBAN:⟦iban|MT84MALT011000012345MTLCAST001S⟧,',
      '口座⟦iban|FR1420041010050500013M02606⟧へ',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });

  it('are known in every country of the registry', () => {
    for (const [country, length] of IBAN_LENGTHS) {
      const iban = ibanOf(country, '1'.repeat(length - 4));
      expect(mark(`pay ${iban} now`)).toBe(`pay ⟦iban|${iban}⟧ now`);
    }
  });

  it('have right check digits, and no others are taken', () => {
    const taken = Array.from({ length: 100 }, (_, check) => String(check).padStart(2, '0')).filter((check) =>
      mark(`DE${check}370400440532013000`).includes('iban'),
    );
    expect(taken).toEqual(['89']);
  });

  it('are none with a letter changed, too short, too long, or inside a word', () => {
    const rows = [
      'DE89370400440532013001',
      'GB82 WEXT 1234 5698 7654 32',
      'DE8937040044053201300',
      'DE893704004405320130000',
      'DE89  3704 0044 0532 0130 00',
      'XDE89370400440532013000',
      'ZZ89370400440532013000',
      'DE8X370400440532013000',
      'DEX9370400440532013000',
      'DE89 3704 0044',
      'DE 89 nodes',
    ];
    expect(wrongIn(rows)).toEqual([]);
  });
});
