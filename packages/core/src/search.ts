import type { SlackFixture } from './fixture.ts';

/** What a word of a search is made of: letters, digits and marks, of any script. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Longer words say no more, and an index has to hold them. */
const LONGEST = 64;

/** Most words that one search may have; the rest is passed over. */
const MOST_TERMS = 16;

const wordsOf = (text: string): string[] =>
  (text.normalize('NFKC').toLowerCase().match(WORD) ?? []).map((word) =>
    // Half of a character is none that every store can keep.
    word.length > LONGEST ? word.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : word,
  );

/**
 * The words that a fixture is found by, each once, for adapters that keep an index of them: those of its id, its name
 * and the names and values of its labels. Only what stays readable in an encrypted store counts: never a message.
 *
 * @example
 * ```ts
 * import { searchWords } from '@localert/core';
 *
 * searchWords({ id: 'disk_full', name: 'Disk full', labels: { team: 'storage' } }); // ['disk', 'full', 'team', 'storage']
 * ```
 */
export function searchWords({
  id,
  name,
  labels,
}: Pick<SlackFixture, 'id' | 'name' | 'labels'>): readonly string[] {
  // As one text: no word goes on over the end of a line.
  return [...new Set(wordsOf([id, name, ...Object.entries(labels).flat()].join('\n')))];
}

/**
 * The words that a search asks for: every one of them has to begin a word of the fixture. A search without any word
 * finds everything.
 */
export const searchTerms = (search: string): readonly string[] =>
  [...new Set(wordsOf(search))].slice(0, MOST_TERMS);

/** Whether every word that is asked for begins one of a fixture's. */
export function hasWords(fixture: SlackFixture, search: string): boolean {
  const words = searchWords(fixture);
  return searchTerms(search).every((term) => words.some((word) => word.startsWith(term)));
}
