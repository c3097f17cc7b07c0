import type { Draft, Locale, Provenance } from '@localert/core';
import { own } from '../own.ts';
import type { DraftRecipe } from './draft-fixture.ts';
import type { SourceFixture } from './drafting.ts';

/** A fixture with what is known of its texts. */
export interface KnownFixture extends SourceFixture {
  readonly provenance: Readonly<Record<Locale, Provenance>>;
  readonly drafts?: Readonly<Record<Locale, Draft>> | undefined;
}

/**
 * How a locale of a fixture stands.
 *
 * `missing`: there are no texts · `stale`: they translate an earlier source, or the way they were made has changed ·
 * `proposed`: a draft of the source as it is waits for a reviewer · `rejected`: so does none, for it was rejected ·
 * `current`: there is nothing to do · `human`: a person wrote them, so that nobody else should.
 */
export type LocaleStatus = 'missing' | 'stale' | 'proposed' | 'rejected' | 'current' | 'human';

/** Statuses in which a draft is of use. */
export const WORTH_A_DRAFT: ReadonlySet<LocaleStatus> = new Set(['missing', 'stale']);

/** How a locale stands, held against what a draft would be made of now. */
export function localeStatus(
  { locales, provenance, drafts = {} }: KnownFixture,
  locale: Locale,
  { key, sourceHash }: Pick<DraftRecipe, 'key' | 'sourceHash'>,
): LocaleStatus {
  const draft = own(drafts, locale);
  if (draft?.provenance.promptHash === key) return draft.state;
  if (own(locales, locale) === undefined) return 'missing';
  const told = own(provenance, locale);
  // Who wrote texts without saying so is a person.
  if (told === undefined || told.origin === 'human') return 'human';
  // What a person has reviewed stays, whatever model would be asked today, as long as it says what the source says.
  const isSame = told.reviewed === true ? told.sourceHash === sourceHash : told.promptHash === key;
  return isSame ? 'current' : 'stale';
}
