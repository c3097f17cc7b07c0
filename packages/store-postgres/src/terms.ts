import { createHash } from 'node:crypto';
import { type SlackFixture, searchWords } from '@localert/core';

/** Longer ones stand in the index as their hash: an entry of it holds less than 2,704 bytes. */
const LONGEST = 300;

/** Behind every word that begins with the one before it: the last character there is, which is part of no word. */
const END = '\u{10ffff}';

/** What comes out of `JSON.stringify` has neither NUL nor lone halves of characters. */
function labelTerm(name: string, value: string): string {
  const text = `l${JSON.stringify([name, value])}`;
  return Buffer.byteLength(text) <= LONGEST
    ? text
    : `h${createHash('sha256').update(text).digest('base64url')}`;
}

const wordTerm = (word: string): string => `w${word}`;

/** What a fixture is found by: its labels, each as a whole, and its words. */
export const termsOf = (fixture: Pick<SlackFixture, 'id' | 'name' | 'labels'>): readonly string[] => [
  ...new Set([...labelTerms(fixture.labels), ...searchWords(fixture).map(wordTerm)]),
];

/** The terms that a fixture with all of these labels has. */
export const labelTerms = (labels: { readonly [name: string]: string }): readonly string[] =>
  Object.entries(labels).map((entry) => labelTerm(...entry));

/** Between which terms those lie that begin with a word. */
export const wordRange = (word: string): readonly [from: string, before: string] => [
  wordTerm(word),
  wordTerm(word) + END,
];
