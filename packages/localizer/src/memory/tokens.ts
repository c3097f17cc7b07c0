/** A word, a number, or something that is neither and no white space. */
const TOKEN = /\p{L}+|\p{N}+|[^\p{L}\p{N}\s]/gu;
/** Scripts that write no spaces: each character counts as a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** The words of a text, in lower case, with how often each stands there. */
export function tokensOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (token: string) => counts.set(token, (counts.get(token) ?? 0) + 1);
  for (const [token] of text.toLowerCase().matchAll(TOKEN)) {
    if (UNSPACED.test(token)) for (const character of token) add(character);
    else add(token);
  }
  return counts;
}

/** How alike two texts are by their words: 0 for none in common, 1 for the same ones as often (Dice). */
export function likeness(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let common = 0;
  let total = 0;
  for (const [token, count] of left) {
    common += Math.min(count, right.get(token) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 1 : (2 * common) / total;
}
