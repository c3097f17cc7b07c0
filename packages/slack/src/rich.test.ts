/** Rich text, tables and Markdown: what layouts make of them, with whatever values. */
import {
  type ArgumentValues,
  type FixtureInput,
  type LayoutInput,
  layoutSchema,
  newTenant,
  parseFixtureContent,
} from '@localert/core';
import { createFakeSlack } from '@localert/testkit/fake-slack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SlackBlock, SlackMessage } from './block-kit.ts';
import { compileBundle } from './bundle.ts';
import { checkLimits } from './check-limits.ts';
import { fitMessage } from './fit.ts';
import { previewHtml, previewText } from './preview.ts';
import { proveFixture } from './prove.ts';
import { renderAlert } from './render.ts';
import { renderJson } from './render-json.ts';

const tenant = newTenant({ id: 'acme', defaultLocale: 'en', timeZone: 'Europe/Madrid' }, 0);
const SINCE = Date.UTC(2026, 0, 2, 3, 4, 5);

const texts = {
  title: 'Disk full on {host}',
  description:
    'See <https://runbook.example/disk|the runbook> of {host}, {who, mention}, since {since, slackDate}',
  more: '## Why\n\n**{host}** has no room. Ask [the desk](https://desk.example/{host}).',
};

const layout = {
  notification: 'title',
  blocks: [
    { type: 'header', text: 'title' },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'section',
          elements: [
            { field: 'description', bold: true },
            { text: ' & ' },
            { arg: 'host', code: true },
            { link: { arg: 'page' }, text: { arg: 'host' }, italic: true },
            { emoji: 'fire' },
            { user: { arg: 'who' } },
            { group: 'S0123ABCD' },
            { channel: { arg: 'where' } },
            { date: 'since' },
          ],
        },
        {
          type: 'list',
          style: 'ordered',
          indent: 1,
          offset: 3,
          border: true,
          items: [['title'], { each: 'hosts', strike: true }],
        },
        { type: 'list', style: 'bullet', items: [[{ text: 'first' }]] },
        { type: 'preformatted', border: false, elements: [{ arg: 'host' }, { user: { arg: 'who' } }] },
        { type: 'quote', elements: [{ arg: 'host' }] },
      ],
    },
    {
      type: 'table',
      blockId: 'hosts',
      columns: [{ align: 'right', wrap: true }, {}],
      rows: [
        [{ text: 'Host' }, { text: 'Load', bold: true }],
        { each: ['hosts', 'loads'] },
        [{ link: 'https://more.example/' }],
      ],
    },
    {
      type: 'markdown',
      parts: [{ text: '# <!here> ' }, { arg: 'host' }, { text: '\n\n' }, 'more', { date: 'since' }],
    },
    { type: 'actions', elements: [{ type: 'acknowledge', text: { text: 'Got it' }, style: 'primary' }] },
    { type: 'section', text: 'title', accessory: { type: 'acknowledge', text: { text: 'Got it' } } },
  ],
} satisfies LayoutInput;

const declared = {
  page: { type: 'text' },
  where: { type: 'text' },
  hosts: { type: 'list' },
  loads: { type: 'list' },
} as const;

function bundleOf(more: Partial<FixtureInput> = {}, own: Record<string, string> = texts) {
  const content = parseFixtureContent({
    baseLocale: 'en',
    severity: 'high',
    locales: { en: own },
    layout,
    arguments: { page: {}, where: { sample: 'C0123ABCD' }, hosts: {}, loads: {} },
    ...more,
  });
  const { arguments: _, ...rest } = content;
  const proof = proveFixture('disk', content, tenant);
  const fixture = {
    ...rest,
    id: 'disk',
    name: 'disk',
    arguments: { ...declared, ...proof.contract },
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  };
  return { proof, bundle: compileBundle(fixture, tenant) };
}

const values: ArgumentValues = {
  host: 'db-1',
  who: 'U0123ABCD',
  where: 'C0123ABCD',
  page: 'https://status.example/1',
  since: SINCE,
  hosts: ['db-1', 'db-2'],
  loads: [0.5],
};

const { bundle, proof } = bundleOf();
const render = (own: ArgumentValues = values) =>
  renderAlert(bundle, { requested: ['en'], values: own, now: SINCE });
const blocksOf = ({ blocks = [], attachments = [] }: SlackMessage): readonly SlackBlock[] => [
  ...blocks,
  ...attachments.flatMap((attachment) => attachment.blocks),
];
const kindOf = <Type extends SlackBlock['type']>(message: SlackMessage, type: Type) =>
  blocksOf(message).filter((block): block is Extract<SlackBlock, { type: Type }> => block.type === type);

