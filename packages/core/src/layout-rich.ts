import * as z from 'zod';
import { fieldNameSchema } from './field-name.ts';
import { blockId, urlSlotSchema } from './layout-slots.ts';

/** How a run of rich text looks. */
const marks = {
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
};

const literal = z.string().min(1).max(3000);

/** One line of words and Slack's date tokens. */
const dateFormat = z
  .string()
  .regex(/^[^^|<>&\r\n]{1,100}$/, 'one line of words and date tokens, without ^ | < > &')
  .optional();

/** An id of Slack, or an argument that is one: a value that is none mentions nobody. */
const idSlot = z.union([
  z
    .string()
    .regex(/^[A-Z][A-Z0-9]{1,31}$/, 'an id of Slack')
    .transform((id) => ({ id })),
  z.strictObject({ id: z.string().regex(/^[A-Z][A-Z0-9]{1,31}$/, 'an id of Slack') }),
  z.strictObject({ arg: fieldNameSchema }),
]);

/** Whom or what a piece of rich text mentions. */
export type IdSlot = z.infer<typeof idSlot>;

const linkText = z.union([
  fieldNameSchema.transform((field) => ({ field })),
  z.strictObject({ field: fieldNameSchema }),
  z.strictObject({ arg: fieldNameSchema }),
  z.strictObject({ text: literal }),
]);

/** A run of rich text. Of a field's text, links, mentions and dates stay what they are; marks such as `*` are text. */
const richSlot = z.union([
  fieldNameSchema.transform((field) => ({ field })),
  z.strictObject({ field: fieldNameSchema, optional: z.boolean().optional(), ...marks }),
  z.strictObject({ arg: fieldNameSchema, ...marks }),
  z.strictObject({ text: literal, ...marks }),
  z.strictObject({ date: fieldNameSchema, format: dateFormat }),
  z.strictObject({ link: urlSlotSchema, text: linkText.optional(), ...marks }),
  /** A name without its colons. */
  z.strictObject({ emoji: z.string().regex(/^[a-z0-9_+'-]{1,100}$/, 'the name of an emoji') }),
  z.strictObject({ user: idSlot }),
  z.strictObject({ group: idSlot }),
  z.strictObject({ channel: idSlot }),
]);

/** A run of rich text in a layout. */
export type RichSlot = z.infer<typeof richSlot>;

const runs = z.array(richSlot).min(1).max(100);

const richItem = z.union([
  runs,
  /** One item for each of an argument that is a list. */
  z.strictObject({ each: fieldNameSchema, ...marks }),
]);

/** An item of a list in rich text. */
export type RichItem = z.infer<typeof richItem>;

const border = z.boolean().optional();

const richPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('section'), elements: runs }),
  z.strictObject({
    type: z.literal('list'),
    style: z.enum(['bullet', 'ordered']),
    /** 0 to 8. Lists of different depths follow each other. */
    indent: z.int().min(0).max(8).optional(),
    /** The number before the first: 4 begins with 5. */
    offset: z.int().min(0).max(100_000).optional(),
    border,
    items: z.array(richItem).min(1).max(100),
  }),
  /** Mentions and dates show their words in it. */
  z.strictObject({ type: z.literal('preformatted'), border, elements: runs }),
  z.strictObject({ type: z.literal('quote'), border, elements: runs }),
]);

/** A part of a rich text block in a layout. */
export type RichPart = z.infer<typeof richPart>;

/** Source: Slack's "Rich text block" and the pages of its elements. */
export const richTextBlock = z.strictObject({
  type: z.literal('rich_text'),
  blockId,
  elements: z.array(richPart).min(1).max(50),
});

const tableRow = z.union([
  z.array(richSlot).min(1).max(20),
  /** A row for each item of arguments that are lists, side by side; a list that ends earlier leaves its cells empty. */
  z.strictObject({ each: z.array(fieldNameSchema).min(1).max(20) }),
]);

/** A row of a table in a layout, or as many as lists have items. */
export type TableRow = z.infer<typeof tableRow>;

/** Source: Slack's "Table block": 100 rows of 20 cells, one table in a message. */
export const tableBlock = z.strictObject({
  type: z.literal('table'),
  blockId,
  /** The first row is the head. */
  rows: z.array(tableRow).min(1).max(100),
  columns: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), wrap: z.boolean().optional() }),
    )
    .min(1)
    .max(20)
    .optional(),
});

const markdownSlot = z.union([
  fieldNameSchema.transform((field) => ({ field })),
  z.strictObject({ field: fieldNameSchema, optional: z.boolean().optional() }),
  z.strictObject({ arg: fieldNameSchema }),
  z.strictObject({ text: literal }),
  /** In the tenant's time zone. */
  z.strictObject({ date: fieldNameSchema }),
]);

/** A piece of a Markdown block in a layout. */
export type MarkdownSlot = z.infer<typeof markdownSlot>;

/** Standard Markdown, put together of its pieces. Source: Slack's "Markdown block", which keeps no block id. */
export const markdownBlock = z.strictObject({
  type: z.literal('markdown'),
  parts: z.array(markdownSlot).min(1).max(100),
});
