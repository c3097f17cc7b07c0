import type { FixtureId, Locale, Messages, SlackFixture } from '@localert/core';
import { withBranchesOf } from './target-branches.ts';

/** How far the translation of a text is. */
export type TranslationState = 'initial' | 'draft' | 'translated' | 'reviewed';

/** One text with its translation, as it goes out to a translator. */
export interface Translation {
  readonly field: string;
  readonly source: string;
  /** Of an initial one: what to begin with, where that is not the source. */
  readonly target?: string | undefined;
  readonly state: TranslationState;
  /** One for each argument that it takes. */
  readonly notes: readonly string[];
}

/** What a translator is told of a fixture, and its texts. */
export interface TranslationSheet {
  readonly fixture: FixtureId;
  readonly syntax: SlackFixture['syntax'];
  readonly description?: string | undefined;
  readonly translations: readonly Translation[];
}

const sampleOf = (sample: unknown): string =>
  sample === undefined ? '' : `, for example ${Array.isArray(sample) ? sample.join(', ') : String(sample)}`;

/** What is said of the arguments that a text takes. */
function notesOf({ arguments: contract }: SlackFixture, source: string): readonly string[] {
  const taken = Object.entries(contract).filter(([name]) => new RegExp(`[{$]\\s*${name}\\b`).test(source));
  return taken.map(([name, { type, description, sample, example, choices }]) => {
    const about = description === undefined ? '' : `: ${description}`;
    const among = choices === undefined || choices.length === 0 ? '' : ` of ${choices.join(', ')}`;
    return `{${name}} (${type}${among})${about}${sampleOf(sample ?? example)}`;
  });
}

/** The texts that translators see: a draft goes before what it is to replace. */
function standing(
  fixture: SlackFixture,
  locale: Locale,
): { readonly messages: Messages; readonly state: Exclude<TranslationState, 'initial'> } | undefined {
  const draft = fixture.drafts?.[locale];
  if (draft?.state === 'proposed') return { messages: draft.messages, state: 'draft' };
  const messages = Object.hasOwn(fixture.locales, locale) ? fixture.locales[locale] : undefined;
  if (messages === undefined) return undefined;
  const told = fixture.provenance[locale];
  const isPersons = told === undefined || told.reviewed === true || told.origin === 'human';
  return { messages, state: isPersons ? 'reviewed' : 'translated' };
}

/** What goes out of a fixture for a pair of locales. */
export function sheetOf(fixture: SlackFixture, locale: Locale): TranslationSheet {
  const { id, syntax, baseLocale, description } = fixture;
  const there = standing(fixture, locale);
  const translations = Object.entries(fixture.locales[baseLocale] ?? {}).map(
    ([field, source]): Translation => {
      const target = there?.messages[field];
      const notes = notesOf(fixture, source);
      if (there !== undefined && target !== undefined) {
        return { field, source, target, state: there.state, notes };
      }
      const begin = withBranchesOf(source, syntax, locale);
      return { field, source, state: 'initial', notes, ...(begin === undefined ? {} : { target: begin }) };
    },
  );
  return {
    fixture: id,
    syntax,
    translations,
    ...(description === undefined ? {} : { description }),
  };
}
