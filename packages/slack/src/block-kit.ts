import type { MarkdownBlock, RichTextBlock, TableBlock } from './rich-kit.ts';

/**
 * The part of Block Kit that Localert emits. Names and members follow Slack's reference pages "Block Kit: blocks",
 * "Composition objects: text", "Button element", "Image element" and "Legacy secondary message attachments".
 */

/** Text without formatting. Slack still decodes `&amp;`, `&lt;`, `&gt;`. Reference: "Text object". */
export interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  /** Whether `:codes:` become emoji. */
  readonly emoji?: boolean;
}

/** Text in Slack's own markup. Reference: "Text object", "Formatting message text". */
export interface MrkdwnText {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** Leaves bare addresses and names as they are. */
  readonly verbatim?: boolean;
}

/** Either text object. */
export type TextObject = PlainText | MrkdwnText;

/** A picture inside a section or context. Reference: "Image element". */
export interface ImageBlockElement {
  readonly type: 'image';
  readonly image_url: string;
  readonly alt_text: string;
}

/** A button. Reference: "Button element". */
export interface ButtonBlockElement {
  readonly type: 'button';
  readonly text: PlainText;
  readonly url?: string;
  readonly action_id?: string;
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
}

interface BlockBase {
  /** Unique in the message; at most 255 characters. */
  readonly block_id?: string;
}

/** Large bold text. Reference: "Header block". */
export interface HeaderBlock extends BlockBase {
  readonly type: 'header';
  readonly text: PlainText;
}

/** Text, fields in two columns, or both, with one element beside them. Reference: "Section block". */
export interface SectionBlock extends BlockBase {
  readonly type: 'section';
  readonly text?: TextObject;
  readonly fields?: readonly TextObject[];
  readonly accessory?: ButtonBlockElement | ImageBlockElement;
}

/** Small text and pictures. Reference: "Context block". */
export interface ContextBlock extends BlockBase {
  readonly type: 'context';
  readonly elements: readonly (TextObject | ImageBlockElement)[];
}

/** A row of buttons. Reference: "Actions block". */
export interface ActionsBlock extends BlockBase {
  readonly type: 'actions';
  readonly elements: readonly ButtonBlockElement[];
}

/** A line. Reference: "Divider block". */
export interface DividerBlock extends BlockBase {
  readonly type: 'divider';
}

/** A picture of its own. Reference: "Image block". */
export interface ImageBlock extends BlockBase {
  readonly type: 'image';
  readonly image_url: string;
  readonly alt_text: string;
  readonly title?: PlainText;
}

/** Any block that Localert emits. */
export type SlackBlock =
  | HeaderBlock
  | SectionBlock
  | ContextBlock
  | ActionsBlock
  | DividerBlock
  | ImageBlock
  | RichTextBlock
  | TableBlock
  | MarkdownBlock;

/** Blocks with a coloured bar beside them. Reference: "Legacy secondary message attachments". */
export interface SlackAttachment {
  /** `#rrggbb`. */
  readonly color?: string;
  readonly blocks: readonly SlackBlock[];
}

/** A message as chat.postMessage and incoming webhooks take it, without channel and options. */
export interface SlackMessage {
  /** What notifications and screen readers say; the whole message where there are no blocks. Escaped mrkdwn. */
  readonly text: string;
  readonly blocks?: readonly SlackBlock[];
  readonly attachments?: readonly SlackAttachment[];
}
