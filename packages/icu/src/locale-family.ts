import { type Locale, tryCanonicalLocale } from '@localert/core';
import { CLDR_PARENTS } from './cldr-parents.ts';

/** Most tags whose analysis is kept: requests bring tags of any kind. */
const MAX_KEPT = 4_000;
/** Norwegian is written as `no`, `nb` and `nn`; CLDR holds `no` and `nb` for the same. */
const NORWEGIAN: ReadonlySet<string> = new Set(['no', 'nb', 'nn']);

/** A locale's place among its relatives. */
export interface Family {
  /** Language and likely script: locales with the same can be read by the same people. */
  readonly kin: string;
  readonly region: string | undefined;
  /** The region that the language and script alone suggest: US for English, ES for Spanish, BR for Portuguese. */
  readonly home: string | undefined;
  /** What to try in place of the locale, nearest first; never another script, never the root. */
  readonly ancestors: readonly Locale[];
}

/** Remembers what a function makes of a tag; forgets everything when there are too many. */
function remembered<Value>(compute: (tag: string) => Value): (tag: string) => Value {
  const kept = new Map<string, Value>();
  return (tag) => {
    const hit = kept.get(tag);
    if (hit !== undefined || kept.has(tag)) return hit as Value;
    const value = compute(tag);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(tag, value);
    return value;
  };
}

/** The canonical tag without its extensions; `undefined` for what is no language tag. */
export const baseName = remembered((tag): Locale | undefined => {
  const canonical = tryCanonicalLocale(tag);
  return canonical === undefined ? undefined : new Intl.Locale(canonical).baseName;
});

const likelyScript = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;

/** Other spellings of the same locale: with and without a script that goes without saying. */
function spellings(tag: string): readonly string[] {
  if (tag === 'no') return ['nb'];
  const { language, script, region } = new Intl.Locale(tag);
  if (region === undefined || `${language}-${script ? `${script}-` : ''}${region}` !== tag) return [];
  const likely = likelyScript(tag);
  if (likely === undefined) return [];
  const other = script === undefined ? `${language}-${likely}-${region}` : `${language}-${region}`;
  return likelyScript(other) === likely ? [other] : [];
}

/**
 * The parent of a locale (UTS #35, locale inheritance): CLDR's explicit one, else the tag without its last subtag.
 * A step that would change the script leads to the root, so there is none.
 */
function parentOf(tag: string): string | undefined {
  // zh-MO is zh-Hant-MO, whose parent is zh-Hant-HK.
  const explicit = [tag, ...spellings(tag)]
    .map((one) => CLDR_PARENTS.get(one))
    .find((parent) => parent !== undefined);
  if (explicit !== undefined) return explicit === 'und' ? undefined : explicit;
  const cut = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  if (cut === '') return undefined;
  const likely = likelyScript(tag);
  if (likely === undefined || likelyScript(cut) === likely) return cut;
  // zh-TW is written in Hant, zh in Hans: the way up leads over zh-Hant.
  const { language, script, region } = new Intl.Locale(tag);
  return script === undefined && region !== undefined ? `${language}-${likely}` : undefined;
}

function ancestorsOf(tag: string): string[] {
  const found = new Set<string>();
  for (let at: string | undefined = tag; at !== undefined && !found.has(at); at = parentOf(at)) {
    found.add(at);
    for (const other of spellings(at)) found.add(other);
  }
  found.delete(tag);
  return [...found];
}

/** A canonical tag without extensions among its relatives. */
export const familyOf = remembered((tag): Family => {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  const name = NORWEGIAN.has(language) ? 'no' : language;
  return {
    kin: `${name}-${script}`,
    region,
    home: new Intl.Locale(script === undefined ? language : `${language}-${script}`).maximize().region,
    ancestors: ancestorsOf(tag),
  };
});
