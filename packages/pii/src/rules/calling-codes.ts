/**
 * Digits after the country calling code, least and most, of the codes whose numbers are told apart (ITU-T E.164 and the
 * national plans sent to the ITU). All other assigned codes have {@link OTHERS}.
 */
const LENGTHS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map(
  `1:10-10 7:10-10 20:8-10 27:9-9 30:10-10 31:9-9 32:8-9 33:9-9 34:9-9 36:8-9 39:8-11 40:9-9 41:9-9 43:7-13 44:9-10
   45:8-8 46:7-10 47:8-8 48:9-9 49:7-12 51:8-9 52:10-10 53:8-8 54:10-11 55:10-11 56:9-9 57:10-10 58:10-10 60:8-10 61:9-9
   62:8-12 63:8-10 64:8-10 65:8-8 66:8-9 81:9-10 82:8-11 84:9-10 86:10-11 90:10-10 91:10-10 92:9-10 93:9-9 94:9-9 95:7-10
   98:10-10`
    .split(/\s+/)
    .map((row) => {
      const [code = '', least, most] = row.split(/[:-]/);
      return [code, [Number(least), Number(most)]] as const;
    }),
);

const OTHERS = [6, 11] as const;

/** Codes of three digits, by their first two: the third digits that are assigned. */
const ASSIGNED: ReadonlyMap<string, string> = new Map(
  `21:12368 22:0123456789 23:0123456789 24:0123456789 25:01234568 26:0123456789 29:01789 35:0123456789 37:0123456789
   38:0123567 42:013 50:0123456789 59:0123456789 67:02345679 68:0123567890 69:012 80:08 85:02356 87:0 88:01236 96:01234567
   97:01234567 99:2345689`
    .split(/\s+/)
    .map((row) => [row.slice(0, 2), row.slice(3)] as const),
);

/** North America: an area code and an exchange that begin with 2 to 9 and are no service code such as 911. */
export const isNanp = (digits: string): boolean =>
  /^[2-9]\d\d[2-9]\d{6}$/.test(digits) && !digits.startsWith('11', 1) && !digits.startsWith('11', 4);

/** Whether the digits of a number with its country calling code, without the plus, can be called. */
export function isCallable(digits: string): boolean {
  for (const length of [1, 2]) {
    const range = LENGTHS.get(digits.slice(0, length));
    if (range === undefined) continue;
    const rest = digits.length - length;
    return rest >= range[0] && rest <= range[1] && (digits[0] !== '1' || isNanp(digits.slice(1)));
  }
  const rest = digits.length - 3;
  return (
    ASSIGNED.get(digits.slice(0, 2))?.includes(digits.charAt(2)) === true &&
    rest >= OTHERS[0] &&
    rest <= OTHERS[1]
  );
}
