import type { FixtureContent, Provenance } from '@localert/core';
import { canonical } from './canonical.ts';
import type { DeskPatch } from './desk.ts';

/** Leaves out members that are not there. */
const given = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value;

/** Whether two contents are the same but for the order of their members. A fixture without a name has its id for one. */
export const isSameContent = (id: string, left: FixtureContent, right: FixtureContent): boolean =>
  canonical({ ...left, name: left.name ?? id }) === canonical({ ...right, name: right.name ?? id });

/** The file's content on top of what is there: locales that it does not have stay. */
export function mergedContent(current: FixtureContent, wanted: FixtureContent): FixtureContent {
  return {
    ...current,
    ...given(wanted),
    locales: { ...current.locales, ...wanted.locales },
    provenance: { ...current.provenance, ...wanted.provenance },
  };
}

/**
 * Says where the texts of each locale come from. What the file does not say stays where the texts stay; other texts are
 * imported ones.
 */
export function withOrigin(
  wanted: FixtureContent,
  current: FixtureContent | undefined,
  author: string,
): FixtureContent {
  const provenance: Record<string, Provenance> = {};
  for (const [locale, messages] of Object.entries(wanted.locales)) {
    const told = wanted.provenance[locale];
    const kept =
      canonical(messages) === canonical(current?.locales[locale]) ? current?.provenance[locale] : undefined;
    provenance[locale] = told ?? kept ?? { origin: 'import', author };
  }
  return { ...wanted, provenance };
}

/** `null` for what is there and is not wanted. */
function replaced<Value>(
  current: { readonly [locale: string]: Value },
  wanted: { readonly [locale: string]: Value },
): { readonly [locale: string]: Value | null } {
  const gone = Object.keys(current).filter((locale) => !Object.hasOwn(wanted, locale));
  return { ...wanted, ...Object.fromEntries(gone.map((locale): [string, null] => [locale, null])) };
}

/** The change that makes one content of another. */
export function patchTo(current: FixtureContent, wanted: FixtureContent, id: string): DeskPatch {
  const { locales, provenance, layout, description, ...rest } = wanted;
  const gone = <Value>(value: Value | undefined, before: unknown) =>
    value === undefined && before !== undefined ? null : value;
  return given({
    ...rest,
    name: wanted.name ?? id,
    layout: gone(layout, current.layout),
    description: gone(description, current.description),
    locales: replaced(current.locales, locales),
    provenance: replaced(current.provenance, provenance),
  });
}
