import { alnumAnd, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const SECRET = alnumAnd('/+');
const SECRET_LENGTH = 40;
const ID_LENGTH = 20;
/** How far behind its key id a secret may stand: `AKIA… / secret` or the next line of a credentials file. */
const REACH = 64;

const isMixed = (secret: string): boolean =>
  /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret);

/** Such a secret has no form of its own; it is told by the key id before it. */
function awsSecretAt(text: string, start: number): PiiSpan | undefined {
  if (runEnd(text, start, SECRET, ID_LENGTH + 1) - start !== ID_LENGTH) return undefined;
  const limit = Math.min(text.length, start + ID_LENGTH + REACH);
  for (let index = start + ID_LENGTH; index < limit; index++) {
    const end = runEnd(text, index, SECRET, SECRET_LENGTH + 1);
    if (end - index === SECRET_LENGTH && isMixed(text.slice(index, end))) return { start: index, end };
    if (end > index) index = runEnd(text, end, SECRET, REACH);
  }
  return undefined;
}

export const awsSecretRule = defineRule({
  kind: 'aws-secret-key',
  finds: 'AWS secret access keys close behind their key id.',
  starts: ['AKIA', 'ASIA'],
  at: awsSecretAt,
});
