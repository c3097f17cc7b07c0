import { type Layout, type LayoutInput, layoutSchema } from '@localert/core';
import { describe, expect, test } from 'vitest';
import { defaultLayout } from './default-layout.ts';
import { escapeText } from './escape.ts';
import { renderLayout } from './layout.ts';
import type { SlotSource } from './slot-reader.ts';

const source = (fields: Record<string, string>, values: Record<string, string> = {}): SlotSource => ({
  severity: 'critical',
  field: (name) => fields[name],
  argument: (name) => values[name],
  instant: (name) =>
    name === 'since' ? { seconds: 1_767_225_600, fallback: '1 Jan 2026, 01:00' } : undefined,
});
const layout = (input: LayoutInput): Layout => layoutSchema.parse(input);
const render = (input: LayoutInput, fields: Record<string, string>, values: Record<string, string> = {}) =>
  renderLayout(layout(input), source(fields, values));

describe('arrangement', () => {
  test('the first block is at top level, the others stand behind the severity’s bar', () => {
    const { message, problems } = renderLayout(
      defaultLayout('critical', ['title', 'description', 'footer']),
      source({ title: 'Disk full', description: 'on *db-1*', footer: 'ops' }),
    );
    expect(message).toEqual({
      text: 'Disk full\non *db-1*',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: '🚨 Disk full', emoji: true } }],
      attachments: [
        {
          color: '#a3001e',
          blocks: [
            { type: 'section', text: { type: 'mrkdwn', text: 'on *db-1*' } },
            { type: 'context', elements: [{ type: 'mrkdwn', text: 'ops' }] },
          ],
        },
      ],
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ['none', undefined],
    ['#123abc', '#123abc'],
    ['severity', '#a3001e'],
    [undefined, '#a3001e'],
  ] as const)('colour %s', (color, expected) => {
    const blocks = [{ type: 'section' as const, text: 'a' }, { type: 'divider' as const }];
    const { message } = render(color === undefined ? { blocks } : { color, blocks }, { a: 'A' });
    expect(message.attachments?.[0]?.color).toBe(expected);
    expect(message.blocks).toHaveLength(expected === undefined ? 2 : 1);
  });

  test('one block alone needs no attachment', () => {
    expect(render({ blocks: [{ type: 'section', text: 'a' }] }, { a: 'A' }).message).toEqual({
      text: 'A',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'A' } }],
    });
  });

  test('block ids stay', () => {
    const { message } = render({ blocks: [{ type: 'section', blockId: 'one', text: 'a' }] }, { a: 'A' });
    expect(message.blocks?.[0]).toMatchObject({ block_id: 'one' });
  });
});

