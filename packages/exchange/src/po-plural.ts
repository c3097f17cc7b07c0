import type { Locale } from '@localert/core';
import { parseForm } from '@localert/icu';
import { gettextPlural } from './gettext-plurals.ts';
import { functionsIn } from './pieces.ts';

/** A message that is one plural and nothing else, with the words of its branches as they are written. */
export interface SplitPlural {
  readonly argument: string;
  /** By category, in the order of the source. */
  readonly branches: ReadonlyMap<string, string>;
  /** The words for one, or for any number where the language has no form for one. */
  readonly one: string;
  readonly other: string;
  /** The words of each form that gettext has for the language. */
  readonly forms: readonly string[];
}

const HEAD = /^\{\s*([A-Za-z]\w*)\s*,\s*plural\s*,\s*/;
const SELECTOR = /\s*(zero|one|two|few|many|other)\s*\{/y;
const TAIL = /\s*\}$/y;

/** Where the branch that begins at a place ends: its closing brace. Quotes as MessageFormat 1 has them. */
function endOfBranch(source: string, start: number): number {
  let depth = 1;
  for (let at = start; at < source.length; at++) {
    const sign = source[at];
    if (sign === "'") {
      if (source[at + 1] === "'") at += 1;
      else if (/[{}#|]/.test(source.charAt(at + 1))) {
        at = endOfQuote(source, at + 1);
      }
    } else if (sign === '{') depth += 1;
    else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function endOfQuote(source: string, start: number): number {
  for (let at = start; at < source.length; at++) {
    if (source[at] !== "'") continue;
    if (source[at + 1] !== "'") return at;
    at += 1;
  }
  return source.length;
}

function branchesOf(source: string, from: number): ReadonlyMap<string, string> | undefined {
  const branches = new Map<string, string>();
  let at = from;
  for (;;) {
    SELECTOR.lastIndex = at;
    const selector = SELECTOR.exec(source);
    if (selector === null) break;
    const start = SELECTOR.lastIndex;
    const end = endOfBranch(source, start);
    const name = String(selector[1]);
    if (end === -1 || branches.has(name)) return undefined;
    branches.set(name, source.slice(start, end));
    at = end + 1;
  }
  TAIL.lastIndex = at;
  return TAIL.test(source) ? branches : undefined;
}

const written = (argument: string, branches: ReadonlyMap<string, string>): string =>
  `{${argument}, plural, ${[...branches].map(([name, text]) => `${name} {${text}}`).join(' ')}}`;

/** Whether two sources mean the same: what was split here is what the parser reads. */
function meansSame(left: string, right: string): boolean {
  try {
    const functions = functionsIn(left);
    const form = (source: string) => JSON.stringify(parseForm(source, 'icu', { functions }));
    return form(left) === form(right);
  } catch {
    return false;
  }
}

/**
 * A message that a gettext file can have as a plural: one plural by one argument, with no offset, no exact numbers and
 * nothing around it, whose categories are those of whole numbers in its language.
 */
export function splitPlural(source: string, locale: Locale): SplitPlural | undefined {
  const head = HEAD.exec(source);
  const branches = head === null ? undefined : branchesOf(source, head[0].length);
  if (head === null || branches === undefined) return undefined;
  const argument = String(head[1]);
  const other = branches.get('other');
  const forms = gettextPlural(locale)?.categories.map((category) => branches.get(category));
  if (other === undefined || !forms?.every((form) => form !== undefined)) return undefined;
  if (!meansSame(source, written(argument, branches))) return undefined;
  return { argument, branches, one: branches.get('one') ?? other, other, forms };
}

/**
 * The message that forms of a gettext file make. Categories that whole numbers never have (fractions in Russian) stay as
 * they are; where there was nothing, they get the words of the last form.
 *
 * @param base - the source, which says the argument
 * @param there - the translation that is there
 * @returns `undefined` when the source is no plural, or the forms are not the language's
 */
export function pluralText(
  forms: readonly string[],
  base: string,
  there: string | undefined,
  locale: Locale,
): string | undefined {
  const argument = HEAD.exec(base)?.[1];
  const categories = gettextPlural(locale)?.categories;
  if (argument === undefined || categories === undefined || categories.length !== forms.length)
    return undefined;
  const current = there === undefined ? undefined : splitPlural(there, locale);
  if (there !== undefined && current !== undefined && isEqual(current.forms, forms)) return there;
  const branches = new Map(forms.map((form, index) => [String(categories[index]), form]));
  for (const [name, text] of current?.branches ?? []) if (!branches.has(name)) branches.set(name, text);
  if (!branches.has('other')) branches.set('other', String(forms.at(-1)));
  return written(argument, branches);
}

const isEqual = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((text, index) => text === right[index]);
