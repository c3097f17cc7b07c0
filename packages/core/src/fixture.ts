import * as z from 'zod';
import { type ArgumentNote, argumentContractSchema, argumentNoteSchema } from './contract.ts';
import { draftSchema } from './draft.ts';
import { fieldNameSchema } from './field-name.ts';
import { fixtureIdFault } from './ids.ts';
import { layoutSchema } from './layout.ts';
import { messageLocaleSchema } from './locale.ts';
import {
  canonicalKeys,
  checked,
  countAtMost,
  localesSchema,
  messageSyntaxSchema,
  provenanceSchema,
} from './messages.ts';
import { parseInput } from './parse.ts';
import { alertSeveritySchema } from './severity.ts';

export const fixtureIdSchema = z.string().superRefine((id, context) => {
  const reason = fixtureIdFault(id);
  if (reason) context.addIssue({ code: 'custom', message: reason });
});

const labelsSchema = checked(
  z.record(
    z.string().regex(/^[A-Za-z0-9._/-]{1,63}$/, 'a label name of 1 to 63 of A-Z a-z 0-9 . _ / -'),
    z.string().max(200),
  ),
  countAtMost(32, 'labels'),
);

const content = {
  baseLocale: messageLocaleSchema,
  syntax: messageSyntaxSchema.default('icu'),
  severity: alertSeveritySchema.default('medium'),
  locales: localesSchema,
  layout: layoutSchema.optional(),
  labels: labelsSchema.default({}),
  /** What the alert is about, for translators. */
  description: z.string().max(4000).optional(),
  /** Texts and values of this fixture are confidential: they are encrypted where encryption is set up. */
  sensitive: z.boolean().default(false),
  provenance: canonicalKeys(provenanceSchema).default({}),
};

const hasBase = (fixture: { baseLocale: string; locales: object }, context: z.core.$RefinementCtx) => {
  if (!Object.hasOwn(fixture.locales, fixture.baseLocale)) {
    context.addIssue({
      code: 'custom',
      path: ['locales'],
      message: `the texts of the base locale ${fixture.baseLocale} are missing`,
    });
  }
};

/** What an author writes: everything but what the system keeps of it. */
export const fixtureContentSchema = z
  .strictObject({
    /** For people; default: the id. */
    name: z.string().min(1).max(200).optional(),
    ...content,
    /** What the author knows of arguments; their types are read from the messages. */
    arguments: z.record(fieldNameSchema, argumentNoteSchema).default({}),
    state: z.enum(['draft', 'active']).default('active'),
  })
  .superRefine(hasBase);

/** A fixture as an author writes it, without its id. */
export type FixtureInput = z.input<typeof fixtureContentSchema>;

/** A fixture's content with every default in place. */
export type FixtureContent = z.output<typeof fixtureContentSchema>;

export const slackFixtureSchema = z
  .strictObject({
    id: fixtureIdSchema,
    name: z.string().min(1).max(200),
    ...content,
    /** What the messages take: read from them, with the author's notes. */
    arguments: argumentContractSchema,
    state: z.enum(['draft', 'active', 'archived']),
    /**
     * Content that was encrypted before it was stored, by its place: `messages/es`, `layout`, … What stands here has no
     * text in its own place. Never there in what a manager hands out.
     */
    sealed: z.record(z.string(), z.string()).optional(),
    /** Texts that were proposed and not approved yet, by locale: they are never shown to readers. */
    drafts: canonicalKeys(draftSchema).optional(),
    /** Counts the writes, from 1. */
    revision: z.int().min(1),
    /** Epoch milliseconds. */
    createdAt: z.number(),
    /** Epoch milliseconds. */
    updatedAt: z.number(),
  })
  .superRefine(hasBase);

/** A named alert template with its texts in every locale. */
export type SlackFixture = z.output<typeof slackFixtureSchema>;

/**
 * Parses what an author wrote.
 *
 * @throws LOCALERT_INVALID_INPUT with every place that is wrong
 *
 * @example
 * ```ts
 * import { parseFixtureContent } from '@localert/core';
 *
 * parseFixtureContent({ baseLocale: 'en', locales: { en: { title: 'Disk full' } } }).severity; // 'medium'
 * ```
 */
export function parseFixtureContent(input: unknown): FixtureContent {
  return parseInput(fixtureContentSchema, input, 'fixture');
}

/**
 * A stored fixture as its author would write it: without what the system keeps of it, and of the arguments only the
 * author's notes. An archived one becomes active.
 *
 * @example
 * ```ts
 * import { authoredContent, type SlackFixture } from '@localert/core';
 *
 * export const copyOf = (fixture: SlackFixture) => ({ ...authoredContent(fixture), severity: 'low' });
 * ```
 */
export function authoredContent(fixture: SlackFixture): FixtureContent {
  const { name, baseLocale, syntax, severity, locales, layout, labels, description, sensitive, provenance } =
    fixture;
  const notes = Object.entries(fixture.arguments).flatMap(
    ([argument, { type: _, choices: __, example: ___, ...note }]): [string, ArgumentNote][] =>
      Object.keys(note).length === 0 ? [] : [[argument, note]],
  );
  // Always in this order, so that what is written out of two stores can be compared as text.
  return {
    ...{ name, baseLocale, syntax, severity, locales },
    ...(layout !== undefined && { layout }),
    labels,
    ...(description !== undefined && { description }),
    ...{ sensitive, provenance },
    arguments: Object.fromEntries(notes),
    state: fixture.state === 'draft' ? 'draft' : 'active',
  };
}
