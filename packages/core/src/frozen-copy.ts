import { InvalidInputError } from './errors.ts';

function freezeAll(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) freezeAll(inner);
  Object.freeze(value);
}

/**
 * A frozen copy that has been through JSON, as in every store on a disk: what would not survive there
 * (`undefined`, dates, NaN) does not survive here, so that a test in memory proves something.
 *
 * @param what - what the value is, for the error's sentence
 * @throws LOCALERT_INVALID_INPUT when the value is no JSON
 */
export function frozenCopy<Value>(value: Value, what: string): Value {
  let copy: Value;
  try {
    copy = JSON.parse(JSON.stringify(value)) as Value;
  } catch (cause) {
    throw new InvalidInputError({ what, issues: [{ path: '', message: 'plain JSON data' }] }, { cause });
  }
  freezeAll(copy);
  return copy;
}
