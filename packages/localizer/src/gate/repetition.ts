import type { Report } from './report.ts';
import { wordsOf } from './words.ts';

/** Longest text that is looked through for runs, in UTF-16 units. */
const MOST = 4_000;

/** One word, or a few, over and over. */
const RUN = /(\S{1,24}(?:\s\S{1,24}){0,3}?)(?:\s+\1){3,}/u;
const RUN_UNSPACED = /([\p{L}\p{N}、，。,.]{2,24}?)\1{3,}/u;

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\ue000-\uf8ff-]+/gu, ' ')
    .trim();

/** Whether a text is one and the same text twice. */
function isDouble(text: string): boolean {
  const words = letters(text).split(' ');
  if (words.length >= 2 && words.length % 2 === 0) {
    const half = words.length / 2;
    return words.slice(0, half).every((word, index) => word === words[half + index]);
  }
  const joined = words.join('');
  if (
    words.length < 2 &&
    (joined.length < 8 ||
      !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u.test(joined))
  )
    return false;
  const half = joined.length / 2;
  // Without a space between them the last word of the first and the first word of the second are one.
  return joined.length >= 6 && joined.length % 2 === 0 && joined.slice(0, half) === joined.slice(half);
}

function mostOften(words: readonly string[]): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (let at = 0; at + 3 <= words.length; at += 1) {
    const key = words.slice(at, at + 3).join(' ');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most) most = count;
  }
  return most;
}

/** Looks for words that repeat, and for texts that stand twice. */
export function checkRepetition(
  source: string,
  target: string,
  sourceSentences: readonly string[],
  targetSentences: readonly string[],
  report: Report,
): void {
  const text = target.slice(0, MOST);
  const say = (message: string) => report.add('repetition', { message, confidence: 0.95 });
  if (isDouble(text) && !isDouble(source)) {
    say('The text stands there twice; keep it once.');
    return;
  }
  if ((RUN.test(text) || RUN_UNSPACED.test(text)) && !RUN.test(source) && !RUN_UNSPACED.test(source)) {
    say('The same words repeat over and over; translate it again.');
    return;
  }
  const said = new Set<string>();
  for (const sentence of targetSentences) {
    const key = letters(sentence);
    if (
      key.length >= 8 &&
      said.has(key) &&
      new Set(sourceSentences.map(letters)).size === sourceSentences.length
    ) {
      say('A sentence stands there twice; keep it once.');
      return;
    }
    said.add(key);
  }
  if (text.length < 60) return;
  const words = wordsOf(text).map((word) => word.toLowerCase());
  if (
    words.length >= 12 &&
    mostOften(words) >= 4 &&
    mostOften(wordsOf(source).map((word) => word.toLowerCase())) < 3
  ) {
    say('The same words repeat over and over; translate it again.');
  }
}
