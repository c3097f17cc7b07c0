/** Marks secrets of every copy of core in a process. */
const BRAND: unique symbol = Symbol.for('localert.secret') as never;

/** What a secret shows wherever it is printed. */
const HIDDEN = '[secret]';

/**
 * A token, an address with a token in it, or a key, on its way to where it is used. However it is printed, logged,
 * joined to a text or put into JSON, its value is not there; only {@link Secret.reveal} gives it.
 */
export interface Secret {
  /** The value: call it where the value is used, and keep it nowhere. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

class HiddenText implements Secret {
  // A private field: neither keys, nor a spread, nor a debugger's JSON reach it.
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    Object.defineProperty(this, BRAND, { value: true });
    Object.freeze(this);
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  /** What Node's `util.inspect`, and with it `console.log`, shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}

/**
 * Wraps a secret text, so that it cannot be printed by mistake.
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 *
 * const token = secret(String(process.env['SLACK_TOKEN']));
 * console.log(`token: ${token}`, { token }); // token: [secret] { token: [secret] }
 * token.reveal(); // the value
 * ```
 */
export function secret(text: string): Secret {
  return new HiddenText(text);
}

/** Whether a value is a {@link Secret}, made by any copy of core. */
export const isSecret = (value: unknown): value is Secret =>
  typeof value === 'object' && value !== null && (value as { [BRAND]?: unknown })[BRAND] === true;
