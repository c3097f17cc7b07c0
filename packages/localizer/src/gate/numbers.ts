/** A number as its digits, and as it stands there. */
export interface FoundNumber {
  readonly digits: string;
  readonly text: string;
}

/** What differs. */
export interface NumberDifference {
  /** Digits that are gone or changed. */
  readonly missing: readonly string[];
  /** Numbers that came, as they stand there. */
  readonly added: readonly string[];
  /** A single digit is gone, or one came: "two" may be "2". */
  readonly doubtful: boolean;
}

const NUMBER = /\p{Nd}+(?:[.,'’٫٬\u00a0\u202f]\p{Nd}+)*(?: \p{Nd}{3}(?!\p{Nd}))*/gu;
const DIGIT = /\p{Nd}/u;
/** "12月": a month that has a name in other languages. */
const MONTH = /(\p{Nd}{1,2})\s?(?=[月월])/gu;

/** The zero of each block of decimal digits is a multiple of ten away from its digits; ASCII is the common case. */
function asciiDigits(text: string): string {
  let digits = '';
  for (const character of text) {
    if (character >= '0' && character <= '9') {
      digits += character;
    } else if (DIGIT.test(character)) {
      let code = character.codePointAt(0) ?? 0;
      let value = 0;
      while (value < 9 && DIGIT.test(String.fromCodePoint(code - 1))) {
        code -= 1;
        value += 1;
      }
      digits += String(value);
    }
  }
  return digits;
}

/** The numbers of a text: separators do not count, digits of any script do. */
export function numbersOf(words: string): readonly FoundNumber[] {
  if (!DIGIT.test(words)) return [];
  return [...words.replace(MONTH, '').matchAll(NUMBER)].map(([text]) => ({
    digits: asciiDigits(text),
    text,
  }));
}

/** Compares the numbers of two sentences. */
export function compareNumbers(
  source: readonly FoundNumber[],
  target: readonly FoundNumber[],
): NumberDifference {
  if (source.length === 0 && target.length === 0) return { missing: [], added: [], doubtful: false };
  const wanted = new Set(source.map(({ digits }) => digits));
  const given = new Set(target.map(({ digits }) => digits));
  const gone = [...wanted].filter((digits) => !given.has(digits));
  const came = target.filter(({ digits }) => !wanted.has(digits));
  // The same digits, grouped in another way: "1 000", "12:30", "1-2".
  const sum = (numbers: readonly FoundNumber[]) => numbers.map(({ digits }) => digits).join('');
  if (gone.length > 0 && came.length > 0 && sum(source) === sum(target))
    return { missing: [], added: [], doubtful: false };
  const long = (digits: string) => digits.length > 1;
  const changed = gone.length > 0 && came.length > 0;
  return {
    missing: changed ? gone : gone.filter(long),
    added: (changed ? came : came.filter(({ digits }) => long(digits))).map(({ text }) => text),
    doubtful: !changed && (gone.some((digits) => !long(digits)) || came.some(({ digits }) => !long(digits))),
  };
}
