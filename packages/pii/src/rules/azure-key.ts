import { alnumAnd, BASE64, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const LEAST = 32;
/** A signature of a shared access signature is percent-encoded base64. */
const SIGNATURE = alnumAnd('%+/=_-');

function azureKeyAt(text: string, index: number): PiiSpan | undefined {
  const start = text.indexOf('=', index) + 1;
  const end = runEnd(text, start, text.startsWith('sig', index) ? SIGNATURE : BASE64);
  return end - start >= LEAST ? { start, end } : undefined;
}

export const azureKeyRule = defineRule({
  kind: 'azure-key',
  finds: 'Keys in Azure connection strings and signatures in shared access URLs.',
  starts: ['AccountKey=', 'SharedAccessKey=', 'SharedSecretValue=', 'sig='],
  at: azureKeyAt,
});
