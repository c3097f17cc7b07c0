/** Kinds of character codes. Past a text's end `charCodeAt` gives `NaN`, which is of none. */

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

export const isAlnum = (code: number): boolean => isDigit(code) || isLetter(code);

export const isHex = (code: number): boolean => isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102);

/** Space, tab and line ends. What else is white is folded to a space before. */
export const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** A set of ASCII characters, for {@link runEnd}. */
export type Alphabet = Uint8Array;

/** The alphabet of the letters and digits and some more characters. */
export function alnumAnd(more: string): Alphabet {
  const set = alphabetOf(more);
  for (let code = 48; code < 123; code++) if (isAlnum(code)) set[code] = 1;
  return set;
}

/** The alphabet of the characters of a text. */
export function alphabetOf(characters: string): Alphabet {
  const set = new Uint8Array(128);
  for (const one of characters) set[one.charCodeAt(0)] = 1;
  return set;
}

/** Where the characters of an alphabet end that begin at a place. */
export function runEnd(text: string, from: number, alphabet: Alphabet, most = text.length): number {
  const limit = Math.min(text.length, from + most);
  let end = from;
  while (end < limit && alphabet[text.charCodeAt(end)] === 1) end++;
  return end;
}

/** Letters, digits, `-` and `_`. */
export const BASE64URL: Alphabet = alnumAnd('-_');

/** Letters, digits, `+`, `/` and the fill `=`. */
export const BASE64: Alphabet = alnumAnd('+/=');
