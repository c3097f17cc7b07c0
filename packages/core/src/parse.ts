import type * as z from 'zod';
import { type InputIssue, InvalidInputError } from './errors.ts';

/** Zod's own sentences name types and limits; only the ones that could quote the input are worded anew. */
function issueOf(issue: z.core.$ZodIssue): InputIssue {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return { path, message: `unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}` };
  if (issue.code === 'invalid_union') return { path, message: 'none of the accepted shapes' };
  if (issue.code === 'invalid_key') return { path, message: issue.issues[0]?.message ?? 'an invalid key' };
  return { path, message: issue.message };
}

/**
 * Parses an input against a model; the error names every place and quotes no value.
 *
 * @param what - what the input is, for the error's sentence
 * @throws LOCALERT_INVALID_INPUT
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInputError({ what, issues: result.error.issues.map(issueOf) });
}
