import type { MessageSyntax } from '@localert/core';
import { type CST, parseCST } from 'messageformat/cst';
import { type IcuPattern, patternsIn, readIcuTree, type Stretch } from './icu-tree.ts';

/** Stands for each code unit that is no literal text. */
export const MASK = '\u0000';

/** The literal text of one pattern with its placeholders masked: an index into `text` plus `offset` is a place. */
export interface MaskedPattern {
  readonly offset: number;
  /** As it is written, escapes and quotes included; each code unit of a placeholder or choice is a NUL character. */
  readonly text: string;
}

function masked(source: string, { start, end }: Stretch, texts: readonly Stretch[]): MaskedPattern {
  let text = '';
  for (const one of texts) {
    text += MASK.repeat(Math.max(0, one.start - start - text.length));
    // What the author wrote must not pass for a mask.
    text += source.slice(one.start, one.end).replaceAll(MASK, '\ufffd');
  }
  return { offset: start, text: text + MASK.repeat(Math.max(0, end - start - text.length)) };
}

/** The masked patterns of a tree. */
export function maskIcu(source: string, tree: IcuPattern): readonly MaskedPattern[] {
  return patternsIn(tree).map((pattern) =>
    masked(
      source,
      pattern,
      pattern.parts.filter(({ kind }) => kind === 'text'),
    ),
  );
}

/** The masked patterns of a MessageFormat 2 message's syntax tree. */
export function maskMf2(source: string, message: CST.Message): readonly MaskedPattern[] {
  const patterns = message.type === 'select' ? message.variants.map(({ value }) => value) : [message.pattern];
  return patterns.map((pattern) => {
    const braces = pattern.braces === undefined ? 0 : 2;
    const inside = { start: pattern.start + braces, end: pattern.end - braces };
    return masked(
      source,
      inside,
      pattern.body.filter(({ type }) => type === 'text'),
    );
  });
}

/**
 * The literal text of a message pattern by pattern, placeholders masked by as many NUL characters as they have code
 * units: for rules that look at text around placeholders and have to tell where in the source it stands.
 *
 * @param functions - custom functions that the message may use
 * @throws what the libraries throw: ask `parseForm` first
 *
 * @example
 * ```ts
 * import { maskedPatterns } from '@localert/icu/lint';
 *
 * maskedPatterns('**{host}** is down', 'icu')[0]?.text.replaceAll('\0', '_'); // '**______** is down'
 * ```
 */
export function maskedPatterns(
  source: string,
  syntax: MessageSyntax,
  functions: readonly string[] = [],
): readonly MaskedPattern[] {
  return syntax === 'icu'
    ? maskIcu(source, readIcuTree(source, new Set(functions)))
    : maskMf2(source, parseCST(source));
}
