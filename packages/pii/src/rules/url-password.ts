import { defineRule, type PiiSpan } from '../rule.ts';
import { isPlaceholder } from './placeholder.ts';

const SCHEME = '://';
const MAX_USERINFO = 512;

function urlPasswordAt(text: string, index: number): PiiSpan | undefined {
  const from = index + SCHEME.length;
  const limit = Math.min(text.length, from + MAX_USERINFO);
  let colon = -1;
  let at = -1;
  for (let place = from; place < limit; place++) {
    const sign = text.charAt(place);
    if (sign === '@') at = place;
    else if (sign === ':' && colon < 0) colon = place;
    // RFC 3986 section 3.2: the authority ends here.
    else if (
      sign === '/' ||
      sign === '?' ||
      sign === '#' ||
      sign <= ' ' ||
      sign === '"' ||
      sign === '<' ||
      sign === '>'
    )
      break;
  }
  if (colon < 0 || at <= colon + 1 || isPlaceholder(text.slice(colon + 1, at))) return undefined;
  return { start: colon + 1, end: at };
}

export const urlPasswordRule = defineRule({
  kind: 'url-password',
  finds: 'Passwords in URLs: scheme://user:password@host (RFC 3986 section 3.2.1).',
  holds: [SCHEME],
  at: urlPasswordAt,
});
