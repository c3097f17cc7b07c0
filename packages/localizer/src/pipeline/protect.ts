import type { GlossaryTerm } from '@localert/core';

/** A stretch of a text that no translator sees. */
export interface Protected {
  readonly start: number;
  readonly end: number;
  /** For translators that can read: `code`, `link`, `an e-mail address`. */
  readonly what: string;
}

/** What stays as it is in every language. Each pattern is linear: bounded, or of one class of characters. */
const PATTERNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['code', /`[^`\n]{1,500}`/g],
  ['a mention', /<[@#!][^<>\n]{1,200}>/g],
  ['a link', /<(?:https?|mailto):[^<>|\s]{1,2000}>/g],
  // The label of a link is text; what is around it is not.
  ['the beginning of a link', /<(?:https?|mailto):[^<>|\s]{1,2000}\|/g],
  ['a tag', /<\/?[A-Za-z][\w-]{0,40}(?:\s[^<>\n]{0,200})?\/?>/g],
  ['a link', /\bhttps?:\/\/[^\s<>|"'`]{1,2000}[^\s<>|"'`.,;:!?)\]}]/g],
  ['an e-mail address', /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g],
  ['an emoji', /:[a-z0-9_+-]{1,60}:/g],
  ['a name', /(?<![\w-])[A-Za-z0-9]{1,60}(?:_[A-Za-z0-9]{1,60}){1,8}(?![\w-])/g],
];

const LINK_BEGINS = 'the beginning of a link';

/** The end of a link whose label stands open. */
function endOfLink(text: string, from: number): Protected | undefined {
  const at = text.indexOf('>', from);
  return at < 0 ? undefined : { start: at, end: at + 1, what: 'the end of a link' };
}

function matchesOf(text: string): readonly Protected[] {
  return PATTERNS.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].flatMap(({ index, 0: found }) => {
      const here = { start: index, end: index + found.length, what };
      const end = what === LINK_BEGINS ? endOfLink(text, here.end) : undefined;
      return end === undefined ? [here] : [here, end];
    }),
  );
}

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/** Where terms stand that are the same in the target language. Words only: not in the middle of another word. */
function keptTerms(text: string, glossary: readonly GlossaryTerm[]): readonly Protected[] {
  return glossary.flatMap(({ source, target, caseSensitive = true }) => {
    if (target !== undefined || source === '') return [];
    const word = `(?<![\\p{L}\\p{N}])${source.replace(ESCAPED, '\\$&')}(?![\\p{L}\\p{N}])`;
    const pattern = new RegExp(word, caseSensitive ? 'gu' : 'giu');
    return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
      what: 'a name',
    }));
  });
}

/**
 * What of a text is kept from translators: code, links, mentions, emoji, tags, names, the terms that stay as they are, and
 * whatever `more` finds, personal data for example. In order, none over another; of two that overlap, the one that begins
 * first goes, and of those the longer.
 */
export function protectedIn(
  text: string,
  glossary: readonly GlossaryTerm[],
  more: readonly Protected[] = [],
): readonly Protected[] {
  const all = [...matchesOf(text), ...keptTerms(text, glossary), ...more].sort(
    (left, right) => left.start - right.start || right.end - left.end,
  );
  let end = 0;
  return all.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}
