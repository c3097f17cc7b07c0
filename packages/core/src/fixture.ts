import * as z from 'zod';
import { argumentContractSchema, argumentNoteSchema } from './contract.ts';
import { fieldNameSchema } from './field-name.ts';
import { fixtureIdFault } from './ids.ts';
import { layoutSchema } from './layout.ts';
import { messageLocaleSchema } from './locale.ts';
import { parseInput } from './parse.ts';
import { alertSeveritySchema } from './severity.ts';

/** Longest source of one message, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 16_384;
/** Most locales of one fixture. */
export const MAX_LOCALES = 250;
/** Most fields of one message set. */
export const MAX_FIELDS = 40;

export const fixtureIdSchema = z.string().superRefine((id, context) => {
  const reason = fixtureIdFault(id);
  if (reason) context.addIssue({ code: 'custom', message: reason });
});

/** `icu`: MessageFormat 1. `mf2`: MessageFormat 2 (Unicode LDML part 9). */
export const messageSyntaxSchema = z.enum(['icu', 'mf2']);

/** The syntax of a fixture's messages. */
export type MessageSyntax = z.infer<typeof messageSyntaxSchema>;

const countAtMost = (most: number, what: string) => (record: object) =>
  Object.keys(record).length <= most ? undefined : `at most ${most} ${what}`;

const checked = <Schema extends z.ZodType<object>>(
  schema: Schema,
  fault: (value: object) => string | undefined,
) =>
  schema.superRefine((value, context) => {
    const message = fault(value);
    if (message) context.addIssue({ code: 'custom', message });
  });

export const messagesSchema = checked(
  z.record(fieldNameSchema, z.string().max(MAX_MESSAGE_LENGTH)),
  countAtMost(MAX_FIELDS, 'fields'),
);

/** The localized texts of one fixture in one locale, by field; each is a MessageFormat source. */
export type Messages = z.infer<typeof messagesSchema>;

/** Canonical spelling can make two keys one; the second would silently win, so it is refused. */
const canonicalKeys = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string(), value).transform((record, context) => {
    const result: Record<string, z.output<Value>> = {};
    const tooMany = countAtMost(MAX_LOCALES, 'locales')(record);
    if (tooMany) context.addIssue({ code: 'custom', message: tooMany });
    for (const [tag, inner] of Object.entries(record)) {
      const locale = messageLocaleSchema.safeParse(tag);
      if (!locale.success) {
        context.addIssue({
          code: 'custom',
          path: [tag],
          message: locale.error.issues[0]?.message ?? 'a language tag',
        });
      } else if (Object.hasOwn(result, locale.data)) {
        context.addIssue({
          code: 'custom',
          path: [tag],
          message: `the locale ${locale.data} stands here twice`,
        });
      } else {
        result[locale.data] = inner as z.output<Value>;
      }
    }
    return result;
  });

export const localesSchema = canonicalKeys(messagesSchema);

/** Who or what made the texts of a locale. */
export const provenanceSchema = z.strictObject({
  origin: z.enum(['human', 'model', 'import', 'template']),
  author: z.string().max(200).optional(),
  model: z.string().max(200).optional(),
  promptHash: z.string().max(128).optional(),
  /** Hash of the base text that was translated: when it changes, the translation is stale. */
  sourceHash: z.string().max(128).optional(),
  /** 0 to 100, from the quality gate. */
  score: z.number().min(0).max(100).optional(),
  /** Whether a person who speaks the language has approved the texts. */
  reviewed: z.boolean().optional(),
});

/** Who or what made the texts of a locale. */
export type Provenance = z.infer<typeof provenanceSchema>;

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
