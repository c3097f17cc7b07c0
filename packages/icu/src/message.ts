import {
  type ArgumentContract,
  type ArgumentValues,
  defineError,
  type LocalertError,
  type MessageSyntax,
} from '@localert/core';
import { compileEnv } from './compile.ts';
import { contractOf } from './contract.ts';
import type { CustomFunctions } from './custom-function.ts';
import { MessageUnsupportedError, type ResolutionErrorKind } from './errors.ts';
import { execute } from './execute.ts';
import type { ValueFault } from './fault.ts';
import { DEFAULT_MAX_OUTPUT } from './form.ts';
import { parseForm } from './parse.ts';
import { compileParts, fallbackText, type MessagePart } from './parts.ts';
import { type Run, startRun, type TroubleCode } from './run.ts';
import { compileSteps } from './step.ts';

/** A message was formatted without a value that it needs. */
export const ArgumentMissingError = defineError<
  'LOCALERT_ARGUMENT_MISSING',
  { readonly argument: string; readonly expected: string; readonly kind?: 'unresolved-variable' }
>('LOCALERT_ARGUMENT_MISSING', {
  message: ({ argument, expected }) => `The argument "${argument}" is missing; give it ${expected}.`,
});

/** A message was formatted with a value of the wrong type. */
export const ArgumentTypeError = defineError<
  'LOCALERT_ARGUMENT_TYPE',
  { readonly argument: string; readonly expected: string; readonly kind?: ResolutionErrorKind }
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
  /**
   * MessageFormat 1: `<b>text</b>` is markup, as in formatjs: `format` shows its text, `formatToParts` also where it
   * opens and closes. It takes no value: a function for a tag, which formatjs wants, is not called. Default `false`.
   */
  readonly tags?: boolean;
  /** The host's functions: `{x, name}` and `{x, name, style}`, in MessageFormat 2 `{$x :name}`. */
  readonly functions?: CustomFunctions;
  /** Tells functions such as `relativeTime` what time it is, in epoch milliseconds. Default: the clock. */
  readonly now?: () => number;
  /** `auto` isolates values from the direction of the text around them (LDML 48 part 9). Default `none`. */
  readonly bidiIsolation?: 'none' | 'auto';
  /**
   * MessageFormat 2: called for each fault, 100 times at most; the text gets a fallback such as `{$name}`. The error's `details.kind` is
   * the specification's name of the fault, for example `unresolved-variable`. Default: faults are silent.
   */
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

/** What an argument is to be given, in words. */
function expectedOf(argument: string, args: ArgumentContract): string {
  const type = Object.hasOwn(args, argument) ? args[argument]?.type : undefined;
  return EXPECTED[type ?? 'text'];
}

function errorOf(
  { argument, code }: ValueFault,
  args: ArgumentContract,
  syntax: MessageSyntax,
): LocalertError {
  // A fault without an argument is the output's.
  if (argument === undefined) return new OutputTooLongError({ limit: DEFAULT_MAX_OUTPUT });
  const details = { argument, expected: expectedOf(argument, args) };
  if (code === 'argument-type') return new ArgumentTypeError(details);
  return new ArgumentMissingError(syntax === 'icu' ? details : { ...details, kind: 'unresolved-variable' });
}

const TROUBLES = {
  'unknown-function': (name: string) => `the function ":${name}"`,
  'bad-operand': (name: string) => `a value that ":${name}" cannot take`,
  'bad-option': (name: string) => `an option of ":${name}" with this value`,
  'bad-selector': (name: string) => `selection by a ${name}`,
} as const;

/**
 * MessageFormat 2 has values that are there and `null`: where they only choose, no key names them and none is missed, so
 * they are the empty text.
 */
function nullsAsText(values: ArgumentValues, choices: readonly string[]): ArgumentValues {
  const nulls = choices.filter((name) => Object.hasOwn(values, name) && values[name] === null);
  return nulls.length === 0 ? values : { ...values, ...Object.fromEntries(nulls.map((name) => [name, ''])) };
}

function troubleOf(
  code: TroubleCode,
  name: string,
  argument: string | undefined,
  args: ArgumentContract,
  syntax: MessageSyntax,
): LocalertError {
  const kind = syntax === 'icu' ? {} : { kind: code };
  if (argument !== undefined)
    return new ArgumentTypeError({ argument, expected: expectedOf(argument, args), ...kind });
  return new MessageUnsupportedError({ syntax, feature: TROUBLES[code](name), ...kind });
}

/** Most errors that one rendering tells: a hostile message has thousands of the same. */
const MAX_ERRORS = 100;

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
  const { syntax = 'icu', functions = {}, timeZone = 'UTC', bidiIsolation = 'none', tags = false } = options;
  const form = parseForm(source, syntax, { functions, lenient: true, tags });
  const env = compileEnv(form, { locale: options.locale, timeZone, functions });
  const isolate = bidiIsolation === 'auto';
  const { steps, kit } = compileSteps(env, form.nodes, {
    mode: 'text',
    escape: undefined,
    isolate,
    fallback: (_run, shown) => fallbackText(shown),
  });
  // Few messages are asked for parts.
  let parts: ReturnType<typeof compileParts> | undefined;
  const { contract: args } = contractOf([form]);
  const choices = Object.keys(args).filter((name) => args[name]?.type === 'choice');

  const start = (values: ArgumentValues, onError: (error: LocalertError) => void): Run => {
    let told = 0;
    const raise = (error: () => LocalertError): void => {
      if (syntax === 'icu') throw error();
      told += 1;
      if (told <= MAX_ERRORS) onError(error());
    };
    return startRun(
      syntax === 'icu' ? values : nullsAsText(values, choices),
      (fault) => raise(() => errorOf(fault, args, syntax)),
      DEFAULT_MAX_OUTPUT,
      (code, name, argument) => raise(() => troubleOf(code, name, argument, args, syntax)),
      options.now?.(),
    );
  };

  return {
    args,
    format: (values = {}, onError = options.onError ?? ignore) => execute(steps, start(values, onError), kit),
    formatToParts: (values = {}, onError = options.onError ?? ignore) => {
      parts ??= compileParts(env, form.nodes, isolate);
      return parts(start(values, onError));
    },
  };
}
