import { CheckpointMismatchError } from './errors.ts';

/** Writes what a checkpoint holds as one opaque word. */
export const checkpointText = (kind: string, data: object): string =>
  Buffer.from(JSON.stringify({ kind, ...data }), 'utf8').toString('base64url');

/** Longest checkpoint that is looked at, in characters. */
const MAX_LENGTH = 65_536;

/**
 * Reads a checkpoint of one kind of work.
 *
 * @throws LOCALERT_CHECKPOINT_MISMATCH
 */
export function checkpointData(kind: string, text: string): { readonly [name: string]: unknown } {
  let data: unknown;
  try {
    data = text.length > MAX_LENGTH ? undefined : JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    data = undefined;
  }
  if (typeof data === 'object' && data !== null && (data as { kind?: unknown }).kind === kind) {
    return data as { readonly [name: string]: unknown };
  }
  throw new CheckpointMismatchError({ reason: `it is none of ${kind}` });
}
