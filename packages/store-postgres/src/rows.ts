import { InvalidInputError, StoreCorruptError } from '@localert/core';

/** The value as JSON text: NUL and lone halves of characters stand there as escapes, so every text survives. */
export function toJson(value: unknown, what: string): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new InvalidInputError({ what, issues: [{ path: '', message: 'plain JSON data' }] }, { cause });
  }
}

/**
 * The document in a row's `body`, which a statement hands over as text. Not proved against its model again: that was
 * done before it was written.
 */
export function documentOf<Model>(body: unknown, what: string): Model {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body as string);
  } catch {
    // The parser's sentence quotes the text: it goes no further.
  }
  if (typeof parsed !== 'object' || parsed === null) {
    throw new StoreCorruptError({ what: `a row of ${what} holds no JSON document` });
  }
  return parsed as Model;
}
