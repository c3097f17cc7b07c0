import { isAlnum, isLetter } from '../characters.ts';
import { isQuote } from './quotes.ts';

const MAX_NAME = 48;
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

/** The last word of a name, with up to two words before it: `mot de passe`. */
function nameStart(text: string, end: number): number {
  let start = end;
  for (let spaces = 0; end - start < MAX_NAME; start--) {
    const code = text.charCodeAt(start - 1);
    if (isAlnum(code) || code > 127 || code === 95 || code === 45 || code === 46) continue;
    const earlier = text.charCodeAt(start - 2);
    if (code !== SPACE || start === end || ++spaces > 2 || !(isLetter(earlier) || earlier > 127)) break;
  }
  return start;
}

/** Says whether the name before a sign is one of a list. */
export type NameCheck = (text: string, sign: number) => boolean;

/**
 * A check for names that end with one of some texts, whatever joins their words (`X-Api-Key`, `api_key`, `apiKey`), or
 * whose last word is one of some.
 */
export function nameCheck(endings: string, words: string): NameCheck {
  const byLast = new Map<string, string[]>();
  const lastWords = new Set(words.split(/\s+/));
  const put = (ending: string) => {
    const last = ending.at(-1) ?? '';
    byLast.set(last, [...(byLast.get(last) ?? []), ending]);
  };
  for (const ending of [...endings.split(/\s+/), ...lastWords]) put(ending);
  return (text, sign) => {
    const end = nameEnd(text, sign);
    const candidates = byLast.get(text.charAt(end - 1).toLowerCase());
    if (candidates === undefined) return false;
    const name = text.slice(nameStart(text, end), end).toLowerCase();
    const joined = name.replace(/[-_. ]/g, '');
    return candidates.some((ending) =>
      lastWords.has(ending)
        ? name === ending || (/[-_. ]/.test(name.at(-1 - ending.length) ?? '') && name.endsWith(ending))
        : joined.endsWith(ending),
    );
  };
}
