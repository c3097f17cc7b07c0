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

const blockId = z.string().min(1).max(255).optional();

const imageElement = z.strictObject({ type: z.literal('image'), url: urlSlotSchema, alt: textSlotSchema });

const buttonElement = z.strictObject({
  type: z.literal('button'),
  text: textSlotSchema,
  url: urlSlotSchema.optional(),
  actionId: z.string().min(1).max(255).optional(),
  value: z.union([z.string().min(1).max(2000), z.strictObject({ arg: fieldNameSchema })]).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

/** A button in a layout. */
export type ButtonElement = z.infer<typeof buttonElement>;

/** An image in a layout's section or context. */
export type ImageElement = z.infer<typeof imageElement>;

const contextElement = z.union([imageElement, textSlotSchema]);

export const layoutBlockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), blockId, text: textSlotSchema }),
  z
    .strictObject({
      type: z.literal('section'),
      blockId,
      text: textSlotSchema.optional(),
      fields: z.array(textSlotSchema).min(1).max(50).optional(),
      accessory: z.discriminatedUnion('type', [imageElement, buttonElement]).optional(),
    })
    .refine(
      (block) => block.text !== undefined || block.fields !== undefined,
      'a section with text, fields or both',
    ),
  z.strictObject({ type: z.literal('context'), blockId, elements: z.array(contextElement).min(1).max(50) }),
  z.strictObject({ type: z.literal('actions'), blockId, elements: z.array(buttonElement).min(1).max(50) }),
  z.strictObject({ type: z.literal('divider'), blockId }),
  z.strictObject({
    type: z.literal('image'),
    blockId,
    url: urlSlotSchema,
    alt: textSlotSchema,
    title: textSlotSchema.optional(),
  }),
]);

/** One block of a layout. */
export type LayoutBlock = z.infer<typeof layoutBlockSchema>;

export const layoutSchema = z.strictObject({
  /**
   * The bar beside the message: `severity` (default), `none`, or `#rrggbb`. Slack draws it on attachments only, so what
   * follows a leading header goes into one.
   */
  color: z
    .union([z.enum(['severity', 'none']), z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour as #rrggbb')])
    .optional(),
  /** The text of notifications and screen readers; default: the fields of the message, one a line. */
  notification: textSlotSchema.optional(),
  blocks: z.array(layoutBlockSchema).min(1).max(50),
});

/** Block Kit shape as data: it can be stored, sent over REST and edited in a page. */
export type Layout = z.output<typeof layoutSchema>;

/** A layout as an author writes it: slots may be short. */
export type LayoutInput = z.input<typeof layoutSchema>;
