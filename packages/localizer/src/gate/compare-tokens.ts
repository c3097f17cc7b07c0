import type { CheckCode } from './checks.ts';
import type { Token, TokenKind } from './tokens.ts';

/** What is missing of the source's tokens, and what is more. */
export interface TokenDifference {
  readonly missing: readonly Token[];
  readonly added: readonly Token[];
}

const counted = (tokens: readonly Token[]): Map<string, Token[]> => {
  const found = new Map<string, Token[]>();
  for (const token of tokens) {
    const key = `${token.kind} ${token.key}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [token]);
    else known.push(token);
  }
  return found;
};

const isName = ({ kind, key }: Token): boolean => kind === 'mention' && key.startsWith('@');

/** "@extends-Tag": what a language puts behind a name is no other name. */
function withoutEndings({ missing, added }: TokenDifference): TokenDifference {
  if (!missing.some(isName) || !added.some(isName)) return { missing, added };
  const left = [...added];
  const gone = missing.filter((token) => {
    const at = isName(token)
      ? left.findIndex((other) => isName(other) && other.key.startsWith(token.key))
      : -1;
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { missing: gone, added: left };
}

/** Compares by kind and key, as often as each stands there. */
export function compareTokens(source: readonly Token[], target: readonly Token[]): TokenDifference {
  if (source.length === 0 && target.length === 0) return { missing: [], added: [] };
  const wanted = counted(source);
  const given = counted(target);
  const more = (from: Map<string, Token[]>, to: Map<string, Token[]>): Token[] =>
    [...from].flatMap(([key, tokens]) => tokens.slice(to.get(key)?.length ?? 0));
  return withoutEndings({ missing: more(wanted, given), added: more(given, wanted) });
}

const CODES: Readonly<Record<TokenKind, readonly [missing: CheckCode, added: CheckCode]>> = {
  tag: ['tag-missing', 'tag-added'],
  link: ['link-missing', 'link-added'],
  code: ['code-missing', 'code-added'],
  mention: ['mention-missing', 'mention-added'],
  emoji: ['emoji-missing', 'emoji-added'],
  format: ['argument-missing', 'argument-added'],
  markup: ['markup-missing', 'markup-added'],
};

/** The check that a token which is missing or added belongs to. */
export const codeOf = (kind: TokenKind, what: 'missing' | 'added'): CheckCode =>
  CODES[kind][what === 'missing' ? 0 : 1];
