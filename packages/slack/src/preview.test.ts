import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SlackBlock, SlackMessage } from './block-kit.ts';
import { escapeText } from './escape.ts';
import { mrkdwnHtml } from './mrkdwn-html.ts';
import { previewHtml, previewPage } from './preview.ts';
import { isRightToLeft } from './right-to-left.ts';

const NOW = Date.UTC(2026, 0, 2, 12);
const seconds = (iso: string) => Date.parse(iso) / 1000;

describe('mrkdwn', () => {
  test.each([
    ['*bold* _it_ ~gone~', '<b>bold</b> <i>it</i> <s>gone</s>'],
    ['*_both_*', '<b><i>both</i></b>'],
    ['*a* and *b*', '<b>a</b> and <b>b</b>'],
    ['snake_case_name 2*3*4 * no *', 'snake_case_name 2*3*4 * no *'],
    ['`*code* <b> &lt;` *x*', '<code dir="ltr">*code* &lt;b&gt; &lt;</code> <b>x</b>'],
    ['a\nb', 'a<br>b'],
    ['&gt; q1\n> q2\nafter', '<blockquote>q1<br>q2</blockquote>after'],
    ['> *q*', '<blockquote><b>q</b></blockquote>'],
    ['```a *b*\nc```d', '<pre dir="ltr">a *b*\nc</pre>d'],
    ['a ```\n<https://a.example|x> &amp;\n```\nb', 'a <pre dir="ltr">x &amp;</pre>b'],
    ['odd ``` fence', 'odd ``` fence'],
    ['```one``` odd ``` *fence*', '<pre dir="ltr">one</pre> odd ``` <b>fence</b>'],
    ['R&amp;D &lt;b&gt; "q" \'s\'', 'R&amp;D &lt;b&gt; &quot;q&quot; &#39;s&#39;'],
    ['<@U1> <#C1|ops> <#C2> <!here> <!subteam^S1|@team> <!subteam^S2>', '@U1 #ops #C2 @here @team @S2'],
    ['*<@U1>*', '<b><span class="la-mention">@U1</span></b>'],
    [
      '<mailto:a@b.example|write>',
      '<a href="mailto:a@b.example" rel="noopener noreferrer nofollow">write</a>',
    ],
    [
      '<https://a.example/?x=1&amp;y=2|see *x*>',
      '<a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer nofollow">see *x*</a>',
    ],
    [
      'at https://a.example/x_y_z now',
      'at <a href="https://a.example/x_y_z" rel="noopener noreferrer nofollow">https://a.example/x_y_z</a> now',
    ],
    ['<javascript:alert(1)|click>', 'click'],
    ['<https://|x>', 'x'],
    ['\ue0000\ue001', '\ufffd0\ufffd'],
    ['\u0000\u001b[31m', '\ufffd\ufffd[31m'],
  ])('%j', (text, html) => {
    const shown = mrkdwnHtml(text);
    const expected = /^<[@#!]/.test(text) ? shown.replace(/<\/?span[^>]*>/g, '') : shown;
    expect(expected).toBe(html);
  });

  test('deeply nested marks end', () => {
    expect(mrkdwnHtml('*_~*_~x~_*~_*')).toContain('x');
    expect(mrkdwnHtml('*a '.repeat(500)).length).toBeLessThan(5000);
  });

  test.each([
    ['{date_num}', '01/01/2026'],
    ['{date}', 'January 1, 2026'],
    ['{date_short}', 'Jan 1, 2026'],
    ['{date_long}', 'Thursday, January 1, 2026'],
    ['{date_pretty} {time_secs}', 'yesterday 10:00:00 AM'],
    ['{date_short_pretty}', 'yesterday'],
    ['{ago}', 'yesterday'],
    ['{time}', '10:00 AM'],
    ['{unknown}', '{unknown}'],
  ])('dates: %s', (format, expected) => {
    const html = mrkdwnHtml(`<!date^${seconds('2026-01-01T10:00:00Z')}^${format}|later>`, {
      locale: 'en-US',
      now: NOW,
    });
    expect(html.replaceAll('\u202f', ' ')).toBe(`<time>${expected}</time>`);
  });

  test.each([
    [90, '1 minute ago'],
    [7200, '2 hours ago'],
    [0, 'now'],
  ])('%s seconds ago', (age, expected) => {
    expect(mrkdwnHtml(`<!date^${NOW / 1000 - age}^{ago}|x>`, { locale: 'en', now: NOW })).toBe(
      `<time>${expected}</time>`,
    );
  });

  test('dates: language, time zone, link, fallback', () => {
    const at = seconds('2026-01-01T23:30:00Z');
    expect(mrkdwnHtml(`<!date^${at}^{date_short}|x>`, { locale: 'de', timeZone: 'Asia/Tokyo' })).toBe(
      '<time>2. Jan. 2026</time>',
    );
    expect(mrkdwnHtml(`<!date^${at}^{date_short_pretty} {ago}|x>`)).toBe('<time>Jan 1, 2026 {ago}</time>');
    expect(mrkdwnHtml(`<!date^${at}^{time}^https://a.example/|x>`)).toContain('<a href="https://a.example/"');
    expect(mrkdwnHtml(`<!date^${at}^{date}|later>`, { timeZone: 'Nowhere/At_All' })).toBe(
      '<time>later</time>',
    );
    expect(mrkdwnHtml(`<!date^${'9'.repeat(20)}^{date}|later &lt;>`)).toBe('<time>later &lt;</time>');
    expect(mrkdwnHtml(`<!date^${'9'.repeat(20)}^{date}>`)).toBe('<time></time>');
  });
});

const every: readonly SlackBlock[] = [
  { type: 'header', text: { type: 'plain_text', text: 'Head &amp; <shoulders>' } },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: '*words*' },
    fields: [
      { type: 'mrkdwn', text: '_f1_' },
      { type: 'plain_text', text: '*f2*\nline' },
    ],
    accessory: { type: 'image', image_url: 'https://tracker.example/p.png', alt_text: 'A "chart"' },
  },
  {
    type: 'section',
    fields: [{ type: 'mrkdwn', text: 'only fields' }],
    accessory: { type: 'button', text: { type: 'plain_text', text: 'Ack' }, style: 'primary' },
  },
  {
    type: 'context',
    elements: [
      { type: 'mrkdwn', text: 'small' },
      { type: 'image', image_url: 'https://tracker.example/q.png', alt_text: 'icon' },
    ],
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://a.example/?a=1&b=2' },
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Bad' },
        url: 'javascript:alert(1)',
        style: 'danger',
      },
    ],
  },
  { type: 'divider' },
  {
    type: 'image',
    image_url: 'https://tracker.example/r.png',
    alt_text: 'graph',
    title: { type: 'plain_text', text: 'Graph' },
  },
  { type: 'image', image_url: 'https://tracker.example/s.png', alt_text: 'bare' },
];

