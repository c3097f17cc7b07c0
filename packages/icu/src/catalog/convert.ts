import type { MessageSyntax } from '@localert/core';
import { type ParseOptions, parseForm } from '../parse.ts';
import type { ConversionDifference } from './conversion.ts';
import { printIcu } from './print-icu.ts';
import { printMf2 } from './print-mf2.ts';
import { toIcuForm } from './to-icu.ts';
import { toMf2Form } from './to-mf2.ts';

/** A message in another syntax. */
export interface ConvertedMessage {
  readonly source: string;
  /** What may show differently; empty when the message says the very same. */
  readonly differences: readonly ConversionDifference[];
}

/**
 * Writes a message in the other syntax. What means the same is kept: plurals and selects as `.match`, offsets, number
 * and date styles, custom functions. In the same syntax the source comes back in its plainest spelling.
 *
 * Three things are not listed among the differences, since they concern values of other types only: MessageFormat 2
 * takes numbers written as text, groups the digits of a number in `{$x}`, and compares keys in NFC.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE naming what has no equivalent, and the errors of {@link parseForm}
 *
 * @example
 * ```ts
 * import { convertMessage } from '@localert/icu/catalog';
 *
 * const { source } = convertMessage('Down since {since, time, short}', 'icu', 'mf2');
 * source; // 'Down since {$since :time}'
 * ```
 */
export function convertMessage(
  source: string,
  from: MessageSyntax,
  to: MessageSyntax,
  options: Pick<ParseOptions, 'functions'> = {},
): ConvertedMessage {
  const form = parseForm(source, from, options);
  const print = to === 'icu' ? printIcu : printMf2;
  if (from === to) return { source: print(form), differences: [] };
  const { form: target, differences } = to === 'icu' ? toIcuForm(form) : toMf2Form(form);
  const written = print(target);
  // What comes back can be read: choices that multiplied may have become longer than a message may be.
  parseForm(written, to, options);
  return { source: written, differences };
}
