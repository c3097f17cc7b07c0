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

/** A text that a name may end with, as codes in both cases. */
interface Ending {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** The name's last word is this, whole. */
  readonly isWord: boolean;
}

const codesOf = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0));

/** Most joints within what is compared: `mot de passe`. */
const MAX_JOINTS = 3;

/** Whether the text before a place is an ending, with or without joints between its letters. */
function endsWith(text: string, end: number, { lower, upper, isWord }: Ending): boolean {
  let index = end;
  let joints = 0;
  for (let place = lower.length - 1; place >= 0; place--) {
    let code = text.charCodeAt(--index);
    while (isJoint(code) && place < lower.length - 1 && !isWord && joints++ < MAX_JOINTS)
      code = text.charCodeAt(--index);
    if (code !== lower[place] && code !== upper[place]) return false;
  }
  const before = text.charCodeAt(index - 1);
  return !isWord || !(isAlnum(before) || before > 127);
}

/** Says whether the name before a sign is one of a list. */
export type NameCheck = (text: string, sign: number) => boolean;

/**
 * A check for names that end with one of some texts, whatever joins their words (`X-Api-Key`, `api_key`, `apiKey`), or
 * whose last word is one of some. It compares from the end, and mostly sees at the last letter that there is nothing.
 */
export function nameCheck(endings: string, words: string): NameCheck {
  const byLast = new Map<number, Ending[]>();
  const isLast = new Uint8Array(128);
  const put = (text: string, isWord: boolean) => {
    const ending = { lower: codesOf(text), upper: codesOf(text.toUpperCase()), isWord };
    for (const last of new Set([ending.lower.at(-1) ?? 0, ending.upper.at(-1) ?? 0])) {
      byLast.set(last, [...(byLast.get(last) ?? []), ending]);
      if (last < 128) isLast[last] = 1;
    }
  };
  for (const text of endings.split(/\s+/)) put(text, false);
  for (const text of words.split(/\s+/)) put(text, true);
  return (text, sign) => {
    const end = nameEnd(text, sign);
    const last = text.charCodeAt(end - 1);
    if (Number.isNaN(last) || (last < 128 && isLast[last] !== 1)) return false;
    return byLast.get(last)?.some((ending) => endsWith(text, end, ending)) === true;
  };
}
