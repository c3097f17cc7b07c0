/** A Slack token `<…>` in literal text that may stay as it is. Source: Slack's "Formatting message text". */
export type TokenKind = 'link' | 'mail' | 'user' | 'channel' | 'group' | 'broadcast' | 'date';

/** What stands between `<` and `>`: either a token, or why it is none. */
export type TokenReading =
  | {
      readonly kind: TokenKind /** Where the address ends and the words begin; the whole length when there are none. */;
      readonly bar: number;
    }
  | { readonly fault: 'token-argument' | 'token-broken' | 'date-fallback-missing' };

/** Stands for a placeholder inside the text of a pattern. */
export const HOLE = '\u0000';

const FIXED: readonly (readonly [TokenKind, RegExp])[] = [
  ['user', /^@[UW][A-Z0-9]+(?:\|[^|\0]*)?$/],
  ['channel', /^#[CG][A-Z0-9]+(?:\|[^|\0]*)?$/],
  ['group', /^!subteam\^S[A-Z0-9]+(?:\|[^|\0]*)?$/],
  ['broadcast', /^!(?:channel|here|everyone)(?:\|[^|\0]*)?$/],
];

/** The words of a date may hold arguments; its time and format may not. */
const DATE = /^!date\^\d+\^[^|^\0]+(?:\^https?:\/\/[^|\0\s]+)?\|(?=.*\S)/;
const ADDRESS = /^(https?:\/\/|mailto:)[^|\s]+(?=\||$)/i;

const barOf = (inner: string): number => (inner.includes('|') ? inner.indexOf('|') : inner.length);

/** Whether the author meant a token: an ordinary `a < b` is no broken one. */
const looksLikeToken = (inner: string): boolean => /^(?:[@#!\0]|https?:|mailto:)/i.test(inner);

/**
 * Reads what stands between `<` and `>`.
 *
 * @param inner - the text without its angle brackets, with {@link HOLE} in place of placeholders
 * @returns `undefined` when it does not look like a token at all
 */
export function readToken(inner: string): TokenReading | undefined {
  const address = ADDRESS.exec(inner);
  if (address !== null) return { kind: /^mailto:/i.test(inner) ? 'mail' : 'link', bar: barOf(inner) };
  for (const [kind, pattern] of FIXED) if (pattern.test(inner)) return { kind, bar: barOf(inner) };
  if (DATE.test(inner)) return { kind: 'date', bar: barOf(inner) };
  if (!looksLikeToken(inner)) return undefined;
  if (inner.includes(HOLE)) return { fault: 'token-argument' };
  return { fault: /^!date\^[^|]*\|?\s*$/.test(inner) ? 'date-fallback-missing' : 'token-broken' };
}
