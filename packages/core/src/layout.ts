import * as z from 'zod';
import { fieldNameSchema } from './field-name.ts';
import { markdownBlock, richTextBlock, tableBlock } from './layout-rich.ts';
import { blockId, textSlotSchema, urlSlotSchema } from './layout-slots.ts';

const imageElement = z.strictObject({ type: z.literal('image'), url: urlSlotSchema, alt: textSlotSchema });

const buttonElement = z.strictObject({
  type: z.literal('button'),
  text: textSlotSchema,
  url: urlSlotSchema.optional(),
  actionId: z
    .string()
    .min(1)
    .max(255)
    .regex(/^(?!localert\.)/, 'no name that begins with "localert."')
    .optional(),
  value: z.union([z.string().min(1).max(2000), z.strictObject({ arg: fieldNameSchema })]).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

/** A button by which a reader acknowledges the alert; the transport puts the reference to the alert in. */
const acknowledgeElement = z.strictObject({
  type: z.literal('acknowledge'),
  text: textSlotSchema,
  style: z.enum(['primary', 'danger']).optional(),
});

/** An acknowledgement button in a layout. */
export type AcknowledgeElement = z.infer<typeof acknowledgeElement>;

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
      accessory: z.discriminatedUnion('type', [imageElement, buttonElement, acknowledgeElement]).optional(),
    })
    .refine(
      (block) => block.text !== undefined || block.fields !== undefined,
      'a section with text, fields or both',
    ),
  z.strictObject({ type: z.literal('context'), blockId, elements: z.array(contextElement).min(1).max(50) }),
  z.strictObject({
    type: z.literal('actions'),
    blockId,
    elements: z
      .array(z.discriminatedUnion('type', [buttonElement, acknowledgeElement]))
      .min(1)
      .max(50),
  }),
  z.strictObject({ type: z.literal('divider'), blockId }),
  z.strictObject({
    type: z.literal('image'),
    blockId,
    url: urlSlotSchema,
    alt: textSlotSchema,
    title: textSlotSchema.optional(),
  }),
  richTextBlock,
  tableBlock,
  markdownBlock,
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
  blocks: z
    .array(layoutBlockSchema)
    .min(1)
    .max(50)
    .refine((blocks) => blocks.filter(({ type }) => type === 'table').length <= 1, 'one table at most'),
});

/** Block Kit shape as data: it can be stored, sent over REST and edited in a page. */
export type Layout = z.output<typeof layoutSchema>;

/** A layout as an author writes it: slots may be short. */
export type LayoutInput = z.input<typeof layoutSchema>;
