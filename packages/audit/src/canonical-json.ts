import { NotCanonicalError } from './errors.ts';

/** Deeper values are refused: they would exhaust the stack, and no payload of Localert is near. */
const MAX_DEPTH = 100;

/** What becomes of members whose value is `undefined`: JavaScript has them, JSON does not. */
type UndefinedMembers = 'refuse' | 'omit';

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Writes one value; the path is kept for the error's sake only. */
class Writer {
  readonly #path: (string | number)[] = [];
  readonly #undefinedMembers: UndefinedMembers;

  constructor(undefinedMembers: UndefinedMembers) {
    this.#undefinedMembers = undefinedMembers;
  }

  write(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        if (!Number.isFinite(value)) throw this.#refusal('a number that is not finite');
        // RFC 8785 section 3.2.2.3: numbers as ECMAScript writes them; -0 becomes 0.
        return String(value);
      case 'boolean':
        return String(value);
      case 'object':
        return value === null ? 'null' : this.#composite(value);
      default:
        throw this.#refusal(`JSON has no ${typeof value}`);
    }
  }

  /** RFC 8785 section 3.2.2.2 escapes as `JSON.stringify` does, but has no place for half a surrogate pair. */
  #text(value: string): string {
    if (!value.isWellFormed()) throw this.#refusal('a text with a lone surrogate');
    return JSON.stringify(value);
  }

  #composite(value: object): string {
    if (this.#path.length >= MAX_DEPTH) throw this.#refusal(`nested deeper than ${MAX_DEPTH}`);
    if (Array.isArray(value)) return this.#list(value);
    if (!isPlain(value)) throw this.#refusal('neither a plain object nor a list');
    const members: string[] = [];
    // Without a comparator `sort` compares UTF-16 code units, which is the order of RFC 8785 section 3.2.3.
    for (const name of Object.keys(value).sort()) {
      const inner: unknown = (value as Record<string, unknown>)[name];
      if (inner === undefined && this.#undefinedMembers === 'omit') continue;
      this.#path.push(name);
      members.push(`${this.#text(name)}:${this.write(inner)}`);
      this.#path.pop();
    }
    return `{${members.join(',')}}`;
  }

  #list(value: readonly unknown[]): string {
    const items: string[] = [];
    for (let index = 0; index < value.length; index += 1) {
      this.#path.push(index);
      items.push(this.write(value[index]));
      this.#path.pop();
    }
    return `[${items.join(',')}]`;
  }

  #refusal(reason: string): Error {
    return new NotCanonicalError({ path: this.#path.join('.'), reason });
  }
}

/**
 * The canonical JSON text of a value, by RFC 8785 (JCS): members in the order of their names' UTF-16 code units, no
 * spaces, numbers as ECMAScript writes them. Two values that are equal as JSON have the same text, so that it can be
 * hashed and signed.
 *
 * @param value - plain objects, lists, texts, finite numbers, booleans and `null`, at most 100 deep
 * @throws LOCALERT_NOT_CANONICAL for NaN, infinities, lone surrogates, `undefined`, bigints, functions and instances of
 *   classes: nothing is dropped or converted silently
 *
 * @example
 * ```ts
 * import { canonicalJson } from '@localert/audit';
 *
 * canonicalJson({ b: 1e30, a: [true, null] }); // '{"a":[true,null],"b":1e+30}'
 * ```
 */
export function canonicalJson(value: unknown): string {
  return new Writer('refuse').write(value);
}

/** The same for payloads, where an absent member and one that is `undefined` mean the same. @throws LOCALERT_NOT_CANONICAL */
export function canonicalPayload(value: unknown): string {
  return new Writer('omit').write(value);
}
