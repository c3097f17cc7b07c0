import { defineError, type MessageSyntax } from '@localert/core';
import { MAX_FORMATS, MAX_NESTING, MAX_NODES, MAX_SOURCE_LENGTH } from './form.ts';

/** A place in a message's source. */
export type SourcePlace = {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
};

/**
 * The names that MessageFormat 2 gives to what is wrong with a message itself (LDML 48 part 9, syntax and data model
 * errors).
 */
export type SyntaxErrorKind =
  | 'syntax-error'
  | 'variant-key-mismatch'
  | 'missing-fallback-variant'
  | 'missing-selector-annotation'
  | 'duplicate-declaration'
  | 'duplicate-option-name'
  | 'duplicate-variant';

/**
 * The names that MessageFormat 2 gives to what goes wrong when a message is formatted (LDML 48 part 9, resolution and
 * message function errors).
 */
export type ResolutionErrorKind =
  | 'unresolved-variable'
  | 'unknown-function'
  | 'bad-operand'
  | 'bad-option'
  | 'bad-selector';

/** A message that does not follow its syntax. MessageFormat 2 errors tell their `kind`. */
export const MessageSyntaxError = defineError<
  'LOCALERT_MESSAGE_SYNTAX',
  SourcePlace & {
    readonly syntax: MessageSyntax;
    readonly expected: string;
    readonly kind?: SyntaxErrorKind;
  }
>('LOCALERT_MESSAGE_SYNTAX', {
  message: ({ line, column, expected, syntax }) =>
    `The message is not valid ${syntax === 'icu' ? 'MessageFormat' : 'MessageFormat 2'} at line ${line}, column ${column}: expected ${expected}.`,
});

const TOO_LARGE = {
  length: `The message is longer than ${MAX_SOURCE_LENGTH} UTF-16 code units; split it into several fields.`,
  nodes: `The message has more than ${MAX_NODES} placeholders, branches and texts; split it into several fields.`,
  formats: `The message has more than ${MAX_FORMATS} kinds of numbers and dates; split it into several fields.`,
} as const;

/** A message with too long a source, too many nodes, or too many kinds of numbers and dates. */
export const MessageTooLargeError = defineError<
  'LOCALERT_MESSAGE_TOO_LARGE',
  { readonly what: 'length' | 'nodes' | 'formats'; readonly limit: number }
>('LOCALERT_MESSAGE_TOO_LARGE', {
  message: ({ what }) => TOO_LARGE[what],
});

/** A message whose branches stand too deep in branches. */
export const MessageTooDeepError = defineError<'LOCALERT_MESSAGE_TOO_DEEP', { readonly limit: number }>(
  'LOCALERT_MESSAGE_TOO_DEEP',
  { message: () => `The message nests branches more than ${MAX_NESTING} deep; flatten it.` },
);

/**
 * A message that is well formed and asks for something that is not there, for example a spellout. When a
 * MessageFormat 2 message is formatted, `kind` is what the specification calls it.
 */
export const MessageUnsupportedError = defineError<
  'LOCALERT_MESSAGE_UNSUPPORTED',
  Partial<SourcePlace> & {
    readonly syntax: MessageSyntax;
    readonly feature: string;
    readonly kind?: ResolutionErrorKind;
  }
>('LOCALERT_MESSAGE_UNSUPPORTED', {
  message: ({ feature, line, column }) =>
    `The message uses ${feature}${line === undefined ? '' : ` at line ${line}, column ${column}`}, which is not supported; write it another way.`,
});
