import {
  diffFixtures,
  type FixtureContent,
  type FixtureId,
  type Locale,
  type LocaleDiff,
  type Messages,
  type SlackFixture,
} from '@localert/core';

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
  readonly locales: readonly LocaleDiff[];
  /** What else became another: `layout`, `labels`, `severity`, `provenance`, `archived`, … */
  readonly parts: readonly string[];
}

/** As much of a fixture as a comparison looks at. */
const compared = (content: Partial<FixtureContent>): SlackFixture => content as unknown as SlackFixture;

/** What differs between the messages of a locale; nothing when they are equal. */
export function localeChange(
  locale: Locale,
  from: Messages | undefined,
  to: Messages | undefined,
): readonly LocaleDiff[] {
  const only = (messages: Messages | undefined) =>
    compared({ locales: messages === undefined ? {} : { [locale]: messages } });
  return diffFixtures(only(from), only(to)).locales;
}

/** What differs between two contents of a fixture. */
export function contentChange(
  from: FixtureContent | undefined,
  to: FixtureContent,
): Pick<ItemChange, 'locales' | 'parts'> {
  const { locales, members } = diffFixtures(from && compared(from), compared(to));
  return { locales, parts: from === undefined ? [] : members.map(({ member }) => member) };
}
