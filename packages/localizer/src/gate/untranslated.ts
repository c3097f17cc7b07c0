import { detectLanguage, detectorCode } from './detector.ts';
import type { LocaleFacts } from './locale-facts.ts';
import type { Report } from './report.ts';
import { ENGLISH, lowerWords, wordsOf } from './words.ts';

/** Words in small letters from which on a copy is no name. */
const LEAST_LOWER = 3;
/** Words from which on a copy is a sentence, whatever its capitals. */
const LEAST_WORDS = 5;

const folded = (words: readonly string[]): string => words.join(' ').toLowerCase();

const lettersIn = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0);

/** How many letters of these words stand in words that the source has too, each as often as it stands there. */
function shared(words: readonly string[], source: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of source) left.set(word.toLowerCase(), (left.get(word.toLowerCase()) ?? 0) + 1);
  let count = 0;
  for (const word of words) {
    const rest = left.get(word.toLowerCase()) ?? 0;
    if (rest > 0) {
      count += word.length;
      left.set(word.toLowerCase(), rest - 1);
    }
  }
  return count;
}

/** Looks for a copy of the source. Answers whether it is one. */
export function checkUntranslated(
  source: readonly string[],
  target: readonly string[],
  facts: LocaleFacts,
  sourceFacts: LocaleFacts,
  report: Report,
): boolean {
  if (facts.language === sourceFacts.language || target.length === 0) return false;
  const lower = lowerWords(target);
  const same = folded(source) === folded(target);
  const sentence = lower.length >= LEAST_LOWER || target.join('-').split('-').length >= LEAST_WORDS;
  const nearly =
    !same &&
    target.length >= LEAST_WORDS &&
    lower.length >= LEAST_LOWER &&
    shared(target, source) >= 0.85 * lettersIn(target);
  if (!(same && sentence) && !nearly) return false;
  report.add('untranslated', {
    message: 'The text is that of the source; translate it.',
    confidence: same ? 0.98 : 0.9,
  });
  return true;
}

/** Shortest sentence whose language is asked for, in UTF-16 units. */
const LEAST_SENTENCE = 25;
/** By how much the source's language must fit a sentence better, a part of a word. */
const BETTER = 12;

/** Looks for a sentence that stayed in the language of the source, in a text that is otherwise translated. */
export function checkSentences(
  sentences: readonly string[],
  source: readonly string[],
  facts: LocaleFacts,
  sourceFacts: LocaleFacts,
  report: Report,
): void {
  if (facts.language === sourceFacts.language || sentences.length < 2) return;
  const from = detectorCode(sourceFacts.language, true);
  const to = detectorCode(facts.language, facts.scripts.includes('Latn'));
  for (const sentence of sentences) {
    const words = wordsOf(sentence);
    const lower = lowerWords(words);
    if (lower.length < LEAST_LOWER) continue;
    const copied = words.length >= 4 && shared(words, source) >= 0.9 * lettersIn(words);
    let foreign = false;
    if (
      !copied &&
      from === 'en' &&
      sentence.trim().length >= LEAST_SENTENCE &&
      lower.some((word) => ENGLISH.has(word))
    ) {
      const found = detectLanguage(sentence);
      foreign =
        found.language === from && found.score(from) - (to === undefined ? 0 : found.score(to)) >= BETTER;
    }
    if (copied || foreign) {
      report.add('untranslated-part', {
        message:
          'A sentence is in the language of the source; translate it, or remove it if the source has none.',
        ...report.at(sentence.trim()),
        confidence: 0.9,
      });
    }
  }
}
