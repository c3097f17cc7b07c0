import { lengthBounds, relativeLength } from './expected-length.ts';
import type { LocaleFacts } from './locale-facts.ts';
import type { Report } from './report.ts';
import { isEnded } from './sentences.ts';

/** What the checks of size compare. */
export interface SizeScene {
  /** Words with one space between them, and a stand-in for each argument. */
  readonly source: string;
  readonly target: string;
  readonly sourceSentences: readonly string[];
  readonly targetSentences: readonly string[];
  readonly from: LocaleFacts;
  readonly to: LocaleFacts;
}

/** A difference of so many UTF-16 units says nothing, whatever the ratio. */
const SLACK = 20;
/** With one sentence more: how long a text is that was only split. */
const SPLIT = 1;
/** The same where the source has clauses that may have become sentences. */
const SPLIT_CLAUSES = 1.25;
/** What separates clauses: with a space behind it, so that it is no number. */
const CLAUSE = /[,;:–—]\s|\s-\s/;
/** A mark of an end that the source does not have, and a text longer than that, are a sentence more. */
const ENDED = 1.45;
/** With one sentence less: so short that it was not joined. */
const JOINED = 0.62;

/** Letters of the shortest sentence that counts: less is an abbreviation. */
const LEAST = 4;
const LEAST_UNSPACED = 2;

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** A text of one short word may be its first sentence as it is. */
const counted = (sentences: readonly string[], facts: LocaleFacts, source: string): number => {
  const usual = facts.unspaced || facts.language === 'ko' ? LEAST_UNSPACED : LEAST;
  const least = Math.min(usual, Math.max(1, lettersIn(source)));
  return sentences.filter((sentence) => lettersIn(sentence) >= least).length;
};

/** Looks at length and number of sentences. */
export function checkSizes(scene: SizeScene, report: Report): void {
  const { source, target, from, to } = scene;
  if (source === '' || target === '') return;
  const relative = relativeLength(source.length, target.length, from, to);
  const { below, doubtfulBelow, doubtfulAbove, above } = lengthBounds(source.length, from);
  const wide = Math.abs(target.length - source.length) > SLACK;
  const had = Math.max(1, counted(scene.sourceSentences, from, source));
  const has = Math.max(1, counted(scene.targetSentences, to, source));
  const ended = !isEnded(source) && isEnded(target) && !/[:,;]\s*$/.test(source);
  const split = has === had + 1 && CLAUSE.test(source) ? SPLIT_CLAUSES : SPLIT;
  if ((has > had && relative >= split) || (ended && wide && relative >= ENDED && source.length >= 8)) {
    report.add('sentence-added', {
      message: 'The translation has a sentence that the source does not have; remove it.',
      confidence: has > had && relative > 1.15 ? 0.9 : 0.7,
    });
  } else if (has < had && relative <= JOINED) {
    report.add('sentence-missing', {
      message: 'The translation has fewer sentences than the source and is short; see what is missing.',
      confidence: 0.7,
    });
  }
  if (relative > above && wide) {
    report.add('length', {
      message: 'The translation is far longer than its source; remove what was added.',
      confidence: 0.9,
    });
  } else if (relative < below && source.length - target.length > SLACK / 2) {
    report.add('length', {
      message: 'The translation is far shorter than its source; see what is missing.',
      confidence: 0.85,
    });
  } else if ((relative > doubtfulAbove && wide) || (relative < doubtfulBelow && source.length > 12)) {
    report.add('length-doubtful', {
      message: `The translation is ${relative > 1 ? 'long' : 'short'} for its source; see whether something was ${relative > 1 ? 'added' : 'left out'}.`,
      confidence: 0.3,
    });
  }
}
