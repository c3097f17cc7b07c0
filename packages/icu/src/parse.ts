import type { MessageSyntax } from '@localert/core';
import { functionTable } from './custom-call.ts';
import type { CustomFunctions } from './custom-function.ts';
import { MessageTooLargeError } from './errors.ts';
import { MAX_SOURCE_LENGTH, type MessageForm } from './form.ts';
import { parseIcu } from './parse-icu.ts';
import { parseMf2 } from './parse-mf2.ts';

/** How a source is read. */
export interface ParseOptions {
  /** Functions that the message may use; of names alone, options are not checked. Default none. */
  readonly functions?: CustomFunctions | readonly string[];
  /**
   * Let pass what the usual formatters let pass. MessageFormat 2: unknown functions and bad options, which show a
   * fallback when the message is rendered, as the specification asks. MessageFormat 1: unknown styles, tokens of number
   * skeletons and words before plural branches, which formatjs skips. Default `false`: they are errors, since an author
   * can still mend them.
   */
  readonly lenient?: boolean;
  /**
   * MessageFormat 1: `<b>text</b>` is markup, as in formatjs; it stands in the parts, and its text in the text. Default
   * `false`: texts for Slack are full of `<…>`.
   */
  readonly tags?: boolean;
}

/**
 * Reads a message into the intermediate form. Bounded: hostile sources fail within milliseconds.
 *
 * @throws LOCALERT_MESSAGE_SYNTAX with line, column and what was expected; LOCALERT_MESSAGE_UNSUPPORTED for what Intl
 * cannot show (spellout, ordinal, duration, unknown functions and styles); LOCALERT_MESSAGE_TOO_LARGE above 16,384
 * code units, 2,000 nodes or 64 kinds of numbers and dates; LOCALERT_MESSAGE_TOO_DEEP above 16 levels of branches
 *
 * @example
 * ```ts
 * import { parseForm } from '@localert/icu';
 *
 * const form = parseForm('{count, plural, one {# stream} other {# streams}} failing', 'icu');
 * form.nodes.length; // 2
 * ```
 */
export function parseForm(source: string, syntax: MessageSyntax, options: ParseOptions = {}): MessageForm {
  if (source.length > MAX_SOURCE_LENGTH) {
    throw new MessageTooLargeError({ what: 'length', limit: MAX_SOURCE_LENGTH });
  }
  const functions = functionTable(options.functions);
  const { lenient = false, tags = false } = options;
  return syntax === 'icu'
    ? parseIcu(source, { functions, lenient, tags })
    : parseMf2(source, functions, lenient);
}
