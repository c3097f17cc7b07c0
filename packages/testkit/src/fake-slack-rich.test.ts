import { describe, expect, test } from 'vitest';
import { checkPayload } from './fake-slack-check.ts';

const faultsOf = (...blocks: readonly unknown[]) =>
  checkPayload({ text: 'a', blocks }).map(
    ({ message }) => /json-pointer:([^\]]*)/.exec(message)?.[1] ?? message,
  );
const text = { type: 'text', text: 'a' };
const section = { type: 'rich_text_section', elements: [text] };
const rich = (...elements: readonly unknown[]) => ({ type: 'rich_text', elements });
const runs = (...elements: readonly unknown[]) => rich({ type: 'rich_text_section', elements });
const raw = (words: string) => ({ type: 'raw_text', text: words });
const table = (rows: unknown, more: object = {}) => ({ type: 'table', rows, ...more });

describe('rich blocks', () => {
  test.each<[unknown]>([
    [
      runs(
        { ...text, style: { bold: true, italic: false, strike: true, code: true } },
        { type: 'text', text: ' ' },
        { type: 'link', url: 'https://a.example/' },
        { type: 'link', url: 'mailto:a@b.example', text: 'a' },
        { type: 'emoji', name: '+1' },
        { type: 'user', user_id: 'U1' },
        { type: 'usergroup', usergroup_id: 'S1' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'broadcast', range: 'here' },
        { type: 'date', timestamp: 1, format: '{date}', fallback: 'a' },
      ),
    ],
    [
      rich({
        type: 'rich_text_list',
        style: 'ordered',
        indent: 8,
        offset: 4,
        border: 1,
        elements: [section],
      }),
    ],
    [
      rich(
        { type: 'rich_text_quote', elements: [text], border: 0 },
        { type: 'rich_text_preformatted', elements: [text] },
      ),
    ],
    [table(Array.from({ length: 100 }, () => Array.from({ length: 20 }, () => raw('a'))))],
    [table([[rich(section), raw('a')]], { column_settings: [{ align: 'right', is_wrapped: true }, {}] })],
    [{ type: 'markdown', text: '# a' }],
  ])('%# are taken', (block) => {
    expect(faultsOf(block)).toEqual([]);
  });

  test.each<[unknown, string]>([
    [rich(), '/blocks/0/elements'],
    [rich('a'), '/blocks/0/elements/0'],
    [rich({ type: 'rich_text_table' }), '/blocks/0/elements/0/type'],
    [runs(), '/blocks/0/elements/0/elements'],
    [runs('a'), '/blocks/0/elements/0/elements/0/type'],
    [runs({ type: 'mrkdwn', text: 'a' }), '/blocks/0/elements/0/elements/0/type'],
    [runs({ type: 'text', text: '' }), '/blocks/0/elements/0/elements/0/text'],
    [runs({ ...text, style: 'bold' }), '/blocks/0/elements/0/elements/0/style'],
    [runs({ ...text, style: { underline: true } }), '/blocks/0/elements/0/elements/0/style'],
    [runs({ type: 'link', url: 'javascript:1' }), '/blocks/0/elements/0/elements/0/url'],
    [runs({ type: 'user', user_id: '<!here>' }), '/blocks/0/elements/0/elements/0/user_id'],
    [runs({ type: 'broadcast', range: 'all' }), '/blocks/0/elements/0/elements/0/range'],
    [
      runs({ type: 'date', timestamp: 'now', format: 'a', fallback: 'b' }),
      '/blocks/0/elements/0/elements/0/timestamp',
    ],
    [
      runs({ type: 'date', timestamp: 1, format: 'a', fallback: '' }),
      '/blocks/0/elements/0/elements/0/fallback',
    ],
    [
      rich({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }),
      '/blocks/0/elements/0/elements/0/type',
    ],
    [rich({ type: 'rich_text_list', style: 'dash', elements: [section] }), '/blocks/0/elements/0/style'],
    [
      rich({ type: 'rich_text_list', style: 'bullet', indent: 9, elements: [section] }),
      '/blocks/0/elements/0/indent',
    ],
    [
      rich({ type: 'rich_text_list', style: 'bullet', border: 2, elements: [section] }),
      '/blocks/0/elements/0/border',
    ],
    [
      rich({ type: 'rich_text_list', style: 'bullet', elements: [text] }),
      '/blocks/0/elements/0/elements/0/type',
    ],
    [table([]), '/blocks/0/rows'],
    [table(Array.from({ length: 101 }, () => [raw('a')])), '/blocks/0/rows'],
    [table([Array.from({ length: 21 }, () => raw('a'))]), '/blocks/0/rows/0'],
    [table([[raw('')]]), '/blocks/0/rows/0/0/text'],
    [table([['a']]), '/blocks/0/rows/0/0'],
    [table([[{ type: 'mrkdwn', text: 'a' }]]), '/blocks/0/rows/0/0/type'],
    [table([[raw('a')]], { column_settings: ['left'] }), '/blocks/0/column_settings/0'],
    [table([[raw('a')]], { column_settings: [{ align: 'top' }] }), '/blocks/0/column_settings/0/align'],
    [table([[raw('a')]], { column_settings: [{ is_wrapped: 1 }] }), '/blocks/0/column_settings/0/is_wrapped'],
    [{ type: 'markdown', text: ' ' }, '/blocks/0/text'],
    [{ type: 'markdown', text: 'x'.repeat(12_001) }, '/blocks/0/text'],
  ])('%# are refused at their place', (block, path) => {
    expect(faultsOf(block)).toContain(path);
  });

  test('are limited over the whole message', () => {
    const one = table([[raw('a')]]);
    expect(faultsOf(one, one)).toEqual(['[ERROR] only_one_table_allowed']);
    const attached = { text: 'a', blocks: [one], attachments: [{ blocks: [one] }, 7] };
    expect(checkPayload(attached)).toHaveLength(1);
    expect(
      faultsOf(
        table([
          [
            raw('x'.repeat(5_001)),
            rich({ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(5_000) }] }),
          ],
        ]),
      ),
    ).toEqual(['[ERROR] no more than 10000 characters in a table']);
    const markdown = { type: 'markdown', text: 'x'.repeat(6_500) };
    expect(faultsOf(markdown, markdown)).toEqual(['markdown blocks too long in total']);
  });
});
