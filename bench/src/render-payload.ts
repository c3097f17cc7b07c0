/** The Block Kit message of the alert: an object that every peer builds alike from its three texts. */
export interface Payload {
  readonly text: string;
  readonly blocks: readonly object[];
  readonly attachments: readonly object[];
}

/** Layout, emoji and colour of a critical alert with title, description and required action. */
export function payloadOf(title: string, description: string, action: string): Payload {
  return {
    text: `${title}\n${description}`,
    blocks: [{ type: 'header', text: { type: 'plain_text', text: `🚨 ${title}`, emoji: true } }],
    attachments: [
      {
        color: '#a3001e',
        blocks: [
          { type: 'section', text: { type: 'mrkdwn', text: description } },
          { type: 'section', text: { type: 'mrkdwn', text: `*${action}*` } },
        ],
      },
    ],
  };
}

const SPECIAL = /[&<>]/;

/** Escapes an argument for mrkdwn; most have nothing to escape. */
export function escapeArgument(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
