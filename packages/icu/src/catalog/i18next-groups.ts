import { contextParts, type I18nextKeys, keyParts } from './i18next-options.ts';

/** The texts that are one message: by context, and by category or `plain`. */
export interface TextGroup {
  readonly id: string;
  readonly kind: 'plain' | 'cardinal' | 'ordinal';
  /** By context, the empty one for none; then by category, `plain` for the text without a plural suffix. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

type Texts = Map<string, Map<string, string>>;

function add(texts: Texts, context: string, category: string, text: string): void {
  const forms = texts.get(context) ?? new Map<string, string>();
  texts.set(context, forms.set(category, text));
}

/** Categories by base key and kind: two of them, or `other`, make a plural; one alone is a key that ends so. */
function pluralBases(keys: Iterable<string>, setup: I18nextKeys): ReadonlySet<string> {
  const found = new Map<string, Set<string>>();
  for (const key of keys) {
    const { base, ordinal, category } = keyParts(key, setup);
    if (category === undefined) continue;
    const name = `${ordinal} ${contextParts(base, setup).base}`;
    found.set(name, (found.get(name) ?? new Set()).add(category));
  }
  return new Set([...found].filter(([, has]) => has.has('other') || has.size > 1).map(([name]) => name));
}

/** Whether i18next's rules make a key a plural form among these keys. */
export function pluralTest(keys: Iterable<string>, setup: I18nextKeys): (key: string) => boolean {
  const bases = pluralBases(keys, setup);
  return (key) => {
    const { base, ordinal, category } = keyParts(key, setup);
    return category !== undefined && bases.has(`${ordinal} ${contextParts(base, setup).base}`);
  };
}

/** Sorts texts by key into messages, in the order of their first texts. */
export function textGroups(flat: ReadonlyMap<string, string>, setup: I18nextKeys): readonly TextGroup[] {
  const isPlural = pluralTest(flat.keys(), setup);
  const groups = new Map<string, { base: string; kind: TextGroup['kind']; texts: Texts }>();
  const group = (base: string, kind: TextGroup['kind']): Texts => {
    const name = `${kind} ${base}`;
    const known = groups.get(name) ?? { base, kind, texts: new Map() };
    groups.set(name, known);
    return known.texts;
  };
  for (const [key, text] of flat) {
    const parts = isPlural(key) ? keyParts(key, setup) : { base: key, ordinal: false };
    const { base, context = '' } = contextParts(parts.base, setup);
    const { category = 'plain' } = parts as { category?: string };
    const kind = category === 'plain' ? 'plain' : parts.ordinal ? 'ordinal' : 'cardinal';
    add(group(base, kind), context, category, text);
  }
  return [...groups.values()].flatMap(({ base, kind, texts }): TextGroup[] => {
    const plural = (['cardinal', 'ordinal'] as const).filter((one) => groups.has(`${one} ${base}`));
    if (kind === 'plain') return plural.length > 0 ? [] : [{ id: base, kind, texts }];
    // A plural falls back on the texts without a suffix, an ordinal one on the cardinal one.
    const merged: Texts = new Map();
    for (const from of kind === 'ordinal'
      ? (['plain', 'cardinal', 'ordinal'] as const)
      : (['plain', 'cardinal'] as const)) {
      const own = groups.get(`${from} ${base}`)?.texts ?? [];
      for (const [context, forms] of own) for (const [name, text] of forms) add(merged, context, name, text);
    }
    const id = kind === 'ordinal' && plural.length > 1 ? `${base}${setup.plural}ordinal` : base;
    return [{ id, kind, texts: merged }];
  });
}