describe('previewHtml', () => {
  test('shows every block, loads nothing', () => {
    const html = previewHtml({
      text: 'unseen',
      blocks: every.slice(0, 1),
      attachments: [{ color: '#a3001e', blocks: every.slice(1) }],
    });
    expect(html).toContain('<h3 class="la-header">Head &amp; &lt;shoulders&gt;</h3>');
    expect(html).toContain('<div class="la-fields"><div><i>f1</i></div><div>*f2*<br>line</div></div>');
    expect(html).toContain('style="border-inline-start-color:#a3001e"');
    expect(html).toContain('aria-label="A &quot;chart&quot;"');
    expect(html).toContain('href="https://a.example/?a=1&amp;b=2"');
    expect(html).toContain('<span class="la-button la-danger">Bad</span>');
    expect(html).toContain('<figcaption>Graph</figcaption>');
    expect(html).toContain('<hr>');
    for (const never of ['unseen', 'tracker.example', 'javascript:', '<img', '<script', 'src='])
      expect(html).not.toContain(never);
  });

  test('shows the text where there are no blocks', () => {
    expect(previewHtml({ text: '*Disk* full' })).toContain('<b>Disk</b> full');
  });

  test('says who, in which language, in which direction, and when', () => {
    const html = previewHtml(
      { text: 'x' },
      { appName: '<Ops>', locale: 'ar', now: NOW, timeZone: 'Europe/Madrid' },
    );
    expect(html).toContain('dir="rtl" lang="ar"');
    expect(html).toContain('<b>&lt;Ops&gt;</b>');
    expect(html).toMatch(/<time>[^<]+<\/time>/);
    expect(previewHtml({ text: 'x' }, { locale: 'not a tag', now: NOW })).toContain('lang="not a tag"');
    const bare = previewHtml({ text: 'x' }, { appName: '' });
    expect(bare).toContain('dir="ltr"><span');
    expect(bare).not.toContain('<time>');
  });

  test('takes no other colour than a colour', () => {
    const html = previewHtml({
      text: 'x',
      attachments: [{ color: 'red;background:url(x)', blocks: [] }, { blocks: [] }],
    });
    expect(html).not.toContain('style=');
  });

  test.each([
    ['ar', true],
    ['he-IL', true],
    ['fa', true],
    ['ur', true],
    ['az-Arab', true],
    ['ps', true],
    ['az', false],
    ['en', false],
    ['not a tag', false],
    [undefined, false],
  ])('%s from right to left: %s', (locale, expected) => {
    expect(isRightToLeft(locale)).toBe(expected);
  });
});

