import { expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

it('finds keys of Localert and lets what is cut off be', () => {
  const secret = 'q8Zr41mXw0Pk27Tc';
  const rows = [
    `key ⟦localert-key|lk.acme.k1.${secret}⟧.`,
    `⟦localert-key|lk.a_b-2.k-1.${secret}-_⟧`,
    `lk.acme.k1.${secret.slice(1)}`,
    `lk..k1.${secret}`,
    `lk.acme..${secret}`,
    `lk.acme-k1-${secret}`,
    `lk.acme.k1-${secret}`,
    `xlk.acme.k1.${secret}`,
  ];
  expect(wrongIn(rows)).toEqual([]);
});
