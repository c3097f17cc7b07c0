import * as z from 'zod';
import { fieldNameSchema } from './field-name.ts';

/** Where a text comes from, and how it looks. */
const textStyle = z.enum(['plain', 'bold', 'italic', 'code', 'quote']);

const fieldSlot = z.strictObject({
  /** A message field. */
  field: fieldNameSchema,
  style: textStyle.optional(),
  /** Puts the severity's emoji before the text. */
  emoji: z.boolean().optional(),
  /** Leave the slot out when no locale has the field. */
  optional: z.boolean().optional(),
});

const argumentSlot = z.strictObject({
  /** An argument's value, escaped. */
  arg: fieldNameSchema,
  style: textStyle.optional(),
});

const dateSlot = z.strictObject({
  /** An argument that is an instant: Slack shows it in each reader's own time zone, plain text in the tenant's. */
  date: fieldNameSchema,
  /** Words with Slack's date tokens. Default `{date_short_pretty} {time}`. */
  format: z
    .string()
    .regex(/^[^^|<>&\r\n]{1,100}$/, 'one line of words and date tokens, without ^ | < > &')
    .optional(),
});

const literalSlot = z.strictObject({
  /** A text that is the same in every language, for example a product name. */
  text: z.string().min(1).max(3000),
  style: textStyle.optional(),
});

/** A text in a layout: a field's name, or where the text comes from in full. */
export const textSlotSchema = z.union([
  fieldNameSchema.transform((field) => ({ field })),
  fieldSlot,
  argumentSlot,
  dateSlot,
  literalSlot,
]);

/** A text in a layout. */
export type TextSlot = z.infer<typeof textSlotSchema>;

const httpsUrl = z.url({ protocol: /^https?$/ }).max(3000);

/** An address in a layout: fixed, or an argument's value that is checked when the alert is rendered. */
export const urlSlotSchema = z.union([
  httpsUrl.transform((url) => ({ url })),
  z.strictObject({ url: httpsUrl }),
  z.strictObject({ arg: fieldNameSchema }),
]);

/** An address in a layout. */
export type UrlSlot = z.infer<typeof urlSlotSchema>;

/** An id of a block: unique in its message. */
export const blockId = z.string().min(1).max(255).optional();
