import * as z from 'zod';
import { fieldNameSchema } from './field-name.ts';

/**
 * The type of an argument, read from how the messages use it.
 * `text`: shown as it is · `number`: formatted or counted · `date`: an instant · `choice`: picks a branch by name ·
 * `list`: several values that a function joins.
 */
export const argumentTypeSchema = z.enum(['text', 'number', 'date', 'choice', 'list']);

/** The type of an argument. */
export type ArgumentType = z.infer<typeof argumentTypeSchema>;

const sampleSchema = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string().max(2000), z.number(), z.boolean()])).max(100),
]);

/** What an author may say of an argument beyond what the messages tell. */
export const argumentNoteSchema = z.strictObject({
  /** For translators and pages. */
  description: z.string().max(500).optional(),
  /** A value as it looks in life; numbers for dates are epoch milliseconds. */
  sample: sampleSchema.optional(),
  /**
   * Longest text that the host will pass, in UTF-16 code units: the worst case that a save proves. Default 100. Of a
   * list, each item's.
   */
  maxLength: z.int().min(1).max(3000).optional(),
  /** The value is personal data. */
  pii: z.boolean().optional(),
});

/** What an author says of an argument. */
export type ArgumentNote = z.infer<typeof argumentNoteSchema>;

export const argumentSpecSchema = argumentNoteSchema.extend({
  type: argumentTypeSchema,
  /** The branches of a `choice`, without `other`. */
  choices: z.array(z.string()).optional(),
  /** A value that the messages' function takes, where it does not take any text: the sample when the author has none. */
  example: sampleSchema.optional(),
});

/** One argument of a contract. */
export type ArgumentSpec = z.infer<typeof argumentSpecSchema>;

export const argumentContractSchema = z.record(fieldNameSchema, argumentSpecSchema);

/** The arguments that a fixture's base messages take, by name. */
export type ArgumentContract = z.infer<typeof argumentContractSchema>;
