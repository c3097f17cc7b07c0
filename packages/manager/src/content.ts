import {
  authoredContent,
  type FixtureContent,
  type FixtureInput,
  type Messages,
  type Provenance,
  parseFixtureContent,
  type SlackFixture,
  type TenantScope,
} from '@localert/core';

/**
 * A change of a fixture. What is left out stays; `locales` and `provenance` change locale by locale, `null` removes one;
 * everything else is replaced whole, and `null` removes the layout or the description.
 */
export type FixturePatch = {
  readonly [Key in keyof Omit<FixtureInput, 'locales' | 'provenance' | 'layout' | 'description'>]?:
    | FixtureInput[Key]
    | undefined;
} & {
  readonly layout?: FixtureInput['layout'] | null | undefined;
  readonly description?: string | null | undefined;
  readonly locales?: { readonly [locale: string]: Messages | null } | undefined;
  readonly provenance?: { readonly [locale: string]: Provenance | null } | undefined;
};

/** `null` removes, anything else replaces. Spellings of a locale are one. */
function merged<Value>(
  current: Readonly<Record<string, Value>>,
  patch: { readonly [locale: string]: Value | null } | undefined,
): Record<string, Value> {
  const result = { ...current };
  for (const [tag, value] of Object.entries(patch ?? {})) {
    const same = Object.keys(result).find((locale) => locale.toLowerCase() === tag.toLowerCase()) ?? tag;
    if (value === null) delete result[same];
    else result[same] = value;
  }
  return result;
}

/** The content after a change. @throws LOCALERT_INVALID_INPUT */
export function patched(fixture: SlackFixture, patch: FixturePatch): FixtureContent {
  const current = authoredContent(fixture);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const locales = merged(current.locales, patch.locales);
  const kept = Object.fromEntries(
    Object.entries(current.provenance).filter(([locale]) => Object.hasOwn(locales, locale)),
  );
  const content = { ...current, ...given, locales, provenance: merged(kept, patch.provenance) };
  if (patch.layout === null) delete content.layout;
  if (patch.description === null) delete content.description;
  return parseFixtureContent(content);
}

/**
 * Notes who wrote the texts of each locale. What the author did not say himself is his own work.
 *
 * @param before - the content that was there; locales whose texts did not change keep their provenance
 */
export function withProvenance(
  content: FixtureContent,
  before: FixtureContent | undefined,
  scope: TenantScope,
): FixtureContent {
  const provenance: Record<string, Provenance> = { ...content.provenance };
  for (const [locale, messages] of Object.entries(content.locales)) {
    const changed = JSON.stringify(messages) !== JSON.stringify(before?.locales[locale]);
    const told = JSON.stringify(content.provenance[locale]) !== JSON.stringify(before?.provenance[locale]);
    if (changed && !told) provenance[locale] = { origin: 'human', author: scope.actor };
  }
  return { ...content, provenance };
}
