import type { MessageForm } from '@localert/icu';
import type { MaskedPattern } from '@localert/icu/lint';
import type { MarkupSlip } from './lint-markdown.ts';
import { lintSlackText } from './slack-tokens.ts';
import { readToken } from './token.ts';

/** What stands between `<` and `>` in literal text, and where. */
interface Found {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** A link whose host a value can change. */
const HOST = /^https?:\/\/[^/?#|\0]*\0/i;

function codesOf(inner: string): readonly string[] {
  const reading = readToken(inner);
  if (reading === undefined) return [];
  if ('fault' in reading) return [reading.fault];
  if (reading.kind === 'broadcast') return ['broadcast'];
  return reading.kind === 'link' && HOST.test(inner) ? ['link-host-argument'] : [];
}

function foundIn({ offset, text }: MaskedPattern): readonly Found[] {
  return [...text.matchAll(/<([^<>\r\n]{0,4000})>/g)].flatMap(({ 0: whole, 1: inner = '', index }) =>
    codesOf(inner).map((code) => ({ code, start: offset + index, end: offset + index + whole.length })),
  );
}

/**
 * The faults of tokens in literal text with their places. What is a fault `lintSlackText` says, which knows where a token
 * may stand; the place is that of the first such token that has none yet.
 */
export function lintTokens(form: MessageForm, patterns: readonly MaskedPattern[]): readonly MarkupSlip[] {
  const found = patterns.flatMap(foundIn);
  return lintSlackText(form).map(({ code, message }) => {
    const at = found.findIndex((one) => one.code === code);
    const [{ start, end } = { start: 0, end: 0 }] = at === -1 ? [] : found.splice(at, 1);
    return { code, start, end, message };
  });
}
