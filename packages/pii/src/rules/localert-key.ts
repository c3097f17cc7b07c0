import { BASE64URL, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const PREFIX = 'lk.';
const DOT = 46;
const LEAST_SECRET = 16;

function localertKeyAt(text: string, start: number): PiiSpan | undefined {
  const tenant = runEnd(text, start + PREFIX.length, BASE64URL);
  const id = runEnd(text, tenant + 1, BASE64URL);
  const end = runEnd(text, id + 1, BASE64URL);
  const isParted = text.charCodeAt(tenant) === DOT && text.charCodeAt(id) === DOT;
  return isParted && tenant > start + PREFIX.length && id > tenant + 1 && end - id - 1 >= LEAST_SECRET
    ? { start, end }
    : undefined;
}

export const localertKeyRule = defineRule({
  kind: 'localert-key',
  finds: 'API keys of Localert itself: lk.<tenant>.<id>.<secret>.',
  starts: [PREFIX],
  at: localertKeyAt,
});
