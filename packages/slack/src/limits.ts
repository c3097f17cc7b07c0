/**
 * Slack's sizes, counted on the escaped text in UTF-16 code units. Sources: Slack's Block Kit reference pages of each
 * block and element, "Text object", "chat.postMessage", "Legacy secondary message attachments".
 */
export const SLACK_LIMITS = Object.freeze({
  /** Top-level text: Slack advises 4,000 and cuts above 40,000. */
  text: 4000,
  /** Blocks of one list; Localert holds the whole message to it. */
  blocks: 50,
  /** Slack documents 50 for an attachment too, but apps met `invalid_attachments` above 20. */
  attachmentBlocks: 20,
  attachments: 100,
  blockId: 255,
  actionId: 255,
  header: 150,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  contextElements: 10,
  /** A text object outside a section has the general bound. */
  contextText: 3000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  altText: 2000,
  imageTitle: 2000,
  /** Depth of a list of rich text. Source: `RichTextList` of @slack/types. */
  richIndent: 8,
  /** Source of these three: "Table block". */
  tableRows: 100,
  tableColumns: 20,
  /** Of all cells of a table together. */
  tableText: 10_000,
  /** Tables of one message: Slack refuses a second (`only_one_table_allowed`). */
  tables: 1,
  /** Of all Markdown blocks of a message together. Source: "Markdown block". */
  markdown: 12_000,
  /**
   * All texts, addresses and values of the blocks together. Slack does not document its own bound; `msg_blocks_too_long`
   * was met from about 11,000.
   */
  budget: 10_000,
  /** What a block counts towards the budget beside its texts: a divider alone was seen to cost Slack about 125. */
  blockCost: 64,
});
