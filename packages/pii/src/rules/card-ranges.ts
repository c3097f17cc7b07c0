/** Numbers that a scheme gives: first digits from and to, and lengths. */
interface CardRange {
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

const LONG = [16, 17, 18, 19];

/** Issuer ranges of ISO/IEC 7812 as the schemes publish them. */
const RANGES: readonly CardRange[] = [
  { from: '4', to: '4', lengths: [13, 16, 19] }, // Visa
  { from: '51', to: '55', lengths: [16] }, // Mastercard
  { from: '2221', to: '2720', lengths: [16] }, // Mastercard
  { from: '34', to: '34', lengths: [15] }, // American Express
  { from: '37', to: '37', lengths: [15] }, // American Express
  { from: '300', to: '305', lengths: [14, 16] }, // Diners Club
  { from: '3095', to: '3095', lengths: [14, 16] }, // Diners Club
  { from: '36', to: '36', lengths: [14, 16] }, // Diners Club
  { from: '38', to: '39', lengths: [14, 16] }, // Diners Club
  { from: '3528', to: '3589', lengths: LONG }, // JCB
  { from: '6011', to: '6011', lengths: LONG }, // Discover
  { from: '644', to: '659', lengths: LONG }, // Discover, RuPay
  { from: '62', to: '62', lengths: LONG }, // UnionPay
  { from: '81', to: '82', lengths: LONG }, // UnionPay, RuPay
  { from: '60', to: '60', lengths: [16] }, // RuPay
  { from: '508', to: '508', lengths: [16] }, // RuPay
  { from: '2200', to: '2204', lengths: LONG }, // Mir
  { from: '9792', to: '9792', lengths: [16] }, // Troy
  { from: '50', to: '50', lengths: [12, 13, 14, 15, ...LONG] }, // Maestro
  { from: '56', to: '58', lengths: [12, 13, 14, 15, ...LONG] }, // Maestro
  { from: '63', to: '63', lengths: [12, 13, 14, 15, ...LONG] }, // Maestro
  { from: '67', to: '67', lengths: [12, 13, 14, 15, ...LONG] }, // Maestro
];

/** Whether any scheme gives a number of these digits and this length. */
export const isIssued = (digits: string): boolean =>
  RANGES.some(({ from, to, lengths }) => {
    const prefix = digits.slice(0, from.length);
    return prefix >= from && prefix <= to && lengths.includes(digits.length);
  });
