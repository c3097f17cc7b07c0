import type { Expression, FormNode, VariantKey } from '../form.ts';
import { parseForm } from '../parse.ts';
import type { Catalog, CatalogWriting } from './catalog.ts';
import { type Collection, collection, localeOf, sourceIn } from './collect.ts';
import { notConvertible } from './errors.ts';
import { type FlatMessage, flatten } from './flatten.ts';
import { pluralTest } from './i18next-groups.ts';
import { type I18nextJson, nestedTexts } from './i18next-keys.ts';
import { CONTEXT, COUNT, type I18nextKeys, type I18nextOptions, i18nextKeys } from './i18next-options.ts';
import { textOfNodes } from './i18next-text.ts';
import { type PluralPosition, pluralPositions } from './plural-positions.ts';

const refuse = (feature: string): Error => notConvertible('i18next', feature);

/** What i18next is asked with. */
interface Position {
  readonly context?: string;
  readonly category?: string;
  readonly exact?: string;
}

/** How well a key fits: lower is better, `undefined` is not at all. */
function rank(key: VariantKey, { context, category, exact }: Position): number | undefined {
  if (key.kind === 'any') return 2;
  if (key.kind === 'category') return key.value === category ? 1 : undefined;
  return key.value === (key.kind === 'exact' ? exact : context) ? 0 : undefined;
}

function better(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at !== -1 && (left[at] ?? 2) < (right[at] ?? 2);
}

function nodesAt({ rows }: FlatMessage, position: Position): readonly FormNode[] {
  let best: { readonly ranks: readonly number[]; readonly nodes: readonly FormNode[] } | undefined;
  for (const { keys, nodes } of rows) {
    const ranks = keys.map((key) => rank(key, position) ?? -1);
    if (!ranks.includes(-1) && (!best || better(ranks, best.ranks))) best = { ranks, nodes };
  }
  return best?.nodes ?? [];
}

/** What a message chooses by: i18next has one count, of one kind, and one context. */
function kindOf(selectors: readonly Expression[]): Intl.PluralRuleType | undefined {
  const kinds = new Set<Intl.PluralRuleType>();
  for (const { operand, call } of selectors) {
    const name = operand?.type === 'argument' ? operand.name : '';
    const wanted = call.name === 'number' ? COUNT : CONTEXT;
    if (name !== wanted) throw refuse(`a choice by the argument "${name}" (i18next chooses by "${wanted}")`);
    if (call.name !== 'number') continue;
    if (call.add !== undefined) throw refuse('an offset of a plural');
    kinds.add(call.select === 'ordinal' ? 'ordinal' : 'cardinal');
  }
  if (kinds.size > 1) throw refuse('a cardinal and an ordinal plural in one message');
  return [...kinds][0];
}

/** What the writing of one document knows. */
interface Writer {
  readonly setup: I18nextKeys;
  readonly locale: string | undefined;
}

/** One suffix of a plural, and the counts that i18next looks it up for. */
interface Form {
  readonly suffix: string;
  readonly at: readonly Position[];
}

function positionOf({ category, only }: PluralPosition): Position {
  return { category, ...(only === undefined ? {} : { exact: only }) };
}

/** i18next looks for `_zero` first when the count is 0, in every language. */
function cardinalForms(
  positions: readonly PluralPosition[],
  locale: string,
  exact: ReadonlySet<string>,
): Form[] {
  const zero: Position = { category: new Intl.PluralRules(locale).select(0), exact: '0' };
  const forms = positions.map((one): Form => {
    return {
      suffix: one.category,
      at: one.category === 'zero' ? [positionOf(one), zero] : [positionOf(one)],
    };
  });
  const has = forms.some(({ suffix }) => suffix === 'zero');
  return exact.has('0') && !has ? [{ suffix: 'zero', at: [zero] }, ...forms] : forms;
}

function exactKeys({ rows }: FlatMessage): ReadonlySet<string> {
  const keys = rows.flatMap((row) => row.keys).flatMap((key) => (key.kind === 'exact' ? [key.value] : []));
  return new Set(keys);
}

