import { isLocalertError, type LocalertError } from '@localert/core';

const MAX_SHOWN = 300;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** The suites come without an assertion library, so that they run under every test runner. */
class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';
}

/** Fails the test unless the condition holds. */
export function isTrue(condition: boolean, what: string): asserts condition {
  if (!condition) throw new ConformanceFailure(what);
}

type Plain = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Plain => typeof value === 'object' && value !== null;

const definedKeys = (value: Plain): string[] => Object.keys(value).filter((key) => value[key] !== undefined);

function isSame(left: unknown, right: unknown): boolean {
  if (!isObject(left) || !isObject(right)) return Object.is(left, right);
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = definedKeys(left);
  return (
    keys.length === definedKeys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]))
  );
}

/** Fails unless both are the same data. A property that is `undefined` and one that is absent are the same. */
export function same(actual: unknown, expected: unknown, what: string): void {
  isTrue(isSame(actual, expected), `${what}: got ${shown(actual)}, expected ${shown(expected)}`);
}

/** Fails when the value is absent, else answers it. */
export function present<Value>(value: Value | undefined, what: string): Value {
  isTrue(value !== undefined, `${what} is missing`);
  return value;
}

/** What a call that must be refused came to: its error, thrown at once or by its promise. */
async function errorOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Fails unless the call is refused with an error of core that has one of the codes. Answers the error. */
export async function refused(
  call: () => unknown,
  codes: string | readonly string[],
  what: string,
): Promise<LocalertError> {
  const error = await errorOf(call);
  isTrue(error !== undefined, `${what}: expected ${codes}, but the call succeeded`);
  isTrue(
    isLocalertError(error),
    `${what}: expected ${codes}, but a ${shown((error as Error).name)} came that is no error of core`,
  );
  isTrue([codes].flat().includes(error.code), `${what}: expected ${codes}, got ${error.code}`);
  return error;
}

/** Fails unless the call is refused, in whatever way. */
export async function fails(call: () => unknown, what: string): Promise<void> {
  isTrue((await errorOf(call)) !== undefined, `${what}: the call succeeded`);
}
