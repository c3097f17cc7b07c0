import type { GlossaryTerm } from '@localert/core';
import type { LocaleFacts } from './locale-facts.ts';
import type { Report } from './report.ts';

const LETTER = /[\p{L}\p{M}\p{N}]/u;

/** Whether a term stands in a text as words of its own; where words touch each other, anywhere. */
function stands(text: string, term: string, bounded: boolean): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!bounded) return true;
    const before = text.slice(Math.max(0, at - 1), at);
    const after = text.slice(at + term.length, at + term.length + 1);
    if (
      !(LETTER.test(before) && LETTER.test(term[0] ?? '')) &&
      !(LETTER.test(after) && LETTER.test(term.at(-1) ?? ''))
    )
      return true;
  }
  return false;
}

/** Letters of a word that no ending changes: seven in ten, at least four. */
const stemOf = (word: string): string => {
  const letters = [...word];
  return letters.slice(0, Math.max(4, Math.ceil(letters.length * 0.7))).join('');
};

/** Whether all words of a term stand in a text, endings aside. */
const inflected = (text: string, term: string): boolean =>
  term.split(/\s+/).every((word) => text.includes(stemOf(word)));

/** Holds a translation against the glossary: each term that the source uses must stand there as the glossary says. */
export function checkGlossary(
  source: string,
  target: string,
  glossary: readonly GlossaryTerm[],
  facts: LocaleFacts,
  report: Report,
): void {
  const lowerSource = source.toLowerCase();
  const lowerTarget = target.toLowerCase();
  for (const term of glossary) {
    if (term.source === '') continue;
    const used = term.caseSensitive
      ? stands(source, term.source, true)
      : stands(lowerSource, term.source.toLowerCase(), true);
    if (!used) continue;
    const kept = term.target === undefined || term.target === term.source;
    const wanted = term.target ?? term.source;
    if (kept) {
      if (
        stands(
          term.caseSensitive ? target : lowerTarget,
          term.caseSensitive ? wanted : wanted.toLowerCase(),
          false,
        )
      )
        continue;
      report.add('do-not-translate', {
        message: 'A name of the glossary must stay as it is; put it in as the source has it.',
      });
    } else {
      const text = term.caseSensitive ? target : lowerTarget;
      const words = term.caseSensitive ? wanted : wanted.toLowerCase();
      if (text.includes(words) || (!facts.unspaced && inflected(text, words))) continue;
      report.add('glossary', {
        message: 'A term of the source stands in the glossary and its translation is not used; use it.',
        confidence: 0.85,
      });
    }
  }
}
