import type { FixtureSnapshot } from './event.ts';
import type { SlackFixture } from './fixture.ts';
import { byText } from './keyset.ts';
import type { Locale } from './locale.ts';
import type { Messages } from './messages.ts';
import { isSameJson } from './reseal.ts';

/** One message of a locale that is another: without `before` it is new, without `after` it is gone. */
export interface MessageDiff {
  readonly field: string;
  /** The source before. */
  readonly before?: string;
  /** The source after. */
  readonly after?: string;
}

/** What is another in one locale. */
export interface LocaleDiff {
  readonly locale: Locale;
  /** `added` and `removed`: the whole locale. */
  readonly change: 'added' | 'removed' | 'changed';
  /** By field. */
  readonly messages: readonly MessageDiff[];
}

/** What a fixture has beside its messages. */
export type FixtureMember = Exclude<keyof FixtureSnapshot, 'id' | 'locales' | 'sealed'>;

/** A member of the fixture that is another: without `before` it is new, without `after` it is gone. */
export interface MemberDiff {
  readonly member: FixtureMember;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What is another between two states of a fixture. */
export interface FixtureDiff {
  /** The revisions; absent where there was no fixture. */
  readonly from?: number;
  readonly to?: number;
  /** By locale. */
  readonly locales: readonly LocaleDiff[];
  /** Name, severity, labels, layout and the like, in this order. */
  readonly members: readonly MemberDiff[];
}

const MEMBERS: readonly FixtureMember[] = [
  'name',
  'state',
  'severity',
  'baseLocale',
  'syntax',
  'description',
  'labels',
  'sensitive',
  'arguments',
  'layout',
  'provenance',
  'drafts',
];

/** What is there of both, each absent where it is undefined. */
const sides = <Value>(before: Value | undefined, after: Value | undefined) => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** An own property: texts may be called like what every object has. */
const ownOf = <Value>(
  record: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined => (record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined);

const namesOf = (...records: readonly (object | undefined)[]): readonly string[] =>
  [...new Set(records.flatMap((record) => Object.keys(record ?? {})))].sort(byText);

function messagesDiff(before: Messages | undefined, after: Messages | undefined): readonly MessageDiff[] {
  return namesOf(before, after)
    .map((field) => ({ field, ...sides(ownOf(before, field), ownOf(after, field)) }))
    .filter((diff) => diff.before !== diff.after);
}

function localeDiff(locale: Locale, before: Messages | undefined, after: Messages | undefined): LocaleDiff {
  const kept = before !== undefined && after !== undefined;
  const change = kept ? 'changed' : after === undefined ? 'removed' : 'added';
  return { locale, change, messages: messagesDiff(before, after) };
}

/** Left out and empty are the same: a fixture without drafts has none, however that is written. */
const isSameMember = (before: unknown, after: unknown): boolean => isSameJson(before ?? {}, after ?? {});

/**
 * What is another between two states of a fixture, locale by locale and message by message, and what else. Pure; of
 * what is the same it says nothing.
 *
 * @param before - `undefined` when there was none
 * @param after - `undefined` when there is none any more
 *
 * @example
 * ```ts
 * import { diffFixtures, type SlackFixture } from '@localert/core';
 *
 * declare const before: SlackFixture;
 * declare const after: SlackFixture;
 * for (const { locale, messages } of diffFixtures(before, after).locales)
 *   for (const { field, before: was = '', after: is = '' } of messages)
 *     console.log(`${locale}/${field}: "${was}" → "${is}"`);
 * ```
 */
export function diffFixtures(before: SlackFixture | undefined, after: SlackFixture | undefined): FixtureDiff {
  const locales = namesOf(before?.locales, after?.locales)
    .map((locale) => localeDiff(locale, ownOf(before?.locales, locale), ownOf(after?.locales, locale)))
    .filter(({ change, messages }) => change !== 'changed' || messages.length > 0);
  const members = MEMBERS.filter((member) => !isSameMember(before?.[member], after?.[member])).map(
    (member): MemberDiff => ({ member, ...sides<unknown>(before?.[member], after?.[member]) }),
  );
  return {
    ...(before === undefined ? {} : { from: before.revision }),
    ...(after === undefined ? {} : { to: after.revision }),
    locales,
    members,
  };
}
