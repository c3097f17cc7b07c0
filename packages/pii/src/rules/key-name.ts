import { isAlnum } from '../characters.ts';
import { isQuote } from './quotes.ts';

const EQUALS = 61;
const COLON = 58;
const SPACE = 32;
const BACKSLASH = 92;
const BRACKET = 93;

/** Where the name ends that stands before `=` or `:`, past spaces, quotes and the colon of `:=`. */
function nameEnd(text: string, sign: number): number {
  let end = sign;
  for (; sign - end < 4; end--) {
    const code = text.charCodeAt(end - 1);
    const isBetween = code === SPACE || code === BACKSLASH || code === BRACKET || isQuote(code);
    if (!isBetween && !(code === COLON && text.charCodeAt(sign) === EQUALS)) break;
  }
  return end;
}

/** What joins the words of a name. */
const isJoint = (code: number): boolean => code === SPACE || code === 45 || code === 46 || code === 95;

/** A place in a tree of endings, read from their last letter on. */
interface Place {
  readonly next: Map<number, Place>;
  /** An ending is whole here. */
  isEnding: boolean;
  /** A word is whole here: it counts when nothing of a word stands before it. */
  isWord: boolean;
}

const place = (): Place => ({ next: new Map(), isEnding: false, isWord: false });

/** The place after a letter in either case. */
function after({ next }: Place, letter: string): Place {
  const found = next.get(letter.charCodeAt(0)) ?? place();
  for (const one of [letter, letter.toUpperCase()]) next.set(one.charCodeAt(0), found);
  return found;
}

/** Most joints within what is compared: `mot de passe`. */
const MAX_JOINTS = 3;

/** Whether the text before a place ends with one of a tree. Between the letters of an ending joints may stand. */
function endsWithOne(text: string, end: number, root: Place): boolean {
  let at = root;
  let joints = 0;
  for (let index = end - 1; ; index--) {
    const code = text.charCodeAt(index);
    const next = at.next.get(code);
    if (next !== undefined) {
      at = next;
      if (at.isEnding) return true;
      const before = text.charCodeAt(index - 1);
      if (at.isWord && joints === 0 && !isAlnum(before) && !(before > 127)) return true;
    } else if (at === root || !isJoint(code) || joints++ === MAX_JOINTS) return false;
  }
}

/** Says whether the name before a sign is one of a list. */
export type NameCheck = (text: string, sign: number) => boolean;

/**
 * A check for names that end with one of some texts, whatever joins their words (`X-Api-Key`, `api_key`, `apiKey`), or
 * whose last word is one of some. It compares from the end, and mostly sees at the last letter that there is nothing.
 */
export function nameCheck(endings: string, words: string): NameCheck {
  const root = place();
  const put = (text: string): Place => [...text].reduceRight(after, root);
  for (const text of endings.split(/\s+/)) put(text).isEnding = true;
  for (const text of words.split(/\s+/)) put(text).isWord = true;
  return (text, sign) => endsWithOne(text, nameEnd(text, sign), root);
}