/** Every object in a message, however deep. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

async function taken(message: SlackMessage): Promise<unknown> {
  const slack = createFakeSlack();
  const answer = await slack.fetch(slack.webhookUrl(), { method: 'POST', body: JSON.stringify(message) });
  return (await answer.text()) === 'ok' ? 'ok' : slack.log;
}

describe('a layout with all of them', () => {
  test('is proven, rendered as it says, and taken by Slack', async () => {
    expect(proof.findings).toEqual([]);
    const { message, problems } = render();
    expect(problems).toEqual([]);
    const [rich] = kindOf(message, 'rich_text');
    expect(rich?.elements).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'See ', style: { bold: true } },
          { type: 'link', url: 'https://runbook.example/disk', text: 'the runbook', style: { bold: true } },
          { type: 'text', text: ' of db-1, ', style: { bold: true } },
          { type: 'user', user_id: 'U0123ABCD' },
          { type: 'text', text: ', since ', style: { bold: true } },
          {
            type: 'date',
            timestamp: SINCE / 1000,
            format: expect.any(String),
            fallback: expect.stringContaining('2026'),
          },
          { type: 'text', text: ' & ' },
          { type: 'text', text: 'db-1', style: { code: true } },
          { type: 'link', url: 'https://status.example/1', text: 'db-1', style: { italic: true } },
          { type: 'emoji', name: 'fire' },
          { type: 'user', user_id: 'U0123ABCD' },
          { type: 'usergroup', usergroup_id: 'S0123ABCD' },
          { type: 'channel', channel_id: 'C0123ABCD' },
          {
            type: 'date',
            timestamp: SINCE / 1000,
            format: '{date_short_pretty} {time}',
            fallback: expect.any(String),
          },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 1,
        offset: 3,
        border: 1,
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'Disk full on db-1' }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'db-1', style: { strike: true } }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'db-2', style: { strike: true } }] },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'first' }] }],
      },
      {
        type: 'rich_text_preformatted',
        border: 0,
        elements: [
          { type: 'text', text: 'db-1' },
          { type: 'text', text: '@U0123ABCD' },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'db-1' }] },
    ]);
    const [table] = kindOf(message, 'table');
    const raw = (text: string) => ({ type: 'raw_text', text });
    expect(table).toMatchObject({
      block_id: 'hosts',
      column_settings: [{ align: 'right', is_wrapped: true }, {}],
    });
    expect(table?.rows.slice(1, 3)).toEqual([
      [raw('db-1'), raw('0.5')],
      [raw('db-2'), raw('–')],
    ]);
    expect(table?.rows[0]?.[1]).toMatchObject({ type: 'rich_text' });
    expect(table?.rows[3]).toMatchObject([{ elements: [{ elements: [{ type: 'link' }] }] }, raw('–')]);
    expect(kindOf(message, 'markdown')[0]?.text).toMatch(
      /^# &lt;!here> db-1\n\n## Why\n\n\*\*db-1\*\* has no room\. Ask \[the desk\]\(https:\/\/desk\.example\/db-1\)\./,
    );
    expect(kindOf(message, 'actions')[0]?.elements[0]).toMatchObject({
      action_id: 'localert.acknowledge',
      style: 'primary',
    });
    expect(await taken(message)).toBe('ok');
  });

  test('says what is missing, and shows the rest', async () => {
    const { message, problems } = render({
      host: 'db-1',
      who: '<!channel>',
      where: 'ops',
      since: 'now',
      hosts: 'db-1',
    });
    expect(problems.map(({ code, argument }) => `${code} ${argument}`).sort()).toEqual([
      'argument-missing loads',
      'argument-missing page',
      'argument-type hosts',
      'argument-type since',
      'argument-type where',
      'argument-type who',
    ]);
    expect(JSON.stringify(kindOf(message, 'rich_text'))).toContain('"text":"ops"');
    expect(objectsIn(message).filter(({ type }) => type === 'user' || type === 'broadcast')).toEqual([]);
    expect(await taken(message)).toBe('ok');
  });

  test('is shown by previews without a script, and in a terminal', () => {
    const { message } = render();
    const html = previewHtml(message, { locale: 'en', timeZone: 'Europe/Madrid', now: SINCE });
    for (const piece of [
      '<ol start="4" class="la-border"',
      '<s>db-2</s>',
      '<span class="la-mention">@U0123ABCD</span>',
      '<td style="text-align:right">db-1</td>',
      '<h3>Why</h3>',
      '<b>db-1</b> has no room',
      '<a href="https://desk.example/db-1" rel="noopener noreferrer nofollow">the desk</a>',
    ])
      expect(html).toContain(piece);
    const text = previewText(message);
    expect(text).toContain('the runbook (https://runbook.example/disk)');
    expect(text).toContain('  4. Disk full on db-1');
    expect(text).toContain('> db-1');
    expect(text).toMatch(/Host +│ Load/);
    expect(text).toContain('the desk (https://desk.example/db-1)');
  });

  test('is found wanting where it shows what is not there, or of another kind', () => {
    const wrong = {
      blocks: [
        { type: 'table', rows: [{ each: ['host'] }, ['nowhere'], [{ date: 'host' }]] },
        { type: 'markdown', parts: [{ arg: 'unknown' }] },
      ],
    };
    const { proof: found } = bundleOf({ layout: wrong as LayoutInput, arguments: {} });
    expect(found.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['layout-argument-type', 'layout-field-unknown', 'layout-argument-unknown']),
    );
  });
});

describe('any values', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...'*_~`#>|[]()!<&@:/\\\n\r-+=. ',
      '](https://evil.example)',
      '![x](https://evil.example/i.png)',
      '<!channel>',
      '<@U0123ABCD>',
      '&lt;!here&gt;',
      'https://evil.example',
      'www.evil.example',
      '# h',
      '---',
      '```',
      '\u2028',
      '\ud800',
      '1. x',
      '📉',
    ),
    fc.string({ maxLength: 6 }),
  );
  const word = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const anyValues = fc.record(
    {
      host: word,
      who: fc.oneof(word, fc.constant('U0123ABCD')),
      where: fc.oneof(word, fc.constant('S0123ABCD')),
      page: fc.oneof(word, fc.webUrl()),
      since: fc.oneof(fc.date(), fc.integer(), word),
      hosts: fc.oneof(fc.array(fc.oneof(word, fc.double(), fc.boolean()), { maxLength: 150 }), word),
      loads: fc.array(word, { maxLength: 5 }),
    },
    { requiredKeys: [] },
  );

  /** Signs that could be Markdown's, without those that are escaped. */
  const unescaped = (text: string) => text.replace(/\\[!-/:-@[-`{-~]/g, '');

  test('ping nobody, forge no link, and are taken by Slack', async () => {
    await fc.assert(
      fc.asyncProperty(anyValues, async (own) => {
        const { message } = render(own as ArgumentValues);
        expect(checkLimits(message)).toEqual([]);
        expect(await taken(message)).toBe('ok');
        for (const one of objectsIn(message)) {
          expect(one['type']).not.toBe('broadcast');
          if (one['type'] === 'user') expect(one['user_id']).toBe('U0123ABCD');
          if (one['type'] === 'channel') expect(one['channel_id']).toMatch(/^[CGD][A-Z0-9]+$/);
          // A link goes where the layout or the author says: the one that a value may be is the page.
          if (
            one['type'] === 'link' &&
            one['url'] !== 'https://runbook.example/disk' &&
            one['url'] !== 'https://more.example/'
          )
            expect(one['url']).toBe(new URL(String(own.page).trim()).href);
        }
        for (const { text } of kindOf(message, 'markdown')) {
          const bare = unescaped(text);
          expect(bare).not.toMatch(/<[!@#]|<http|!\[/);
          expect(bare.match(/\]\(/g) ?? []).toHaveLength(text.includes('[the desk](') ? 1 : 0);
          expect(bare.replace(/\(https:\/\/desk\.example\/[^)]*\)/, '')).not.toMatch(
            /:\/\/|www\.|evil\.example\)/i,
          );
          expect(bare.match(/^#/gm)).toHaveLength(2);
          expect(bare).not.toContain('`');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('are previewed without a tag or an address of theirs', () => {
    fc.assert(
      fc.property(anyValues, (own) => {
        // A bare address in mrkdwn is a link to itself, as in Slack; these blocks have none.
        const { message } = render({ ...(own as ArgumentValues), page: undefined });
        const rich = blocksOf(message).filter(({ type }) =>
          ['rich_text', 'table', 'markdown'].includes(type),
        );
        const html = previewHtml({ text: 'a', blocks: rich }, { locale: 'en', now: SINCE });
        const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => new URL(href ?? '').host);
        for (const host of hrefs) expect(['runbook.example', 'more.example', 'desk.example']).toContain(host);
        expect(html).not.toMatch(/<(?:script|img|iframe)/i);
        expect(previewText(render(own as ArgumentValues).message).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  test('give the same by the short way and the long one', () => {
    fc.assert(
      fc.property(anyValues, (own) => {
        const request = { requested: ['en'], values: own as ArgumentValues, now: SINCE };
        const { message, plain, problems, locale, step } = renderAlert(bundle, request);
        const quick = renderJson(bundle, request);
        expect({ ...quick, payload: JSON.parse(quick.payload), plain: JSON.parse(quick.plain) }).toEqual({
          locale,
          step,
          problems,
          payload: JSON.parse(JSON.stringify(message)),
          plain: JSON.parse(JSON.stringify(plain)),
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('limits', () => {
  const raw = (text: string) => ({ type: 'raw_text' as const, text });
  const run = (text: string) => ({ type: 'text' as const, text });
  const fitted = (...blocks: readonly SlackBlock[]) => fitMessage({ text: 'a', blocks }, { budget: 40_000 });

  test('a table of too many rows and columns says how many more there were', async () => {
    const rows = Array.from({ length: 130 }, (_, row) =>
      Array.from({ length: 25 }, (_, column) => raw(`${row}.${column}`)),
    );
    const columns = Array.from({ length: 25 }, () => ({ align: 'left' as const }));
    const { message, problems } = fitted({ type: 'table', rows, column_settings: columns });
    const [table] = kindOf(message, 'table');
    expect(table?.rows).toHaveLength(100);
    expect(table?.column_settings).toHaveLength(20);
    expect(table?.rows[0]?.[19]).toEqual(raw('+6 more'));
    expect(table?.rows[99]?.[0]).toEqual(raw('+31 more'));
    expect(problems.length).toBeGreaterThan(30);
    expect(checkLimits(message, { budget: 40_000 })).toEqual([]);
    expect(await taken(message)).toBe('ok');
  });

  test('a table of too long cells shortens them first, and keeps its rows', () => {
    const { message } = fitted({
      type: 'table',
      rows: Array.from({ length: 20 }, () => [raw('x'.repeat(3_000)), raw('y')]),
    });
    const [table] = kindOf(message, 'table');
    expect(table?.rows).toHaveLength(20);
    expect(table?.rows[19]?.[1]).toEqual(raw('y'));
    expect(checkLimits(message, { budget: 40_000 })).toEqual([]);
  });

  test('of two tables the second becomes text', async () => {
    const table = {
      type: 'table',
      rows: [
        [raw('a'), { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [run('b')] }] }],
      ],
    } as const;
    const { message, problems } = fitted(table, table);
    expect(kindOf(message, 'table')).toHaveLength(1);
    expect(kindOf(message, 'section')[0]?.text?.text).toBe('a · b');
    expect(problems).toEqual([{ code: 'limit-shortened', field: '/blocks/1' }]);
    expect(await taken(message)).toBe('ok');
  });

  test('Markdown of all blocks together keeps within its bound, not cut inside of a link or an escape', () => {
    const text = 'word '.repeat(1_800);
    const { message } = fitted(
      { type: 'markdown', text },
      { type: 'markdown', text },
      { type: 'markdown', text },
    );
    const lengths = kindOf(message, 'markdown').map((block) => block.text.length);
    expect(lengths).toHaveLength(3);
    expect(lengths.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(12_000);
    expect(checkLimits(message, { budget: 40_000 })).toEqual([]);
    for (const end of ['[label](https://evil.example/path)', '![i](https://evil.example)', '\\[x']) {
      const long = `${'x'.repeat(11_998)}${end}`;
      const cut = kindOf(fitted({ type: 'markdown', text: long }).message, 'markdown')[0]?.text ?? '';
      expect(cut).toMatch(/^x+!?…$/);
    }
  });

  test('rich text gives way at its end, and says how many items more', async () => {
    const items = Array.from({ length: 400 }, (_, index) => ({
      type: 'rich_text_section' as const,
      elements: [run(`item ${index} ${'x'.repeat(60)}`)],
    }));
    const list = { type: 'rich_text_list', style: 'bullet', elements: items } as const;
    const link = { type: 'link', url: `https://a.example/${'x'.repeat(200)}`, text: 'link' } as const;
    const long: SlackBlock = {
      type: 'rich_text',
      elements: [list, { type: 'rich_text_section', elements: [link] }],
    };
    const { message, problems } = fitMessage({ text: 'a', blocks: [long] });
    const [rich] = kindOf(message, 'rich_text');
    expect(JSON.stringify(rich)).toMatch(/\+\d+ more/);
    expect(problems[0]?.code).toBe('limit-shortened');
    expect(checkLimits(message)).toEqual([]);
    expect(await taken(message)).toBe('ok');
  });

  test('what Slack would not take is made so that it does', async () => {
    const { message, problems } = fitted(
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              run(''),
              { type: 'link', url: 'javascript:alert(1)', text: 'x' },
              { type: 'link', url: 'ftp://x' },
              { type: 'link', url: 'mailto:a@b.example', text: '' },
              { type: 'date', timestamp: 1, format: '{date}', fallback: '' },
            ],
          },
          {
            type: 'rich_text_list',
            style: 'bullet',
            indent: 12,
            elements: [
              { type: 'rich_text_section', elements: [run('a')] },
              { type: 'rich_text_section', elements: [run('')] },
            ],
          },
          { type: 'rich_text_quote', elements: [] },
        ],
      },
      { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: [] }] },
      {
        type: 'table',
        rows: [[raw(''), { type: 'rich_text', elements: [] }], [raw('a')]],
        column_settings: [],
      },
      { type: 'table', rows: [] },
      { type: 'markdown', text: ' ' },
      { type: 'divider' },
    );
    expect(blocksOf(message).map(({ type }) => type)).toEqual(['rich_text', 'table', 'divider']);
    expect(kindOf(message, 'rich_text')[0]?.elements).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          run('x'),
          run('ftp://x'),
          { type: 'link', url: 'mailto:a@b.example' },
          { type: 'date', timestamp: 1, format: '{date}', fallback: '…' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 8,
        elements: [{ type: 'rich_text_section', elements: [run('a')] }],
      },
    ]);
    expect(problems.length).toBeGreaterThan(0);
    expect(checkLimits(message)).toEqual([]);
    expect(await taken(message)).toBe('ok');
  });

  test('are told with their places', () => {
    const broken: SlackMessage = {
      text: 'a',
      blocks: [
        { type: 'table', rows: Array.from({ length: 101 }, () => [raw('x'.repeat(100))]) },
        { type: 'table', rows: [Array.from({ length: 21 }, () => raw('x'))], column_settings: [] },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'bullet',
              indent: 9,
              elements: [{ type: 'rich_text_section', elements: [run('')] }],
            },
          ],
        },
        { type: 'markdown', text: 'x'.repeat(7_000) },
        { type: 'markdown', text: 'x'.repeat(7_000) },
      ],
    };
    expect(checkLimits(broken, { budget: 99_999 }).map(({ path }) => path)).toEqual([
      '/blocks/0/rows',
      '/blocks/0',
      '/blocks/1/column_settings',
      '/blocks/1/rows/0',
      '/blocks/2/elements/0/indent',
      '/blocks/2/elements/0/elements/0/elements/0/text',
      '/blocks/1',
      '',
    ]);
  });
});

describe('layoutSchema', () => {
  test.each([
    [{ type: 'rich_text', elements: [] }],
    [{ type: 'rich_text', elements: [{ type: 'list', style: 'bullet', indent: 9, items: [['title']] }] }],
    [{ type: 'rich_text', elements: [{ type: 'section', elements: [{ user: 'channel' }] }] }],
    [{ type: 'rich_text', elements: [{ type: 'section', elements: [{ broadcast: 'here' }] }] }],
    [{ type: 'rich_text', elements: [{ type: 'section', elements: [{ emoji: ':x:' }] }] }],
    [{ type: 'rich_text', elements: [{ type: 'section', elements: [{ link: 'javascript:alert(1)' }] }] }],
    [{ type: 'table', rows: [Array.from({ length: 21 }, () => 'title')] }],
    [{ type: 'table', rows: Array.from({ length: 101 }, () => ['title']) }],
    [{ type: 'markdown', parts: [] }],
    [{ type: 'markdown', blockId: 'x', parts: ['title'] }],
    [{ type: 'actions', elements: [{ type: 'button', text: 'title', actionId: 'localert.acknowledge' }] }],
  ])('refuses %#', (block) => {
    expect(layoutSchema.safeParse({ blocks: [block] }).success).toBe(false);
  });

  test('refuses a second table', () => {
    const table = { type: 'table', rows: [['title']] };
    expect(layoutSchema.safeParse({ blocks: [table] }).success).toBe(true);
    expect(layoutSchema.safeParse({ blocks: [table, table] }).success).toBe(false);
  });
});
