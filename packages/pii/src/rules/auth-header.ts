import { decodeBase64 } from '../base64.ts';
import { alnumAnd, BASE64, isAlnum, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

/** RFC 6750 section 2.1: b64token. */
const B64TOKEN = alnumAnd('-._~+/=');
const LEAST_TOKEN = 16;
const LEAST_AFTER_HEADER = 6;
const SPACE = 32;
const REACH = 24;

const spellings = (word: string): readonly string[] => [word, word.toLowerCase(), word.toUpperCase()];

/** Where the credentials begin after a scheme's name, or nothing. */
function afterScheme(text: string, end: number): number | undefined {
  let index = end;
  while (index - end < 3 && text.charCodeAt(index) === SPACE) index++;
  return index > end ? index : undefined;
}

const isHeader = (text: string, start: number): boolean =>
  /authorization["']?[ :="']*$/i.test(text.slice(Math.max(0, start - REACH), start));

/** Where a token ends that begins at a place: a stop after it is the sentence's. */
function tokenEnd(text: string, start: number, most?: number): number {
  let end = runEnd(text, start, B64TOKEN, most);
  while (end > start && text.charCodeAt(end - 1) === 46) end--;
  return end;
}

function bearerAt(text: string, index: number): PiiSpan | undefined {
  const start = afterScheme(text, index + 'Bearer'.length);
  if (start === undefined) return undefined;
  const end = tokenEnd(text, start);
  const token = text.slice(start, Math.min(end, start + 256));
  // Words that follow are no token: `Bearer authentication-required`.
  const isToken = token.length >= LEAST_TOKEN && /\d/.test(token) && /[a-z]/i.test(token);
  return isToken || (token.length >= LEAST_AFTER_HEADER && isHeader(text, index))
    ? { start, end }
    : undefined;
}

export const bearerRule = defineRule({
  kind: 'bearer-token',
  finds: 'Bearer tokens of authorization headers (RFC 6750).',
  starts: spellings('Bearer'),
  at: bearerAt,
});

const MAX_CREDENTIALS = 1024;

/** Whether base64 text is a name, a colon and a password (RFC 7617). */
function isCredentials(encoded: string): boolean {
  const decoded = decodeBase64(encoded);
  return decoded?.includes(':') === true && !/\p{Cc}/u.test(decoded);
}

function basicAt(text: string, index: number): PiiSpan | undefined {
  const start = afterScheme(text, index + 'Basic'.length);
  if (start === undefined) return undefined;
  const end = runEnd(text, start, BASE64);
  if (end - start < 4 || end - start > MAX_CREDENTIALS || isAlnum(text.charCodeAt(end))) return undefined;
  return isCredentials(text.slice(start, end)) ? { start, end } : undefined;
}

export const basicRule = defineRule({
  kind: 'basic-auth',
  finds:
    'Basic credentials of authorization headers, base64 that decodes to a name and a password (RFC 7617).',
  starts: spellings('Basic'),
  at: basicAt,
});

/** Credentials in another scheme, or without any: `Authorization: token 9f86…`, `Proxy-Authorization: ApiKey …`. */
const HEADER = /uthorization\\?["']?\s?[:=]\s{0,2}\\?["']?(?:[A-Za-z][A-Za-z-]{0,23} {1,2})?/iy;
/** How much of the credentials is looked at before all of them are taken. */
const LOOK = 128;
const LONG = /[A-Za-z0-9+/=_]{12}/;

function headerAt(text: string, index: number): PiiSpan | undefined {
  HEADER.lastIndex = index;
  if (!HEADER.test(text)) return undefined;
  const start = HEADER.lastIndex;
  const token = text.slice(start, tokenEnd(text, start, LOOK));
  const isToken = token.length >= LEAST_TOKEN && /\d/.test(token) && /[a-z]/i.test(token) && LONG.test(token);
  return isToken ? { start, end: tokenEnd(text, start) } : undefined;
}

export const authHeaderRule = defineRule({
  kind: 'auth-header',
  finds:
    'Credentials of authorization headers in any other scheme, or without one (RFC 9110 section 11.6.2).',
  holds: ['uthorization', 'UTHORIZATION'],
  at: headerAt,
});
