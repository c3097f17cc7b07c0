import { changedTerms, wordsOf } from './changed-terms.ts';

/** What reviewers' edits have taught of one replacement. */
export interface TermLesson {
  readonly from: string;
  readonly to: string;
  /** In how many different sources it was made. */
  readonly seen: number;
  /** Words of those sources, with in how many of them each stands. */
  readonly sourceWords: Readonly<Record<string, number>>;
}

/** A term that reviewers keep writing: to be taken into the glossary, or not. */
export interface TermSuggestion {
  /** The word of the source that it most likely stands for. */
  readonly source: string;
  readonly target: string;
  /** What the drafts said. */
  readonly instead: string;
  readonly seen: number;
}

/** Edits that make a habit. */
const HABIT = 2;
/** Most that is kept of a language: a record is small. */
const MAX_LESSONS = 100;
const MAX_SOURCE_WORDS = 20;

/** Words that stand everywhere say nothing of a term. */
const SHORTEST = 3;

/** What is known after one more edit. @param source - the message in the source language */
export function learnedFrom(
  lessons: readonly TermLesson[],
  { source, before, after }: { readonly source: string; readonly before: string; readonly after: string },
): readonly TermLesson[] {
  const words = new Set(wordsOf(source.toLowerCase()).filter(({ length }) => length >= SHORTEST));
  const next = new Map(lessons.map((lesson) => [JSON.stringify([lesson.from, lesson.to]), lesson]));
  for (const { from, to } of changedTerms(before, after)) {
    const key = JSON.stringify([from, to]);
    const known = next.get(key);
    const counts = new Map(Object.entries(known?.sourceWords ?? {}));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const kept = [...counts].sort(([, left], [, right]) => right - left).slice(0, MAX_SOURCE_WORDS);
    next.set(key, { from, to, seen: (known?.seen ?? 0) + 1, sourceWords: Object.fromEntries(kept) });
  }
  return [...next.values()].sort((left, right) => right.seen - left.seen).slice(0, MAX_LESSONS);
}

/** In how many lessons a word of the source stands: the fewer, the more it says. */
function spread(lessons: readonly TermLesson[], word: string): number {
  return lessons.filter(({ sourceWords }) => Object.hasOwn(sourceWords, word)).length;
}

/** What reviewers have changed often enough, the most often first. Only with a word of the source that was always there. */
export function suggestionsOf(lessons: readonly TermLesson[]): readonly TermSuggestion[] {
  return lessons.flatMap(({ from, to, seen, sourceWords }) => {
    if (seen < HABIT) return [];
    const always = Object.keys(sourceWords).filter((word) => sourceWords[word] === seen);
    const [source] = always.sort(
      (left, right) => spread(lessons, left) - spread(lessons, right) || right.length - left.length,
    );
    return source === undefined ? [] : [{ source, target: to, instead: from, seen }];
  });
}