describe('slots', () => {
  test('styles hold on each line and keep their words when they would break', () => {
    const styled = (style: 'plain' | 'bold' | 'italic' | 'code' | 'quote', text: string) =>
      render({ blocks: [{ type: 'section', text: { field: 'a', style } }] }, { a: text }).message.blocks?.[0];
    const words = (style: Parameters<typeof styled>[0], text: string) => {
      const block = styled(style, text);
      return block?.type === 'section' ? block.text?.text : undefined;
    };
    expect(words('bold', ' one \n\ntwo*three')).toBe('*one*\n\ntwo*three');
    expect(words('italic', 'a\nb_c')).toBe('_a_\nb_c');
    expect(words('code', 'a`b')).toBe('`aˋb`');
    expect(words('quote', 'a\nb')).toBe('> a\n> b');
    expect(words('plain', 'a*')).toBe('a*');
  });

  test('literal texts and values are escaped, fields come escaped', () => {
    const { message } = render(
      {
        blocks: [
          {
            type: 'section',
            fields: [{ text: 'R&D <!channel>' }, { arg: 'who', style: 'bold' }, 'a'],
          },
        ],
      },
      { a: 'x &amp; y' },
      { who: '<!here>' },
    );
    expect(message.blocks?.[0]).toMatchObject({
      fields: [{ text: 'R&amp;D &lt;!channel&gt;' }, { text: '*&lt;!here&gt;*' }, { text: 'x &amp; y' }],
    });
  });

  test('plain text is one line of words without tokens', () => {
    const { message } = render(
      { notification: 'a', blocks: [{ type: 'header', text: 'a' }] },
      { a: 'See <https://a.example|the page>\n<!here> <@U1> &lt;ok&gt;' },
    );
    expect(message.blocks?.[0]).toMatchObject({ text: { text: 'See the page @here @U1 &lt;ok&gt;' } });
    expect(message.text).toContain('<!here>');
  });

  test('a missing required text is a problem, a missing optional one is none', () => {
    const { message, problems } = render(
      {
        color: 'none',
        blocks: [
          { type: 'header', text: 'gone' },
          { type: 'section', text: { field: 'away', optional: true } },
          { type: 'section', text: 'blank' },
          { type: 'section', text: 'a', fields: ['gone', { field: 'away', optional: true }] },
          { type: 'context', elements: [{ arg: 'none' }] },
        ],
      },
      { a: 'A', blank: '  ' },
    );
    expect(message.blocks).toEqual([{ type: 'section', text: { type: 'mrkdwn', text: 'A' } }]);
    expect(problems).toEqual([
      { code: 'message-missing', field: 'gone' },
      { code: 'argument-missing', argument: 'none' },
    ]);
  });

  test('a layout that shows nothing says so', () => {
    const { message, problems } = render(
      { blocks: [{ type: 'divider' }, { type: 'header', text: 'gone' }] },
      {},
    );
    expect(message).toEqual({ text: '' });
    expect(problems).toEqual([{ code: 'message-missing', field: 'gone' }, { code: 'layout-broken' }]);
  });
});

describe('addresses', () => {
  const button = (url: string, values: Record<string, string> = {}) =>
    render(
      {
        color: 'none',
        blocks: [
          { type: 'section', text: 'a' },
          { type: 'actions', elements: [{ type: 'button', text: { text: 'Open' }, url: { arg: 'url' } }] },
        ],
      },
      { a: 'A' },
      { url, ...values },
    );

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/path',
    'https:evil.example',
    'https://user@evil.example',
    'https://bank.example:pw@evil.example',
    'https://',
    'slack://open',
    `https://a.example/${'x'.repeat(3000)}`,
    `https://a.example/${'é'.repeat(1000)}`,
  ])('refuses %#', (url) => {
    const { message, problems } = button(url);
    expect(message.blocks).toHaveLength(1);
    expect(problems).toEqual([{ code: 'url-refused', argument: 'url' }]);
  });

  test('takes http and https, in canonical spelling', () => {
    const { message, problems } = button(' HTTPS://A.example/a b ');
    expect(message.blocks?.[1]).toMatchObject({ elements: [{ url: 'https://a.example/a%20b' }] });
    expect(problems).toEqual([]);
  });

  test('a fixed address with a user name is refused too', () => {
    const { problems } = render(
      { blocks: [{ type: 'image', url: 'https://user@a.example/x.png', alt: { text: 'x' } }] },
      {},
    );
    expect(problems).toEqual([{ code: 'url-refused' }, { code: 'layout-broken' }]);
  });

  test('a missing address leaves the button out', () => {
    const { problems } = render(
      {
        blocks: [
          { type: 'actions', elements: [{ type: 'button', text: { text: 'x' }, url: { arg: 'no' } }] },
        ],
      },
      {},
    );
    expect(problems).toEqual([{ code: 'argument-missing', argument: 'no' }, { code: 'layout-broken' }]);
  });
});

