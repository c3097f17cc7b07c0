import type { MessageSyntax } from '@localert/core';
import { parseCST } from 'messageformat/cst';
import { unpairedBidi } from './bidi-pairs.ts';
import type { SourcePlace } from './errors.ts';
import { apostrophesOf } from './icu-quotes.ts';
import { type IcuPattern, patternsIn, readIcuTree, type Stretch } from './icu-tree.ts';
import { type MaskedPattern, maskIcu, maskMf2 } from './masked-pattern.ts';
import { placeAt } from './place.ts';

/** Literal text that readers would see go wrong. */
export interface TextFault extends SourcePlace {
  /** `argument-quoted`: apostrophes make an argument literal · `bidi-unpaired`: a direction is opened or closed alone. */
  readonly code: 'argument-quoted' | 'bidi-unpaired';
  /** What is wrong and what to do. */
  readonly message: string;
  /** The argument that is quoted away. */
  readonly argument?: string;
}

/** A quotation that holds what looks like an argument. */
export interface QuotedArgument extends Stretch {
  readonly argument: string;
  readonly closed: boolean;
}

/** `{name}` or `{name, …`: names are short, so the search stays linear. */
const ARGUMENT = /\{\s{0,20}([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,80})\s{0,20}[,}]/u;

/** Without one of these there is nothing to find, and nothing to parse for it. */
const SUSPECT = /['\u202a-\u202e\u2066-\u2069]/;

/** The quotations of a tree in which an argument is literal text. */
export function quotedArguments(source: string, tree: IcuPattern): readonly QuotedArgument[] {
  const found: QuotedArgument[] = [];
  for (const { parts } of patternsIn(tree)) {
    for (const part of parts) {
      if (part.kind !== 'text') continue;
      for (const { kind, start, end, closed } of apostrophesOf(source, part)) {
        const argument = kind === 'quote' ? ARGUMENT.exec(source.slice(start, end))?.[1] : undefined;
        if (argument !== undefined) found.push({ argument, start, end, closed });
      }
    }
  }
  return found;
}

/** The sentence for an argument that is quoted away. */
export const quotedSentence = (argument: string): string =>
  `The apostrophe makes {${argument}} literal text, so its value is not shown. Write the apostrophe as ’ or ''; to show the braces themselves quote each one: '{'${argument}'}'.`;

/** The sentence for a direction that is opened or closed alone. */
export const unpairedSentence = (codePoint: number): string =>
  `The invisible character U+${codePoint.toString(16).toUpperCase()} has no other half in this text and line, so what follows may be shown in the wrong direction. Remove it, or pair it.`;

/** Offsets of unpaired bidirectional controls in the literal text of patterns. */
export function unpairedIn(patterns: readonly MaskedPattern[]): readonly number[] {
  return patterns.flatMap(({ offset, text }) => unpairedBidi(text).map((at) => offset + at));
}

/**
 * The faults of literal text that a message must not be saved with; the lint of `@localert/icu/lint` finds more.
 * A message that does not parse has none: `parseForm` tells what is wrong with it.
 *
 * @param functions - custom functions that the message may use
 *
 * @example
 * ```ts
 * import { textFaults } from '@localert/icu';
 *
 * textFaults("l'{host} est plein", 'icu')[0]?.argument; // 'host'
 * ```
 */
export function textFaults(
  source: string,
  syntax: MessageSyntax,
  functions: readonly string[] = [],
): readonly TextFault[] {
  if (!SUSPECT.test(source)) return [];
  let patterns: readonly MaskedPattern[];
  let quoted: readonly QuotedArgument[] = [];
  try {
    if (syntax === 'icu') {
      const tree = readIcuTree(source, new Set(functions));
      patterns = maskIcu(source, tree);
      quoted = quotedArguments(source, tree);
    } else {
      patterns = maskMf2(source, parseCST(source));
    }
  } catch {
    return [];
  }
  return [
    ...quoted.map(({ argument, start }) => ({
      code: 'argument-quoted' as const,
      argument,
      message: quotedSentence(argument),
      ...placeAt(source, start),
    })),
    ...unpairedIn(patterns).map((at) => ({
      code: 'bidi-unpaired' as const,
      message: unpairedSentence(source.charCodeAt(at)),
      ...placeAt(source, at),
    })),
  ];
}
