import type { Report } from './report.ts';

/** Letters that look like those of another script. */
const LIKE_LATIN = /^[авекмнорстухіјѕԁһӏԛԝАВЕКМНОРСТУХІЈЅԌҮαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳ]+$/u;
const LIKE_OTHER = /^[aceijopsxykmhbdBACEHIJKMNOPSTXYZ]+$/;
const WORD = /[\p{L}\p{M}]{2,}/gu;
const OTHER_ALPHABET = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const RUNS = /\p{Script=Latin}+|[\p{Script=Cyrillic}\p{Script=Greek}]+/gu;

/** @param endings - whether the language writes its own endings behind foreign names */
function mixed(word: string, endings: boolean): boolean {
  const runs = word.match(RUNS) ?? [];
  if (runs.length < 2) return false;
  const isLatin = (run: string) => !OTHER_ALPHABET.test(run);
  if (runs.length === 2 && endings) {
    const [first = '', second = ''] = runs;
    // "Dockerом": an ending of the language on a foreign name.
    if (isLatin(first) && first.length > 1 && !isLatin(second)) return false;
    // "вAPI", "наURL": a space is lacking, which is another fault; letters that look alike are not capitals in a row.
    if (!isLatin(first) && isLatin(second) && second.length > 1 && /^\p{Lu}/u.test(second)) return false;
  }
  const parts = { latin: runs.filter(isLatin).join(''), other: runs.filter((run) => !isLatin(run)).join('') };
  return !endings || LIKE_LATIN.test(parts.other) || LIKE_OTHER.test(parts.latin);
}

/** Looks for words with letters of two alphabets, which look right and are not found by any search. */
export function checkMixedScript(words: string, source: string, endings: boolean, report: Report): void {
  if (!OTHER_ALPHABET.test(words)) return;
  for (const [word] of words.matchAll(WORD)) {
    if (
      !OTHER_ALPHABET.test(word) ||
      !/\p{Script=Latin}/u.test(word) ||
      source.includes(word) ||
      !mixed(word, endings)
    )
      continue;
    report.add('mixed-script', {
      message: 'A word has letters of two alphabets that look alike; write it in one.',
      ...report.at(word),
      confidence: 0.9,
    });
  }
}