function pluralForms(
  flat: FlatMessage,
  kind: Intl.PluralRuleType,
  locale: string | undefined,
): readonly Form[] {
  if (locale === undefined) throw refuse('a plural of a catalogue without a locale');
  const positions = pluralPositions(locale, kind);
  const exact = exactKeys(flat);
  const forms =
    kind === 'cardinal'
      ? cardinalForms(positions, locale, exact)
      : positions.map((one): Form => ({ suffix: one.category, at: [positionOf(one)] }));
  const known = new Set(forms.flatMap(({ at }) => at.flatMap((one) => one.exact ?? [])));
  if ([...exact].some((value) => !known.has(value))) throw refuse('an exact number of a plural');
  return forms;
}

/** The texts of a message by key. */
function textsOf(
  id: string,
  nodes: readonly FormNode[],
  { setup, locale }: Writer,
): ReadonlyMap<string, string> {
  const flat = flatten(nodes);
  const kind = kindOf(flat.selectors);
  const named = flat.rows.flatMap(({ keys }) =>
    keys.flatMap((key) => (key.kind === 'text' ? [key.value] : [])),
  );
  const forms = kind === undefined ? undefined : pluralForms(flat, kind, locale);
  const texts = new Map<string, string>();
  for (const context of [undefined, ...new Set(named)]) {
    const base = context === undefined ? id : `${id}${setup.context}${context}`;
    const where = context === undefined ? {} : { context };
    const write = (at: Position): string => textOfNodes(nodesAt(flat, { ...where, ...at }), setup.functions);
    if (!forms) texts.set(base, write({}));
    for (const { suffix, at } of forms ?? []) {
      const [text = '', ...others] = at.map(write);
      if (others.some((other) => other !== text)) throw refuse('a text for 0 beside the category "zero"');
      texts.set(`${base}${setup.plural}${kind === 'ordinal' ? `ordinal${setup.plural}` : ''}${suffix}`, text);
    }
  }
  return texts;
}

/** The key that i18next looks up: an ordinal beside a plural of the same name goes by that name. */
function baseKey(id: string, catalog: Catalog, { setup }: Writer): string {
  const suffix = `${setup.plural}ordinal`;
  const base = id.slice(0, -suffix.length);
  return id.endsWith(suffix) && Object.hasOwn(catalog.messages, base) ? base : id;
}

type Written = readonly [key: string, text: string][];

/** Drops what i18next would take for something else. */
function distinctTexts(found: Collection<Written>, setup: I18nextKeys): ReadonlyMap<string, string> {
  const all = found.entries.flatMap(([, written]) => written.map(([key]) => key));
  const isPlural = pluralTest(all, setup);
  const texts = new Map<string, string>();
  for (const [id, written] of found.entries) {
    if (written.some(([key]) => texts.has(key))) {
      found.note('key', id, 'Another message has this key with a suffix of its own; rename one of them.');
    } else if (written.length === 1 && written.some(([key]) => key === id && isPlural(key))) {
      found.note('key', id, 'The key ends like a plural form of another message; rename it.');
    } else for (const [key, text] of written) texts.set(key, text);
  }
  return texts;
}

/**
 * Writes i18next JSON v4: nested keys, plural suffixes for every category of the locale, context suffixes. Choices must
 * be by `count` and `context`, the arguments that i18next has for them; all else is among the problems.
 *
 * @throws LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { writeI18next } from '@localert/icu/catalog';
 *
 * const source = '{count, plural, =0 {All is well} one {# disk full} other {# disks full}}';
 * const { json } = writeI18next({ locale: 'en', syntax: 'icu', messages: { 'disk.full': { source } } });
 * json; // { disk: { full_zero: 'All is well', full_one: '{{count, number}} disk full', full_other: … } }
 * ```
 */
export function writeI18next(catalog: Catalog, options: I18nextOptions = {}): CatalogWriting<I18nextJson> {
  const setup = i18nextKeys(options);
  const writer: Writer = { setup, locale: localeOf(options.locale ?? catalog.locale) };
  const found = collection<Written>();
  for (const [id, { source }] of Object.entries(catalog.messages)) {
    if (id === '') {
      found.note('key', id, 'i18next has no empty keys; name the message.');
      continue;
    }
    found.put(id, () => {
      const written = sourceIn('icu', source, catalog.syntax, options);
      const { nodes } = parseForm(written.source, 'icu', { functions: options.functions ?? [] });
      const texts = [...textsOf(baseKey(id, catalog, writer), nodes, writer)];
      found.differ(id, written.differences);
      return texts;
    });
  }
  return { json: nestedTexts(distinctTexts(found, setup), setup.keySeparator), problems: found.problems };
}
