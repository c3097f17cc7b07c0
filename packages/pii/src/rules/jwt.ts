import { decodeBase64 } from '../base64.ts';
import { BASE64URL, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const DOT = 46;
/** `{"alg":""}` in base64url. */
const LEAST_HEADER = 14;
/** A longer header is not read: RFC 7515 headers with a certificate stay below. */
const MAX_HEADER = 4096;

/** Whether base64url text is JSON of a JOSE header: an object with `alg` (RFC 7515 section 4.1.1). */
function isHeader(encoded: string): boolean {
  const json = decodeBase64(encoded.replaceAll('-', '+').replaceAll('_', '/'))?.trim();
  return json?.startsWith('{') === true && json.endsWith('}') && /"alg"\s{0,9}:\s{0,9}"/.test(json);
}

function jwtAt(text: string, start: number): PiiSpan | undefined {
  // A run of such characters is looked at once, however often a token seems to begin in it.
  if (BASE64URL[text.charCodeAt(start - 1)] === 1) return undefined;
  const header = runEnd(text, start, BASE64URL);
  if (header - start < LEAST_HEADER || header - start > MAX_HEADER || text.charCodeAt(header) !== DOT)
    return undefined;
  const payload = runEnd(text, header + 1, BASE64URL);
  if (text.charCodeAt(payload) !== DOT || !isHeader(text.slice(start, header))) return undefined;
  // Three parts are signed, the last one empty for `none`; five are encrypted (RFC 7516), with the second empty for `dir`.
  let end = runEnd(text, payload + 1, BASE64URL);
  for (let part = 0; part < 2 && text.charCodeAt(end) === DOT; part++) {
    const next = runEnd(text, end + 1, BASE64URL);
    if (next === end + 1) break;
    end = next;
  }
  return { start, end };
}

export const jwtRule = defineRule({
  kind: 'jwt',
  finds:
    'JSON Web Tokens, signed or encrypted: parts in base64url whose header decodes and names an algorithm.',
  // All encode an opening brace and what may follow it: a quote, a space, a line end.
  starts: ['eyJ', 'eyA', 'ewo', 'ew0K'],
  at: jwtAt,
});
