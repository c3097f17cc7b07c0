import { isAlnum, isBlank, isDigit } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';
import { type Script, scriptOf } from '../script.ts';
import { domainEnd } from './email-domain.ts';

const COLON = 58;
const QUOTE = 34;
const SLASH = 47;

/** RFC 5321 section 4.5.3.1.1: 64 octets. */
const MAX_QUOTED = 64;
/** How far a remote's path or a URL's user name is looked at. */
const MAX_PATH = 200;

/** Of the characters that RFC 5322 allows, those that addresses have; the others are signs around them. */
const inLocal = (code: number): boolean =>
  code === 46 || code === 95 || code === 45 || code === 43 || code === 37 || code === 39;

/** Where the part before the at sign begins, or the at sign's place when there is none. */
function localStart(text: string, at: number): number {
  if (text.charCodeAt(at - 1) === QUOTE) {
    const open = text.lastIndexOf('"', at - 2);
    return open >= 0 && at - open <= MAX_QUOTED && open < at - 2 && !text.slice(open, at).includes('\n')
      ? open
      : at;
  }
  let script: Script = 0;
  let start = at;
  for (; start > 0; start--) {
    const code = text.charCodeAt(start - 1);
    if (inLocal(code) || isDigit(code)) continue;
    const next = scriptOf(code);
    if (next === 0 || (script !== 0 && next !== script)) break;
    script = next;
  }
  while (start < at && inLocal(text.charCodeAt(start)) && text.charCodeAt(start) !== 95) start++;
  return start;
}

/** Whether the name is the user of a URL, `scheme://user:password@host`: another rule's. */
function isUrlUser(text: string, start: number): boolean {
  const least = Math.max(0, start - MAX_PATH);
  for (let index = start - 1; index >= least; index--) {
    const code = text.charCodeAt(index);
    if (code === SLASH) return text.charCodeAt(index - 1) === SLASH && text.charCodeAt(index - 2) === COLON;
    if (isBlank(code) || code === 64 || code === 60 || code === 62) return false;
    // Only a user name and a colon, or nothing, stand between the slashes and here.
    if (!isAlnum(code) && !inLocal(code) && code !== COLON) return false;
  }
  return false;
}

/** Whether a path follows, as in `git@host:team/app.git` or `rsync x deploy@host:/var/www`. */
function isRemote(text: string, end: number): boolean {
  if (text.charCodeAt(end) !== COLON) return false;
  const rest = text.slice(end + 1, end + 1 + MAX_PATH);
  return /^[\w.~-]*\/(?!\/)/.test(rest);
}

function emailAt(text: string, at: number): PiiSpan | undefined {
  const start = localStart(text, at);
  if (start === at) return undefined;
  const end = domainEnd(text, at + 1);
  if (end === undefined || isUrlUser(text, start) || isRemote(text, end)) return undefined;
  return { start, end };
}

export const emailRule = defineRule({
  kind: 'email',
  finds:
    'E-mail addresses, also of other scripts and with quoted names. Not @mentions, npm scopes, git remotes, systemd units.',
  holds: ['@'],
  at: emailAt,
});
