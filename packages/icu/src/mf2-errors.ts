import { MessageSyntaxError as LibrarySyntaxError } from 'messageformat';
import { MessageSyntaxError, type SyntaxErrorKind } from './errors.ts';
import { placeAt } from './place.ts';

/** What was expected, by the library's kind of error. */
const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['empty-token', 'a name or a value'],
  ['bad-escape', 'one of \\ { | } after a backslash'],
  ['bad-input-expression', 'a variable in .input, for example {$count :number}'],
  ['duplicate-option-name', 'each option once'],
  ['duplicate-attribute', 'each attribute once'],
  ['extra-content', 'nothing after the closing }}'],
  ['parse-error', '.input, .local, .match or a pattern; write \\{ and \\} for braces in a text'],
  ['key-mismatch', 'as many keys in each variant as .match has selectors'],
  ['missing-fallback', 'a variant with only * keys'],
  ['missing-selector-annotation', 'a function on each selector, for example .input {$count :number}'],
  ['duplicate-declaration', 'each variable declared once, before it is used'],
  ['duplicate-variant', 'each list of keys once'],
]);

/** Errors of the data model, by the library's kind; all others are errors of the syntax. */
const KIND: ReadonlyMap<string, SyntaxErrorKind> = new Map([
  ['key-mismatch', 'variant-key-mismatch'],
  ['missing-fallback', 'missing-fallback-variant'],
  ['missing-selector-annotation', 'missing-selector-annotation'],
  ['duplicate-declaration', 'duplicate-declaration'],
  ['duplicate-option-name', 'duplicate-option-name'],
  ['duplicate-variant', 'duplicate-variant'],
]);

/** The library's data model knows no places, so the nearest keyword stands for one. */
const KEYWORD: ReadonlyMap<string, string> = new Map([
  ['key-mismatch', '.match'],
  ['missing-fallback', '.match'],
  ['missing-selector-annotation', '.match'],
  ['duplicate-variant', '.match'],
  ['duplicate-declaration', '.'],
]);

/** Words a typed error of ours from one of the library's; anything else comes back as it is. */
export function mf2SyntaxError(error: unknown, source: string): unknown {
  if (!(error instanceof LibrarySyntaxError)) return error;
  const [, missing] = /^Missing (.{1,9}) at \d+$/.exec(error.message) ?? [];
  const expected =
    missing?.replace("' '", 'a space') ?? EXPECTED.get(error.type) ?? 'well-formed MessageFormat 2';
  const offset = error.start >= 0 ? error.start : source.indexOf(KEYWORD.get(error.type) ?? '');
  const kind = KIND.get(error.type) ?? 'syntax-error';
  return new MessageSyntaxError({ syntax: 'mf2', expected, kind, ...placeAt(source, offset) });
}