describe('previewPage', () => {
  test('is a whole page without script or network', () => {
    const page = previewPage(
      [
        { title: 'One <1>', locale: 'en', message: { text: 'x' }, notes: ['limit <b>'] },
        { title: 'Two', locale: 'he', message: { text: 'y', blocks: every } },
      ],
      { title: 'All & sundry', appName: 'Ops', now: NOW },
    );
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<title>All &amp; sundry</title>');
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
    expect(page).toContain(
      '<h2>One &lt;1&gt; <code>en</code></h2><ul class="la-notes"><li>limit &lt;b&gt;</li></ul>',
    );
    expect(page).toContain('dir="rtl" lang="he"');
    expect(page.match(/<article>/g)).toHaveLength(2);
    expect(page).toContain('prefers-color-scheme:dark');
    expect(page).not.toMatch(/<script|<link|@import|url\(|src=/);
  });
});

describe('no text becomes markup', () => {
  const TAGS =
    /^(?:\/?(?:div|span|b|i|s|a|code|pre|blockquote|br|time|h[123]|hr|figure|figcaption|article|ul|li))$/;
  const hostile = fc.oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      '<https://a.example" onclick="alert(1)|x>',
      '<javascript:alert(1)|x>',
      '<data:text/html;base64,PHNjcmlwdD4=|x>',
      '<!date^1^{date}^javascript:alert(1)|x>',
      '*<b>*',
      '`</code><script>`',
      '```</pre><script>```',
      '&lt;script&gt;',
      '&amp;lt;script&amp;gt;',
      '\ue0000\ue001<script>',
    ),
    fc.stringMatching(/^[<>"'&*_~`|!@#^:/.a-z0-9 \n=;\ue000\ue001]{0,60}$/),
  );
  /** A tag name, and only attributes that the preview itself writes, each with a quoted value. */
  const WRITTEN =
    /^<\/?[a-z0-9]+(?: (?:class|dir|lang|href|rel|role|aria-label|aria-hidden|style)="[^"<>]*")*>$/;

  test.each(['raw', 'escaped'])('%s', (kind) => {
    fc.assert(
      fc.property(hostile, hostile, (one, two) => {
        const [a, b] = kind === 'raw' ? [one, two] : [escapeText(one), escapeText(two)];
        const message: SlackMessage = {
          text: a,
          blocks: [
            { type: 'header', text: { type: 'plain_text', text: a } },
            {
              type: 'section',
              text: { type: 'mrkdwn', text: `${a}${b}` },
              fields: [{ type: 'mrkdwn', text: b }],
            },
            { type: 'image', image_url: a, alt_text: b, title: { type: 'plain_text', text: a } },
            {
              type: 'actions',
              elements: [{ type: 'button', text: { type: 'plain_text', text: a }, url: b }],
            },
          ],
          attachments: [
            {
              color: a,
              blocks: [{ type: 'context', elements: [{ type: 'image', image_url: a, alt_text: a }] }],
            },
          ],
        };
        for (const html of [
          previewHtml(message, { appName: a, locale: b }),
          previewHtml({ text: a }, { locale: 'en' }),
        ]) {
          for (const tag of html.match(/<[^>]*>/g) ?? []) {
            expect(tag).toMatch(WRITTEN);
            expect(/^<([/a-z0-9]+)/.exec(tag)?.[1]).toMatch(TAGS);
          }
          expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
          for (const [, address = ''] of html.matchAll(/href="([^"]*)"/g))
            expect(address).toMatch(/^(?:https?:\/\/|mailto:)/i);
        }
      }),
      { numRuns: 500 },
    );
  });
});
