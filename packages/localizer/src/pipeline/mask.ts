import type { TextNode } from '@localert/icu';
import type { SentenceNode } from './branches.ts';
import type { Protected } from './protect.ts';

/** A sentence as a translator gets it, and what its marks stand for. */
export interface MaskedSentence {
  /** Escaped, with `<x id="n"/>` for everything that must stay; without white space at its ends. */
  readonly text: string;
  /** By the number of the mark. */
  readonly kept: readonly SentenceNode[];
  /** What each mark stands for, in words; by its number. */
  readonly marks: Readonly<Record<string, string>>;
  readonly before: string;
  readonly after: string;
  /** Whether there is a word to translate. */
  readonly hasWords: boolean;
}

/** How a sentence is masked. */
export interface MaskOptions {
  readonly protect: (text: string) => readonly Protected[];
  /** What a value is, in words. */
  readonly describe: (node: Exclude<SentenceNode, TextNode>) => string;
  /** Asked of each node in turn: whether its text is to be translated. */
  readonly isWanted: (node: SentenceNode) => boolean;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const escapeSegment = (text: string): string =>
  text.replace(/[&<>]/g, (one) => ENTITIES[one] as string);

const LETTER = /\p{L}/u;

/** Replaces everything that is no words by marks. */
export function maskSentence(
  nodes: readonly SentenceNode[],
  { protect, describe, isWanted }: MaskOptions,
): MaskedSentence {
  const kept: SentenceNode[] = [];
  const marks: Record<string, string> = {};
  let words = '';
  const mark = (node: SentenceNode, what: string): string => {
    const id = kept.push(node) - 1;
    marks[id] = what;
    return `<x id="${id}"/>`;
  };
  const say = (text: string): string => {
    words += text;
    return escapeSegment(text);
  };
  const text = nodes
    .map((node) => {
      const wanted = isWanted(node);
      if (node.type !== 'text') return mark(node, describe(node));
      if (!wanted) return mark(node, 'text that stays');
      let from = 0;
      const pieces = protect(node.value).map(({ start, end, what }) => {
        const before = say(node.value.slice(from, start));
        from = end;
        return before + mark({ type: 'text', value: node.value.slice(start, end) }, what);
      });
      return pieces.join('') + say(node.value.slice(from));
    })
    .join('');
  const inner = text.trim();
  const at = text.indexOf(inner);
  return {
    text: inner,
    kept,
    marks,
    before: text.slice(0, at),
    after: text.slice(at + inner.length),
    hasWords: LETTER.test(words),
  };
}
