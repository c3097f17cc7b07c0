/**
 * Rich text, tables and Markdown, as far as Localert emits them. Names and members follow Slack's reference pages "Rich text
 * block", "Table block" and "Markdown block". Texts in rich text and tables are shown as they are: nothing in them is
 * markup, and nothing is escaped.
 */

/** How a run of rich text looks. */
export interface RichMarks {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

/** A run of rich text. Reference: "Rich text section element". */
export type RichElement =
  | { readonly type: 'text'; readonly text: string; readonly style?: RichMarks }
  | { readonly type: 'link'; readonly url: string; readonly text?: string; readonly style?: RichMarks }
  | { readonly type: 'emoji'; readonly name: string }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'usergroup'; readonly usergroup_id: string }
  | { readonly type: 'channel'; readonly channel_id: string }
  | { readonly type: 'broadcast'; readonly range: 'here' | 'channel' | 'everyone' }
  | {
      readonly type: 'date';
      /** Seconds since 1970. */
      readonly timestamp: number;
      readonly format: string;
      readonly url?: string;
      readonly fallback: string;
    };

/** Runs of text. */
export interface RichSection {
  readonly type: 'rich_text_section';
  readonly elements: readonly RichElement[];
}

/** A list. Reference: "Rich text list element". */
export interface RichList {
  readonly type: 'rich_text_list';
  readonly style: 'bullet' | 'ordered';
  readonly elements: readonly RichSection[];
  readonly indent?: number;
  readonly offset?: number;
  readonly border?: 0 | 1;
}

/** Text as it is typed: only texts and links stand in it. Reference: "Rich text preformatted element". */
export interface RichPreformatted {
  readonly type: 'rich_text_preformatted';
  readonly elements: readonly RichElement[];
  readonly border?: 0 | 1;
}

/** A quotation. Reference: "Rich text quote element". */
export interface RichQuote {
  readonly type: 'rich_text_quote';
  readonly elements: readonly RichElement[];
  readonly border?: 0 | 1;
}

/** A part of rich text. */
export type RichTextPart = RichSection | RichList | RichPreformatted | RichQuote;

/** Text with structure. Reference: "Rich text block". */
export interface RichTextBlock {
  readonly type: 'rich_text';
  readonly block_id?: string;
  readonly elements: readonly RichTextPart[];
}

/** A cell of a table. */
export type TableCell = { readonly type: 'raw_text'; readonly text: string } | RichTextBlock;

/** Rows and columns; the first row is the head. Reference: "Table block". */
export interface TableBlock {
  readonly type: 'table';
  readonly block_id?: string;
  readonly rows: readonly (readonly TableCell[])[];
  readonly column_settings?: readonly {
    readonly align?: 'left' | 'center' | 'right';
    readonly is_wrapped?: boolean;
  }[];
}

/** Standard Markdown. Slack keeps no id of it. Reference: "Markdown block". */
export interface MarkdownBlock {
  readonly type: 'markdown';
  readonly block_id?: string;
  readonly text: string;
}
