/** A word or a few that a reviewer wrote in another's place. */
export interface ChangedTerm {
  readonly from: string;
  readonly to: string;
}

/** Longest term, in words, and longest text that is compared. */
const MAX_WORDS = 3;
const MAX_TOKENS = 400;

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
/** What stands in braces is no word of a text. */
const BRACES = /\{[^{}]{0,500}\}/g;

export const wordsOf = (text: string): readonly string[] =>
  (text.replace(BRACES, ' ').match(WORD) ?? []).slice(0, MAX_TOKENS);

/** Tells the length of the longest common subsequence of the texts from two places on. */
function commonLengths(left: readonly string[], right: readonly string[]): (i: number, j: number) => number {
  const width = right.length + 1;
  const table = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] as number;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i * width + j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/**
 * Which words a reviewer replaced: runs of up to three words that stand between words which stayed. Texts in scripts
 * without spaces have long runs as words, and hardly ever a term.
 */
export function changedTerms(before: string, after: string): readonly ChangedTerm[] {
  const left = wordsOf(before);
  const right = wordsOf(after);
  const common = commonLengths(left, right);
  const found: ChangedTerm[] = [];
  let i = 0;
  let j = 0;
  let from: string[] = [];
  let to: string[] = [];
  const close = () => {
    const isTerm = from.length > 0 && to.length > 0 && from.length <= MAX_WORDS && to.length <= MAX_WORDS;
    if (isTerm) found.push({ from: from.join(' '), to: to.join(' ') });
    from = [];
    to = [];
  };
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      close();
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && common(i + 1, j) >= common(i, j + 1))) {
      from.push(left[i] as string);
      i += 1;
    } else {
      to.push(right[j] as string);
      j += 1;
    }
  }
  close();
  return found;
}
