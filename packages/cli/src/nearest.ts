/** Edits from one word to another: letters put in, taken out or replaced. */
function distance(a: string, b: string): number {
  const letters = b.split('');
  // Edits to each beginning of `b`, but the empty one.
  let row = letters.map((_, index) => index + 1);
  let all = letters.length;
  for (const [index, own] of a.split('').entries()) {
    let corner = index;
    all = index + 1;
    row = row.map((above, at) => {
      all = Math.min(above + 1, all + 1, corner + (letters[at] === own ? 0 : 1));
      corner = above;
      return all;
    });
  }
  return all;
}

/** The word of a list that was probably meant; `undefined` when none is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.slice(0, 60).toLowerCase();
  const [best] = known
    .map((one) => ({ one, edits: distance(typed, one.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.max(2, Math.floor(best.one.length / 3))
    ? best.one
    : undefined;
}
