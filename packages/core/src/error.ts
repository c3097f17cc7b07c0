import { visible } from './visible.ts';

/** Marks errors of every copy of core in a process, so that two copies still recognise each other. */
const BRAND: unique symbol = Symbol.for('localert.error') as never;

/** What may stand in an error's `details`: names, places, numbers. Never texts, values, keys or tokens. */
export type SafeDetail =
  | string
  | number
  | boolean
  | undefined
  | readonly SafeDetail[]
  | { readonly [key: string]: SafeDetail };

/** The details of an error, by name. */
export type SafeDetails = { readonly [key: string]: SafeDetail };

/** What is kept of a foreign error: its class and its system code. Its message may quote data, so it is dropped. */
export interface SafeCause {
  readonly name: string;
  readonly code?: string;
}

/** What every error of Localert has. */
export interface LocalertError<Code extends string = string, Details extends SafeDetails = SafeDetails>
  extends Error {
  /** Stable and literal: switch on it. */
  readonly code: Code;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** Names, places and numbers that say what and where. */
  readonly details: Details;
  readonly cause?: LocalertError | SafeCause;
  toJSON(): { name: string; code: Code; message: string; retryable: boolean; details: Details };
}

/** The class that {@link defineError} makes. */
export interface LocalertErrorClass<Code extends string, Details extends SafeDetails> {
  new (details: Details, options?: { readonly cause?: unknown }): LocalertError<Code, Details>;
  readonly code: Code;
  /** Recognises errors of this code, made by any copy of core in the process. */
  is(error: unknown): error is LocalertError<Code, Details>;
}

/** How an error presents itself. */
export interface ErrorDefinition<Details extends SafeDetails> {
  readonly retryable?: boolean;
  /** One sentence: what happened, where, what to do. Gets details that are already safe to print. */
  readonly message: (details: Details) => string;
}

function safeDetail(value: SafeDetail): SafeDetail {
  if (typeof value === 'string') return visible(value);
  if (Array.isArray(value)) return Object.freeze(value.map(safeDetail));
  if (typeof value === 'object') {
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), safeDetail(inner)])),
    );
  }
  return value;
}

/** Names of classes. What is set by hand, and could quote something, looks otherwise. */
const CLASS_NAME = /^[A-Z][A-Za-z]{0,59}$/;

/** Codes of Node (`ECONNREFUSED`), of drivers (`SQLITE_BUSY`) and of SQL (`23505`). */
const SYSTEM_CODE = /^[A-Z0-9_]{1,60}$/;

/** Reduces a foreign error to what cannot carry data. */
function safeCause(cause: unknown): LocalertError | SafeCause | undefined {
  if (cause === undefined || isLocalertError(cause)) return cause;
  if (!(cause instanceof Error)) return Object.freeze({ name: typeof cause });
  const { code, name: given } = cause as { readonly code?: unknown; readonly name: unknown };
  const name = typeof given === 'string' && CLASS_NAME.test(given) ? given : 'Error';
  return Object.freeze(typeof code === 'string' && SYSTEM_CODE.test(code) ? { name, code } : { name });
}

/**
 * Recognises every error of Localert, whichever copy of core made it.
 *
 * @example
 * ```ts
 * import { isLocalertError } from '@localert/core';
 *
 * try {
 *   JSON.parse('{');
 * } catch (error) {
 *   if (isLocalertError(error) && error.retryable) console.warn(error.code);
 * }
 * ```
 */
export function isLocalertError(error: unknown): error is LocalertError {
  return error instanceof Error && (error as { [BRAND]?: unknown })[BRAND] === true;
}

/**
 * Declares an error: a class with a literal `code`, printable `details` and a `cause` that cannot leak.
 *
 * @param code - stable name, starts with `LOCALERT_`
 * @param definition - its sentence and whether it is worth a retry
 *
 * @example
 * ```ts
 * import { defineError } from '@localert/core';
 *
 * const TooTall = defineError<'LOCALERT_TOO_TALL', { height: number }>('LOCALERT_TOO_TALL', {
 *   message: ({ height }) => `The tower is ${height} m tall; build at most 300 m.`,
 * });
 * throw new TooTall({ height: 320 });
 * ```
 */
export function defineError<Code extends `LOCALERT_${string}`, Details extends SafeDetails>(
  code: Code,
  definition: ErrorDefinition<Details>,
): LocalertErrorClass<Code, Details> {
  return class extends Error implements LocalertError<Code, Details> {
    static readonly code = code;
    readonly code = code;
    readonly retryable = definition.retryable ?? false;
    readonly details: Details;
    declare readonly cause?: LocalertError | SafeCause;

    constructor(details: Details, options?: { readonly cause?: unknown }) {
      const safe = safeDetail(details) as Details;
      const cause = safeCause(options?.cause);
      super(definition.message(safe), cause === undefined ? undefined : { cause });
      this.name = 'LocalertError';
      this.details = safe;
      Object.defineProperty(this, BRAND, { value: true });
    }

    static is(error: unknown): error is LocalertError<Code, Details> {
      return isLocalertError(error) && error.code === code;
    }

    toJSON() {
      return {
        name: this.name,
        code,
        message: this.message,
        retryable: this.retryable,
        details: this.details,
      };
    }
  };
}
