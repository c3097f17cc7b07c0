import type { FormNode, MatchNode, MessageForm, VariantKey } from '../form.ts';
import { parseForm } from '../parse.ts';
import type { CatalogMessage, CatalogReading } from './catalog.ts';
import { type Collection, collection, localeOf, readingOf } from './collect.ts';
import { type TextGroup, textGroups } from './i18next-groups.ts';
import { flatTexts } from './i18next-keys.ts';
import {
  CATEGORIES,
  CONTEXT,
  COUNT,
  type I18nextKeys,
  type I18nextOptions,
  i18nextKeys,
} from './i18next-options.ts';
import { NestingInText, nodesOfText } from './i18next-text.ts';
import { documentOf } from './json.ts';
import { printIcu } from './print-icu.ts';

/** Where a look-up of i18next stands. */
interface Position {
  readonly context: string;
  /** A category, or `plain` for a call without a count. */
  readonly category: string;
  /** The count is 0, which i18next also looks for under `_zero`. */
  readonly isZero?: boolean;
}

/** The text that i18next finds: in the context before without it, the category before none, `_other` at last. */
function found(group: TextGroup, { context, category, isZero }: Position): string | undefined {
  const names = [...(isZero ? ['zero'] : []), category, 'plain'];
  const places = context === '' ? [''] : [context, ''];
  for (const place of places) {
    for (const name of names) {
      const text = group.texts.get(place)?.get(name);
      if (text !== undefined) return text;
    }
  }
  if (category === 'plain') return undefined;
  for (const place of places) {
    const text = group.texts.get(place)?.get('other');
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What the reading of one document knows. */
interface Reader {
  readonly setup: I18nextKeys;
  readonly locale: string | undefined;
  /** A text is missing that every message has to have: another one stands for it. */
  missing: boolean;
}

/** The text where i18next would show the key: the message's last one. */
function lastText(group: TextGroup): string {
  return [...group.texts.values()].flatMap((forms) => [...forms.values()]).at(-1) ?? '';
}

function categoriesOf(kind: Intl.PluralRuleType, locale: string | undefined): readonly string[] {
  return locale === undefined
    ? CATEGORIES
    : new Intl.PluralRules(locale, { type: kind }).resolvedOptions().pluralCategories;
}

function match(
  selector: MatchNode['selectors'][number],
  variants: readonly (readonly [VariantKey, readonly FormNode[]])[],
): FormNode {
  return {
    type: 'match',
    selectors: [selector],
    variants: variants.map(([key, nodes]) => ({ keys: [key], nodes })),
  };
}

function pluralNodes(
  group: TextGroup,
  kind: Intl.PluralRuleType,
  context: string,
  reader: Reader,
): readonly FormNode[] {
  const { setup, locale } = reader;
  const rest = found(group, { context, category: 'other' });
  if (rest === undefined) reader.missing = true;
  const other = rest ?? lastText(group);
  const variants: [VariantKey, readonly FormNode[]][] = [];
  const branch = (key: VariantKey, text: string | undefined): void => {
    if (text !== undefined && text !== other) variants.push([key, nodesOfText(text, setup.functions)]);
  };
  const categories = categoriesOf(kind, locale);
  const zero = locale === undefined ? 'other' : new Intl.PluralRules(locale).select(0);
  // Where the language has a category "zero", 0 is of it (CLDR plural rules: ar, cy, lv and others).
  if (kind === 'cardinal' && zero !== 'zero') {
    branch({ kind: 'exact', value: '0' }, found(group, { context, category: zero, isZero: true }));
  }
  for (const category of categories) {
    if (category !== 'other')
      branch({ kind: 'category', value: category }, found(group, { context, category }));
  }
  const call = { name: 'number', options: {}, exactBeforeAdd: true, select: kind } as const;
  const any: [VariantKey, readonly FormNode[]] = [{ kind: 'any' }, nodesOfText(other, setup.functions)];
  return [match({ operand: { type: 'argument', name: COUNT }, call }, [...variants, any])];
}

function nodesIn(group: TextGroup, context: string, reader: Reader): readonly FormNode[] {
  if (group.kind !== 'plain') return pluralNodes(group, group.kind, context, reader);
  const text = found(group, { context, category: 'plain' });
  if (text === undefined) reader.missing = true;
  return nodesOfText(text ?? lastText(group), reader.setup.functions);
}

function formOf(group: TextGroup, reader: Reader): MessageForm {
  const contexts = [...group.texts.keys()].filter((context) => context !== '');
  const rest = nodesIn(group, '', reader);
  const variants = contexts.map((context): [VariantKey, readonly FormNode[]] => [
    { kind: 'text', value: context },
    nodesIn(group, context, reader),
  ]);
  const selector = { operand: { type: 'argument', name: CONTEXT }, call: { name: 'string' } } as const;
  const nodes = contexts.length === 0 ? rest : [match(selector, [...variants, [{ kind: 'any' }, rest]])];
  return { syntax: 'icu', declarations: [], nodes };
}

function readGroup(group: TextGroup, reader: Reader, into: Collection<CatalogMessage>): void {
  const { id } = group;
  reader.missing = false;
  try {
    into.put(id, () => {
      const source = printIcu(formOf(group, reader));
      parseForm(source, 'icu', { functions: [...reader.setup.functions] });
      return { source };
    });
  } catch (error) {
    if (!(error instanceof NestingInText)) throw error;
    into.note(
      'nesting',
      id,
      'The text refers to another message with $t(); write that text out, or pass it as a value.',
    );
    return;
  }
  if (reader.missing) into.differ(id, ['missing-category']);
  if (group.kind === 'plain' || group.texts.get('')?.has('plain') !== true) return;
  into.note(
    'difference',
    id,
    'The key also has a text for calls without a count, which is left out; give it a key of its own.',
  );
}

/**
 * Reads i18next JSON v4: nested keys, placeholders with their number and date formats, plural and ordinal suffixes, and
 * context suffixes as far as `contexts` names them. Plurals choose by `count`, contexts by `context`, as in i18next; `_zero` is
 * the text for 0 in every language. The messages are MessageFormat 1.
 *
 * @param json - what `JSON.parse` gave: one namespace of one language
 * @param options - the locale decides which categories a plural has
 * @throws LOCALERT_CATALOG_UNREADABLE when it is no object, LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { readI18next } from '@localert/icu/catalog';
 *
 * const json = { disk: { full_one: '{{count}} disk full', full_other: '{{count}} disks full' } };
 * const { catalog } = readI18next(json, { locale: 'en' });
 * catalog.messages['disk.full']?.source; // '{count, plural, one {{count} disk full} other {{count} disks full}}'
 * ```
 */
export function readI18next(json: unknown, options: I18nextOptions = {}): CatalogReading {
  const document = documentOf(json, 'i18next');
  const setup = i18nextKeys(options);
  const flat = collection<string>();
  const into = collection<CatalogMessage>();
  const texts = flatTexts(document, setup.keySeparator, flat);
  const locale = localeOf(options.locale);
  const reader: Reader = { setup, locale, missing: false };
  for (const group of textGroups(texts, setup)) readGroup(group, reader, into);
  const { catalog, problems } = readingOf(into, 'icu', locale);
  return { catalog, problems: [...flat.problems, ...problems] };
}
