/** Longest string that is read as a number or a date, in UTF-16 code units; real ones have under 40. */
const MAX_NUMERAL = 1_024;
/** No value has more digits; to write out a bigint takes time beyond measure as it grows. */
const MAX_BIGINT = 10n ** 1_000n;

/** Whether a string is short enough to be looked at as a number or a date. */
export function isNumeralLength(text: string): boolean {
  return text.length <= MAX_NUMERAL;
}

/** Whether a bigint can be shown within microseconds: it has at most 1,000 digits. */
export function isShowable(value: bigint): boolean {
  return value < MAX_BIGINT && value > -MAX_BIGINT;
}

/** A date's time in epoch milliseconds; NaN for what only claims to be a date. */
export function timeOfDate(date: Date): number {
  try {
    return Date.prototype.getTime.call(date);
  } catch {
    return Number.NaN;
  }
}
