import * as z from 'zod';
import { fieldNameSchema } from './field-name.ts';
import { messageLocaleSchema } from './locale.ts';

/** Longest source of one message, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 16_384;
/** Most locales of one fixture. */
export const MAX_LOCALES = 250;
/** Most fields of one message set. */
export const MAX_FIELDS = 40;

/** `icu`: MessageFormat 1. `mf2`: MessageFormat 2 (Unicode LDML part 9). */
export const messageSyntaxSchema = z.enum(['icu', 'mf2']);

/** The syntax of a fixture's messages. */
export type MessageSyntax = z.infer<typeof messageSyntaxSchema>;

/** Refuses a record with more members. */
export const countAtMost = (most: number, what: string) => (record: object) =>
  Object.keys(record).length <= most ? undefined : `at most ${most} ${what}`;

/** A schema with one more check. */
export const checked = <Schema extends z.ZodType<object>>(
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

/** A record by locale. Canonical spelling can make two keys one; the second would silently win, so it is refused. */
export const canonicalKeys = <Value extends z.ZodType>(value: Value) =>
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
