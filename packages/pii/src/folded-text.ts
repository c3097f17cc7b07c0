/** A text as rules read it, and the way back to the text as it came. */
export interface FoldedText {
  readonly text: string;
  /** Where the character at a place of the folded text begins in the original. */
  startOf(index: number): number;
  /** Where the character before a place of the folded text ends in the original. */
  endOf(index: number): number;
}

/** Not shown, or not shown as a character of their own: soft hyphen, zero widths, bidi marks, variation selectors. */
const DROPPED: readonly (readonly [first: number, last: number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

/** Forms of space, hyphen, dot and at sign. The full stop of Chinese and Japanese is none: it ends a sentence. */
const PLAIN: readonly (readonly [plain: string, first: number, last: number])[] = [
  [' ', 0xa0, 0xa0],
  [' ', 0x2000, 0x200a],
  [' ', 0x202f, 0x202f],
  [' ', 0x205f, 0x205f],
  [' ', 0x3000, 0x3000],
  ['-', 0x2010, 0x2015],
  ['-', 0x2212, 0x2212],
  ['-', 0xfe58, 0xfe58],
  ['-', 0xfe63, 0xfe63],
  ['.', 0x2024, 0x2024],
  ['.', 0xfe52, 0xfe52],
  ['@', 0xfe6b, 0xfe6b],
];

/** Where the ten digits of a script begin (Unicode Nd in the basic plane, without fullwidth). */
const ZEROS: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810,
];

/** What a character folds to by its code: 0 itself, 1 nothing, else the code of what it is read as. */
const FOLDS: ReadonlyMap<number, number> = (() => {
  const folds = new Map<number, number>();
  const put = (first: number, last: number, to: (code: number) => number) => {
    for (let code = first; code <= last; code++) folds.set(code, to(code));
  };
  for (const [first, last] of DROPPED) put(first, last, () => 1);
  for (const [plain, first, last] of PLAIN) put(first, last, () => plain.charCodeAt(0));
  for (const zero of ZEROS) put(zero, zero + 9, (code) => 48 + code - zero);
  // Fullwidth forms of ASCII, U+FF01 to U+FF5E.
  put(0xff01, 0xff5e, (code) => code - 0xfee0);
  return folds;
})();

/** By the upper half of a code: whether any of its 256 characters folds. */
const PAGES = (() => {
  const pages = new Uint8Array(256);
  for (const code of FOLDS.keys()) pages[code >> 8] = 1;
  // Bold, italic and other mathematical letters and digits (U+1D400 up) as surrogates, and the tags of U+E0000.
  pages[0xd8] = 1;
  pages[0xdb] = 1;
  return pages;
})();

const MATH_HIGH = 0xd835;
const TAG_HIGH = 0xdb40;

/** Whether a character beyond ASCII is read as another one, or as none. */
export const folds = (code: number): boolean =>
  PAGES[code >> 8] === 1 && (FOLDS.has(code) || code === MATH_HIGH || code === TAG_HIGH);

/** Whether the second half of a character stands at a place: what a lone first half is followed by is itself. */
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** The plain character of a mathematical one, if it has one. */
function plainMath(text: string, index: number): string | undefined {
  const plain = String.fromCodePoint(text.codePointAt(index) ?? 0).normalize('NFKC');
  return plain.length === 1 ? plain : undefined;
}

const sameIndex = (index: number): number => index;

/**
 * The text without characters that are not seen, and with wide, mathematical and other scripts' forms of ASCII
 * characters made plain: a value does not hide behind them.
 */
export function foldText(text: string): FoldedText {
  let folded = '';
  let from = 0;
  const places = new Uint32Array(text.length + 1);
  const copyTo = (end: number) => {
    for (let index = from, place = folded.length; index < end; index++, place++) places[place] = index;
    folded += text.slice(from, end);
  };
  const replace = (index: number, width: number, plain: string) => {
    copyTo(index);
    if (plain !== '') places[folded.length] = index;
    folded += plain;
    from = index + width;
  };
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 128 || !folds(code)) continue;
    const to = FOLDS.get(code);
    if (to !== undefined) {
      replace(index, 1, to === 1 ? '' : String.fromCharCode(to));
    } else if (!isLow(text.charCodeAt(index + 1))) {
      // Half a character: nobody knows of which.
    } else if (code === TAG_HIGH) {
      replace(index, 2, '');
      index++;
    } else {
      const plain = plainMath(text, index);
      if (plain === undefined) continue;
      replace(index, 2, plain);
      index++;
    }
  }
  copyTo(text.length);
  if (folded.length === text.length) return { text: folded, startOf: sameIndex, endOf: sameIndex };
  const startOf = (index: number): number => places[index] ?? text.length;
  const endOf = (index: number): number => {
    const last = startOf(index - 1);
    return last + (text.charCodeAt(last) === MATH_HIGH && folded.charCodeAt(index - 1) !== MATH_HIGH ? 2 : 1);
  };
  return { text: folded, startOf, endOf };
}

/** A text that needs no folding. */
export const asItIs = (text: string): FoldedText => ({ text, startOf: sameIndex, endOf: sameIndex });
