import type { Locale, Messages, Provenance, SlackFixture } from '@localert/core';
import { isSame } from './canonical.ts';
import type { FixtureDesk } from './desk.ts';
import { localeChange } from './diff.ts';
import { type Plan, UNCHANGED } from './plan.ts';
import { onRevision } from './refusal.ts';

/** What the translated texts of a fixture in a locale are to become. */
export interface TextsItem {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly as: 'drafts' | 'texts';
  /** Somebody who reads the language has approved them. */
  readonly reviewed: boolean;
}

const own = <Value>(record: { readonly [key: string]: Value } | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

/** The texts that readers see from now on. */
function planOfficial(desk: FixtureDesk, current: SlackFixture, item: TextsItem): Plan {
  const { id, revision } = current;
  const { locale, messages, reviewed } = item;
  const there = own(current.locales, locale);
  const told = own(current.provenance, locale);
  const wanted = { ...there, ...messages };
  const isText = there !== undefined && isSame(there, wanted);
  const isPersons = told === undefined || told.reviewed === true || told.origin === 'human';
  if (isText && (!reviewed || isPersons)) return UNCHANGED;
  const provenance: Provenance = isText
    ? { ...(told as Provenance), reviewed: true }
    : { origin: 'import', author: desk.scope.actor, ...(reviewed ? { reviewed } : {}) };
  const patch = { locales: { [locale]: wanted }, provenance: { [locale]: provenance } };
  return {
    outcome: there === undefined ? 'created' : 'changed',
    changes: { locales: localeChange(locale, there, wanted), parts: isText ? ['provenance'] : [] },
    act: () => desk.update(id, patch, onRevision(revision)),
  };
}

/** The texts that wait for a reviewer from now on. */
function planProposed(desk: FixtureDesk, current: SlackFixture, { locale, messages }: TextsItem): Plan {
  const { id, revision } = current;
  const draft = own(current.drafts, locale);
  const waiting = draft?.state === 'proposed' ? draft.messages : undefined;
  const there = waiting ?? own(current.locales, locale);
  const wanted = { ...there, ...messages };
  if (there !== undefined && isSame(there, wanted)) return UNCHANGED;
  const provenance: Provenance = { origin: 'import', author: desk.scope.actor };
  return {
    outcome: waiting === undefined ? 'created' : 'changed',
    changes: { locales: localeChange(locale, there, wanted), parts: [] },
    act: () => desk.drafts.propose(id, locale, { messages: wanted, provenance }, onRevision(revision)),
  };
}

/** What translated texts come to. Those of the base locale are never a draft: they are what others are made from. */
export const planTexts = (desk: FixtureDesk, current: SlackFixture, item: TextsItem): Plan =>
  item.as === 'texts' || item.locale === current.baseLocale
    ? planOfficial(desk, current, item)
    : planProposed(desk, current, item);
