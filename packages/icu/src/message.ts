import {
  type ArgumentContract,
  type ArgumentValues,
  defineError,
  type LocalertError,
  type MessageSyntax,
} from '@localert/core';
import { compileEnv, compileText } from './compile.ts';
import { contractOf } from './contract.ts';
import type { CustomFunctions } from './custom-function.ts';
import { MessageUnsupportedError } from './errors.ts';
import type { ValueFault } from './fault.ts';
import { DEFAULT_MAX_OUTPUT } from './form.ts';
import { parseForm } from './parse.ts';
import { compileParts, fallbackText, type MessagePart } from './parts.ts';
import { type Run, startRun } from './run.ts';

/** A message was formatted without a value that it needs. */
export const ArgumentMissingError = defineError<
  'LOCALERT_ARGUMENT_MISSING',
  { readonly argument: string; readonly expected: string }
>('LOCALERT_ARGUMENT_MISSING', {
  message: ({ argument, expected }) => `The argument "${argument}" is missing; give it ${expected}.`,
});

/** A message was formatted with a value of the wrong type. */
export const ArgumentTypeError = defineError<
  'LOCALERT_ARGUMENT_TYPE',
  { readonly argument: string; readonly expected: string }
>('LOCALERT_ARGUMENT_TYPE', {
  message: ({ argument, expected }) => `The argument "${argument}" has the wrong type; give it ${expected}.`,
});

/** A message that became longer than {@link DEFAULT_MAX_OUTPUT}. */
export const OutputTooLongError = defineError<'LOCALERT_OUTPUT_TOO_LONG', { readonly limit: number }>(
  'LOCALERT_OUTPUT_TOO_LONG',
  {
    message: ({ limit }) => `The message became longer than ${limit} UTF-16 code units; shorten its values.`,
  },
);

/** How {@link compileMessage} compiles. */
export interface MessageOptions {
  readonly locale: string;
  /** Default `icu`. */
  readonly syntax?: MessageSyntax;
  /** IANA name. Default `UTC`: the host's own zone is never used. */
  readonly timeZone?: string;
  /** The host's functions: `{x, name}` and `{x, name, style}`, in MessageFormat 2 `{$x :name}`. */
  readonly functions?: CustomFunctions;
  /** Tells functions such as `relativeTime` what time it is, in epoch milliseconds. Default: the clock. */
  readonly now?: () => number;
  /** `auto` isolates values from the direction of the text around them (LDML 48 part 9). Default `none`. */
  readonly bidiIsolation?: 'none' | 'auto';
  /** MessageFormat 2: called for each fault; the text gets a fallback such as `{$name}`. Default: faults are silent. */
  readonly onError?: (error: LocalertError) => void;
}

/** A message that only wants its values. */
export interface CompiledMessage {
  /** The arguments that the message takes. */
  readonly args: ArgumentContract;
  /**
   * The text. MessageFormat 1 throws on a fault; MessageFormat 2 calls `onError` and shows a fallback.
   *
   * @throws LOCALERT_ARGUMENT_MISSING, LOCALERT_ARGUMENT_TYPE, LOCALERT_OUTPUT_TOO_LONG (MessageFormat 1)
   */
  format(values?: ArgumentValues, onError?: (error: LocalertError) => void): string;
  /** The text in parts, with Intl's parts of numbers and dates; faults as in `format`. */
  formatToParts(values?: ArgumentValues, onError?: (error: LocalertError) => void): readonly MessagePart[];
}

const EXPECTED = {
  text: 'a string, a number, a boolean or a Date',
  number: 'a number or a bigint',
  date: 'a valid Date or epoch milliseconds',
  choice: 'a string',
  list: 'an array of strings, numbers or booleans',
} as const;

function errorOf(fault: ValueFault, args: ArgumentContract): LocalertError {
  // A fault without an argument is the output's.
  const { argument, code } = fault;
  if (argument === undefined) return new OutputTooLongError({ limit: DEFAULT_MAX_OUTPUT });
  const type = Object.hasOwn(args, argument) ? args[argument]?.type : undefined;
  const details = { argument, expected: EXPECTED[type ?? 'text'] };
  return code === 'argument-missing' ? new ArgumentMissingError(details) : new ArgumentTypeError(details);
}

const TROUBLES = {
  'unknown-function': (name: string) => `the function ":${name}"`,
  'bad-operand': (name: string) => `a value that ":${name}" cannot take`,
  'bad-option': (name: string) => `an option of ":${name}" with this value`,
  'bad-selector': (name: string) => `selection by a ${name}`,
} as const;

const ignore = (): void => undefined;

/**
 * Compiles one message of MessageFormat 1 or 2 for use on its own.
 *
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_UNSUPPORTED, LOCALERT_MESSAGE_TOO_LARGE,
 * LOCALERT_MESSAGE_TOO_DEEP, LOCALERT_INVALID_LOCALE, LOCALERT_INVALID_INPUT
 *
 * @example
 * ```ts
 * import { compileMessage } from '@localert/icu';
 *
 * const message = compileMessage('{count, plural, one {# error} other {# errors}}', { locale: 'en' });
 * message.format({ count: 3 }); // '3 errors'
 *
 * const second = compileMessage('Hello {$name}', { locale: 'en', syntax: 'mf2' });
 * second.format({}); // 'Hello {$name}'
 * ```
 */
export function compileMessage(source: string, options: MessageOptions): CompiledMessage {
  const { syntax = 'icu', functions = {}, timeZone = 'UTC', bidiIsolation = 'none' } = options;
  const form = parseForm(source, syntax, { functions, lenient: true });
  const env = compileEnv(form, { locale: options.locale, timeZone, functions });
  const isolate = bidiIsolation === 'auto';
  const text = compileText(env, {
    mode: 'text',
    escape: undefined,
    isolate,
    fallback: (_run, shown) => fallbackText(shown),
  });
  const parts = compileParts(env, isolate);
  const { contract: args } = contractOf([form]);

  const start = (values: ArgumentValues, onError: (error: LocalertError) => void): Run =>
    startRun(
      values,
      (fault) => {
        const error = errorOf(fault, args);
        if (syntax === 'icu') throw error;
        onError(error);
      },
      DEFAULT_MAX_OUTPUT,
      (code, name) => onError(new MessageUnsupportedError({ syntax, feature: TROUBLES[code](name) })),
      options.now?.(),
    );

  return {
    args,
    format: (values = {}, onError = options.onError ?? ignore) => text(start(values, onError)),
    formatToParts: (values = {}, onError = options.onError ?? ignore) => parts(start(values, onError)),
  };
}
