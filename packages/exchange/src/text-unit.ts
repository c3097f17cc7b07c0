import {
  canonicalLocale,
  type FixtureId,
  fieldNameSchema,
  fixtureIdFault,
  type Locale,
  type MessageSyntax,
} from '@localert/core';
import type { Piece } from './pieces.ts';

/** One translated text of a file. */
export interface TextUnit {
  readonly fixture: FixtureId;
  readonly field: string;
  readonly locale: Locale;
  /** Where it stands in the file, from 1. */
  readonly line: number;
  readonly state: 'translated' | 'approved';
  /** The message as words and codes; for whole texts one piece. */
  readonly pieces?: readonly Piece[] | undefined;
  /** The branches of a plural, for what a gettext file has as one. */
  readonly forms?: readonly string[] | undefined;
  /** What the translator worked from, in the same form. */
  readonly source?: readonly Piece[] | undefined;
  readonly sourceForms?: readonly [one: string, other: string] | undefined;
  /** The syntax that it is in; default: the fixture's. */
  readonly syntax?: MessageSyntax | undefined;
}

/** A place of a file that gives no text. */
export interface UnitFault {
  readonly line: number;
  readonly code: string;
  readonly fixture?: FixtureId | undefined;
  readonly locale?: Locale | undefined;
  readonly field?: string | undefined;
}

/** The fixture and field that `disk_full.title` names; `undefined` for what names none. */
export function placeOfKey(
  key: string,
  separator: string = '.',
): { readonly fixture: FixtureId; readonly field: string } | undefined {
  const at = key.lastIndexOf(separator);
  if (at <= 0) return undefined;
  const fixture = key.slice(0, at);
  const field = key.slice(at + separator.length);
  const isPlace = fixtureIdFault(fixture) === undefined && fieldNameSchema.safeParse(field).success;
  return isPlace ? { fixture, field } : undefined;
}

/** The locale in its one spelling. @throws LOCALERT_INVALID_LOCALE */
export const localeOf = (tag: string, where: string): Locale => canonicalLocale(tag, where);
