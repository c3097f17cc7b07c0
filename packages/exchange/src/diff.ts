import type { FixtureContent, FixtureId, Locale, Messages } from '@localert/core';
import { canonical } from './canonical.ts';

/** One message that is another. */
export interface MessageChange {
  readonly field: string;
  /** Absent for a message that is new. */
  readonly from?: string | undefined;
  /** Absent for a message that goes. */
  readonly to?: string | undefined;
}

/** What changes in a locale. */
export interface LocaleChange {
  readonly locale: Locale;
  readonly change: 'added' | 'removed' | 'changed';
  readonly messages: readonly MessageChange[];
}

/** What an import made of something in the file; of a dry run: what it would make of it. */
export interface ItemChange {
  readonly kind: 'fixture' | 'draft' | 'override' | 'texts';
  readonly fixture: FixtureId;
  /** Of drafts, overrides and texts. */
  readonly locale?: Locale | undefined;
  /** Where it stands in the file, from 1. */
  readonly line: number;
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  /** What became another, locale by locale. */
  readonly locales: readonly LocaleChange[];
  /** What else became another: `layout`, `labels`, `severity`, `provenance`, `archived`, … */
  readonly parts: readonly string[];
}

/** The messages that differ, by field. */
export function changedMessages(from: Messages, to: Messages): readonly MessageChange[] {
  const fields = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...fields]
    .filter((field) => from[field] !== to[field])
    .map((field) => ({
      field,
      ...(from[field] === undefined ? {} : { from: from[field] }),
      ...(to[field] === undefined ? {} : { to: to[field] }),
    }));
}

/** What differs between the messages of a locale; nothing when they are equal. */
export function localeChange(
  locale: Locale,
  from: Messages | undefined,
  to: Messages | undefined,
): readonly LocaleChange[] {
  const messages = changedMessages(from ?? {}, to ?? {});
  if (messages.length === 0 && (from === undefined) === (to === undefined)) return [];
  const change = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  return [{ locale, change, messages }];
}

/** What differs between two contents of a fixture. */
export function contentChange(
  from: FixtureContent | undefined,
  to: FixtureContent,
): Pick<ItemChange, 'locales' | 'parts'> {
  const names = new Set([...Object.keys(from?.locales ?? {}), ...Object.keys(to.locales)]);
  const locales = [...names].flatMap((locale) =>
    localeChange(locale, from?.locales[locale], to.locales[locale]),
  );
  if (from === undefined) return { locales, parts: [] };
  const before: { readonly [part: string]: unknown } = from;
  const after: { readonly [part: string]: unknown } = to;
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (part) => part !== 'locales' && canonical(before[part] ?? null) !== canonical(after[part] ?? null),
  );
  return { locales, parts };
}
