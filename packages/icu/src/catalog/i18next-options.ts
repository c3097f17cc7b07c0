import type { CatalogOptions } from './catalog.ts';

/** How i18next is set up where the document comes from or goes to. */
export interface I18nextOptions extends CatalogOptions {
  /** Between the keys of a path; `false`: keys are flat. Default `.`, as in i18next. */
  readonly keySeparator?: string | false;
  /** Before a plural category. Default `_`. */
  readonly pluralSeparator?: string;
  /** Before a context. Default `_`. */
  readonly contextSeparator?: string;
  /** The contexts that keys may end with, for example `['male', 'female']`. Default none: no key tells by itself. */
  readonly contexts?: readonly string[];
}

/** The argument that i18next counts by. */
export const COUNT = 'count';
/** The argument that i18next chooses the context by. */
export const CONTEXT = 'context';
/** CLDR's plural categories, which are the suffixes of JSON v4. */
export const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** What a document's keys mean, with every default in place. */
export interface I18nextKeys {
  readonly keySeparator: string | false;
  readonly plural: string;
  readonly context: string;
  readonly contexts: readonly string[];
  readonly functions: ReadonlySet<string>;
}

/** Puts the defaults in place. */
export function i18nextKeys(options: I18nextOptions): I18nextKeys {
  const {
    keySeparator = '.',
    pluralSeparator = '_',
    contextSeparator = '_',
    contexts = [],
    functions,
  } = options;
  return {
    keySeparator,
    plural: pluralSeparator,
    context: contextSeparator,
    contexts,
    functions: new Set(functions),
  };
}

/** What a key says besides its message's own name. */
export interface KeyParts {
  readonly base: string;
  readonly ordinal: boolean;
  readonly category?: string;
}

/** Splits the plural suffix off a key: `_few`, `_ordinal_few`. */
export function keyParts(key: string, { plural }: I18nextKeys): KeyParts {
  const category = CATEGORIES.find(
    (name) => key.endsWith(plural + name) && key.length > plural.length + name.length,
  );
  if (category === undefined) return { base: key, ordinal: false };
  const rest = key.slice(0, -(plural.length + category.length));
  const suffix = `${plural}ordinal`;
  const ordinal = rest.endsWith(suffix) && rest.length > suffix.length;
  return { base: ordinal ? rest.slice(0, -suffix.length) : rest, ordinal, category };
}

/** Splits a context off a key that has no plural suffix any more. */
export function contextParts(
  key: string,
  { contexts, context }: I18nextKeys,
): { base: string; context?: string } {
  const found = contexts.find(
    (name) => key.endsWith(context + name) && key.length > context.length + name.length,
  );
  return found === undefined
    ? { base: key }
    : { base: key.slice(0, -(context.length + found.length)), context: found };
}