describe('elements', () => {
  test('buttons, pictures and all their members', () => {
    const { message, problems } = render(
      {
        color: 'none',
        blocks: [
          {
            type: 'section',
            text: 'a',
            accessory: { type: 'image', url: 'https://a.example/i.png', alt: { text: 'chart\nof R&D' } },
          },
          {
            type: 'section',
            text: 'a',
            accessory: {
              type: 'button',
              text: { text: 'Ack' },
              actionId: 'ack',
              value: 'fixed',
              style: 'primary',
            },
          },
          {
            type: 'context',
            elements: [
              { type: 'image', url: { url: 'https://a.example/j.png' }, alt: 'a' },
              { text: 'by ops' },
            ],
          },
          {
            type: 'actions',
            elements: [
              { type: 'button', text: 'a', url: 'https://a.example/' },
              { type: 'button', text: 'a', value: { arg: 'raw' } },
            ],
          },
          { type: 'divider' },
          { type: 'image', url: 'https://a.example/k.png', alt: 'a', title: { text: 'Chart' } },
          { type: 'image', url: 'https://a.example/l.png', alt: 'a', title: { field: 'no', optional: true } },
        ],
      },
      { a: 'A' },
      { raw: '<raw & "value">\ud800' },
    );
    expect(problems).toEqual([]);
    expect(message.blocks).toEqual([
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'A' },
        accessory: { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'chart of R&amp;D' },
      },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'A' },
        accessory: {
          type: 'button',
          text: { type: 'plain_text', text: 'Ack', emoji: true },
          action_id: 'ack',
          value: 'fixed',
          style: 'primary',
        },
      },
      {
        type: 'context',
        elements: [
          { type: 'image', image_url: 'https://a.example/j.png', alt_text: 'A' },
          { type: 'mrkdwn', text: 'by ops' },
        ],
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { type: 'plain_text', text: 'A', emoji: true }, url: 'https://a.example/' },
          {
            type: 'button',
            text: { type: 'plain_text', text: 'A', emoji: true },
            value: '<raw & "value">\ufffd',
          },
        ],
      },
      { type: 'divider' },
      {
        type: 'image',
        image_url: 'https://a.example/k.png',
        alt_text: 'A',
        title: { type: 'plain_text', text: 'Chart', emoji: true },
      },
      { type: 'image', image_url: 'https://a.example/l.png', alt_text: 'A' },
    ]);
  });

  test.each([
    [undefined, { code: 'argument-missing', argument: 'v' }],
    ['x'.repeat(2001), { code: 'limit-shortened', argument: 'v' }],
    ['', undefined],
  ])('a button’s value that cannot be sent is left out', (value, problem) => {
    const { message, problems } = render(
      {
        blocks: [
          { type: 'actions', elements: [{ type: 'button', text: { text: 'x' }, value: { arg: 'v' } }] },
        ],
      },
      {},
      value === undefined ? {} : { v: value },
    );
    expect(message.blocks?.[0]).toEqual({
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'x', emoji: true } }],
    });
    expect(problems).toEqual(problem === undefined ? [] : [problem]);
  });

  test('a picture without words is left out', () => {
    const { problems } = render(
      {
        blocks: [
          { type: 'section', text: 'a', accessory: { type: 'image', url: 'https://a.example/', alt: 'no' } },
        ],
      },
      { a: 'A' },
    );
    expect(problems).toEqual([{ code: 'message-missing', field: 'no' }]);
  });
});

describe('notification', () => {
  const blocks: LayoutInput['blocks'] = [
    { type: 'header', text: 'summary' },
    { type: 'image', url: 'https://a.example/i.png', alt: { text: 'chart' } },
    { type: 'divider' },
    { type: 'context', elements: [{ text: 'ops' }] },
    { type: 'actions', elements: [{ type: 'button', text: { text: 'Open' } }] },
    { type: 'section', fields: [{ text: 'f' }] },
  ];

  test('is what the layout names', () => {
    const { message } = render(
      { notification: { text: 'Look & see' }, blocks },
      { summary: 'S', title: 'T' },
    );
    expect(message.text).toBe('Look &amp; see');
  });

  test('else the title and the description', () => {
    expect(render({ blocks }, { summary: 'S', title: 'T', description: 'D' }).message.text).toBe('T\nD');
    expect(render({ blocks }, { summary: 'S', description: 'D' }).message.text).toBe('D');
  });

  test('else what the blocks say', () => {
    expect(render({ blocks }, { summary: 'S' }).message.text).toBe('S\nchart\nops\nOpen\nf');
  });

  test('is at most 4,000 long', () => {
    const { message } = render({ blocks }, { summary: 'S', title: escapeText('&'.repeat(4000)) });
    expect(message.text.length).toBeLessThanOrEqual(4000);
    expect(message.text).toMatch(/(?:&amp;)+…$/);
  });
});
