import { alnumAnd, BASE64, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const LABEL = /-----BEGIN [A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?-----/y;
const END = /-----END [A-Z0-9 ]{0,40}-----/y;

/** Base64, line ends, also written as `\n`, and the headers of RFC 1421 and RFC 4880. */
const BODY = alnumAnd('+/= \t\r\n\\:,.()"\'');
/** White space, also written as `\n` and `\r`. */
const BLANKS = /(?:\s|\\[nr]){0,8}/y;
const LEAST_BODY = 16;

function privateKeyAt(text: string, start: number): PiiSpan | undefined {
  LABEL.lastIndex = start;
  if (!LABEL.test(text)) return undefined;
  BLANKS.lastIndex = LABEL.lastIndex;
  BLANKS.test(text);
  const first = BLANKS.lastIndex;
  let end = runEnd(text, first, BODY);
  // Headers have hyphens: `DEK-Info: AES-256-CBC`.
  while (text.charCodeAt(end) === 45 && text.charCodeAt(end + 1) !== 45) end = runEnd(text, end + 1, BODY);
  END.lastIndex = end;
  if (END.test(text)) return { start, end: END.lastIndex };
  // Cut off. Words that only name such a key hold none.
  if (runEnd(text, first, BASE64) - first < LEAST_BODY) return undefined;
  end = first;
  for (;;) {
    BLANKS.lastIndex = end;
    BLANKS.test(text);
    const next = runEnd(text, BLANKS.lastIndex, BASE64);
    if (next - BLANKS.lastIndex < LEAST_BODY) return { start, end };
    end = next;
  }
}

export const privateKeyRule = defineRule({
  kind: 'private-key',
  finds: 'Private keys in PEM or PGP armour, whole or cut off. Not certificates and public keys.',
  holds: ['-----BEGIN '],
  at: privateKeyAt,
});
