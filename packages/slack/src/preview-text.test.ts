import { expect, test } from 'vitest';
import { previewText } from './preview-text.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });

test('reads like the message', () => {
  expect(
    previewText({
      text: 'unseen',
      blocks: [{ type: 'header', text: plain('🚨 Disk &lt;full&gt;') }],
      attachments: [
        {
          blocks: [
            {
              type: 'section',
              text: mrkdwn(
                'on <https://a.example/?x=1&amp;y=2|db-1>\n<!here> <@U1> <https://b.example> <!date^0^{date_short}|x>',
              ),
              fields: [mrkdwn('one'), plain('two')],
              accessory: { type: 'image', image_url: 'https://a.example/', alt_text: 'R&amp;D' },
            },
            { type: 'section', fields: [mrkdwn('<!date^99999999999999^{date}|fallback>')] },
            { type: 'divider' },
            { type: 'context', elements: [mrkdwn('a'), plain('b')] },
            {
              type: 'actions',
              elements: [
                { type: 'button', text: plain('Open'), url: 'https://a.example/' },
                { type: 'button', text: plain('Ack') },
              ],
            },
            { type: 'image', image_url: 'https://a.example/', alt_text: 'graph', title: plain('Graph') },
            { type: 'image', image_url: 'https://a.example/', alt_text: 'bare' },
          ],
        },
      ],
    }),
  ).toBe(
    [
      '🚨 Disk <full>',
      '┃ on db-1 (https://a.example/?x=1&y=2)',
      '┃ @here @U1 https://b.example Jan 1, 1970',
      '┃ • one',
      '┃ • two',
      '┃ (R&D)',
      '┃ • fallback',
      '┃ ────────',
      '┃ a · b',
      '┃ [Open] https://a.example/  [Ack]',
      '┃ Graph',
      '┃ (graph)',
      '┃ (bare)',
    ].join('\n'),
  );
});

test('attack 21: no text steers a terminal or forges a line outside of its bar', () => {
  const text = 'a\u001b[2J\u0007\u009b31m\r\nb\rc\u202eevil\u2028d\u0000';
  expect(previewText({ text })).toBe(
    'a\\u{001b}[2J\\u{0007}\\u{009b}31m\nb\nc\\u{202e}evil\\u{2028}d\\u{0000}',
  );
  const attached = previewText({
    text: 't',
    blocks: [{ type: 'divider' }],
    attachments: [{ blocks: [{ type: 'section', text: mrkdwn(text) }] }],
  });
  for (const line of attached.split('\n').slice(1)) expect(line).toMatch(/^┃ /);
});

test('emoji sequences stay whole', () => {
  expect(previewText({ text: '👩‍👩‍👧‍👦 \u2068x\u2069' })).toBe('👩‍👩‍👧‍👦 \u2068x\u2069');
});
