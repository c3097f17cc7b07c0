import { type FixtureInput, parseFixtureContent } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldSlots } from './field-slots.ts';
import { lintSlackMessages, type SlackLintFinding, type SlackLintOptions } from './lint-slack-messages.ts';
import { SLACK_LINT_RULES } from './slack-lint-rules.ts';

const lint = (input: Partial<FixtureInput>, options: SlackLintOptions = {}) =>
  lintSlackMessages(
    parseFixtureContent({ baseLocale: 'en', locales: { en: { title: 'x' } }, ...input }),
    options,
  );
/** The findings of one description, which stands in a section. */
const text = (source: string, rest: Partial<FixtureInput> = {}) =>
  lint({ locales: { en: { title: 'x', description: source } }, ...rest }).filter(
    ({ field }) => field === 'description',
  );
const codes = (findings: readonly SlackLintFinding[]) => findings.map(({ code }) => code);
const mended = (source: string) => {
  const edits = text(source).flatMap(({ fix }) => fix?.edits ?? []);
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((all, one) => all.slice(0, one.start) + one.text + all.slice(one.end), source);
};

describe('markup', () => {
  test.each([
    ['**{host}** is down', ['markdown-bold'], '*{host}* is down'],
    ['~~old~~ new', ['markdown-strike'], '~old~ new'],
    [
      'see [the docs](https://a.example/x?y={id})',
      ['markdown-link'],
      'see <https://a.example/x?y={id}|the docs>',
    ],
    ['write to [us](mailto:ops@a.example)', ['markdown-link'], 'write to <mailto:ops@a.example|us>'],
    ['see [it]({url})', ['markdown-link'], undefined],
    ['## State of {host}\nfine', ['markdown-heading'], '*State of {host}*\nfine'],
    ['## *State*', ['markdown-heading'], undefined],
    ['*{host} is down', ['mark-unbalanced'], undefined],
    ['{host}_ is down', ['mark-unbalanced'], undefined],
    ['run `df {path}', ['mark-unbalanced'], undefined],
    ['*{host}* _{a}_ ~{b}~ {a}_{b} 2 * 3 * 4 and *all', [], undefined],
    ['*{n, plural, one {# disk} other {# disks}}* of {host}', [], undefined],
    ['`**a** [b](https://c.example)` ```\n*{x}\n``` {y}', [], undefined],
    ['a_b {host} snake_case*', [], undefined],
    ['{n, plural, one {**one**} other {#}}', ['markdown-bold'], '{n, plural, one {*one*} other {#}}'],
    ['```{x}', [], undefined],
    [
      '**🧯 {a}**\n[b](https://c.example)',
      ['markdown-bold', 'markdown-link'],
      '*🧯 {a}*\n<https://c.example|b>',
    ],
  ])('%s', (source, expected, result) => {
    expect(codes(text(source))).toEqual(expected);
    if (result !== undefined) {
      expect(mended(source)).toBe(result);
      expect(codes(text(result))).toEqual([]);
    }
  });

  test('a fix that quotes an argument away is not offered', () => {
    const [finding] = text("l'[a](https://b.example/{c})");
    expect([finding?.code, finding?.fix]).toEqual(['markdown-link', undefined]);
  });

  test('does not matter where Slack shows plain text', () => {
    expect(codes(lint({ locales: { en: { title: '**x**' } } }))).toEqual([]);
    expect(codes(lint({ severity: 'low', locales: { en: { title: '**x**' } } }))).toEqual(['markdown-bold']);
    const layout = { blocks: [{ type: 'header' as const, text: 'title' }] };
    expect(codes(lint({ layout, locales: { en: { title: 'x', spare: '**x**' } } }))).toEqual([
      'markdown-bold',
    ]);
  });

  test('in MessageFormat 2, with the place in the source', () => {
    const source = '.input {$n :number}\n.match $n\none {{**a**}}\n* {{b}}';
    expect(text(source, { syntax: 'mf2' })).toMatchObject([
      { code: 'markdown-bold', place: { line: 3, column: 7, length: 5 } },
    ]);
  });
});

describe('tokens', () => {
  test.each([
    ['<!channel> {a}', ['broadcast'], '<!channel>'],
    ['a <@{user}>', ['token-argument'], '<@{user}>'],
    ['a <@alice>', ['token-broken'], '<@alice>'],
    ['a <!date^1392734382^{x}>', ['token-argument'], '<!date^1392734382^{x}>'],
    ['a <!date^1392734382^date>', ['date-fallback-missing'], '<!date^1392734382^date>'],
    ['a <https://{host}/x|y>', ['link-host-argument'], '<https://{host}/x|y>'],
    ['<https://a.example/{b}|c> <@U012AB3>', [], ''],
  ])('%s', (source, expected, pointed) => {
    const [finding, ...more] = text(source);
    expect(codes(finding ? [finding, ...more] : [])).toEqual(expected);
    if (!finding) return;
    const { offset, length = 0 } = finding.place;
    expect(source.slice(offset, offset + length)).toBe(pointed);
    expect(finding.severity).toBe(SLACK_LINT_RULES[finding.code as 'broadcast'].severity);
  });

  test('each of several has its own place', () => {
    expect(text('<@a> <@b>').map(({ place }) => place.offset)).toEqual([0, 5]);
  });
});

describe('lengths', () => {
  const long = 'x'.repeat(140);

  test('a text too long as it is written is an error; one that values make so, a warning', () => {
    expect(lint({ locales: { en: { title: `${long}${long}` } } })).toMatchObject([
      {
        code: 'slack-cut',
        severity: 'error',
        locale: 'en',
        field: 'title',
        length: 283,
        limit: 150,
        branches: [],
      },
    ]);
    expect(lint({ locales: { en: { title: `${'x'.repeat(60)} {host}.` } } })).toMatchObject([
      { code: 'slack-cut', severity: 'warning', limit: 150, length: 165 },
    ]);
    const locales = { en: { title: `${'x'.repeat(60)} {host}` } };
    expect(lint({ locales, arguments: { host: { maxLength: 40 } } })).toEqual([]);
  });

  test('names the branch', () => {
    const source = `{n, plural,\n one {#}\n other {{tier, select, gold {${long}${long}} other {#}}}}`;
    const [finding] = lint({ locales: { en: { title: source } } });
    expect(finding).toMatchObject({ code: 'slack-cut', place: { line: 3, column: 24, length: 4 } });
    expect(finding?.message).toContain('(n: other; tier: gold)');
    expect(finding?.branches?.map(({ keys }) => keys)).toEqual(['other', 'gold']);
  });

  test('in every locale, each slot by its own size', () => {
    const layout: FixtureInput['layout'] = {
      notification: 'note',
      blocks: [
        { type: 'header', text: { text: 'Disk' } },
        {
          type: 'section',
          text: 'long',
          fields: ['column'],
          accessory: { type: 'image', url: 'https://a.example/b.png', alt: 'alt' },
        },
        { type: 'actions', elements: [{ type: 'button', text: 'open' }] },
        {
          type: 'context',
          elements: ['small', { type: 'image', url: 'https://a.example/b.png', alt: { text: 'x' } }],
        },
        { type: 'image', url: 'https://a.example/b.png', alt: { text: 'x' }, title: 'caption' },
        { type: 'divider' },
      ],
    };
    const sizes = {
      long: 3_001,
      column: 2_001,
      alt: 2_001,
      open: 76,
      small: 3_001,
      caption: 2_001,
      note: 4_001,
    };
    const fields = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, 'x'.repeat(size)]));
    const short = Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => [name, 'x'.repeat(size - 1)]),
    );
    const found = lint({ layout, locales: { en: short, de: fields } });
    expect(
      found.map(({ locale, field, code, length, limit }) => [locale, field, code, length, limit]),
    ).toEqual(
      Object.entries(sizes).map(([field, size]) => [
        'de',
        field,
        field === 'long' || field === 'small' ? 'slack-split' : 'slack-cut',
        size,
        size - 1,
      ]),
    );
  });

  test('slots are those of the layout', () => {
    expect(fieldSlots({ blocks: [{ type: 'divider' }, { type: 'header', text: { arg: 'a' } }] })).toEqual([]);
  });
});

describe('all messages', () => {
  test('findings of the message itself come along, against the base', () => {
    const locales = { en: { title: '{host} down' }, fr: { title: "l'{host} {x}", spare: '{' } };
    expect(lint({ locales }).map(({ locale, field, code }) => `${locale} ${field} ${code}`)).toEqual([
      'fr title argument-dropped',
      'fr title argument-quoted',
      'fr spare syntax',
    ]);
    expect(codes(lint({ locales }, { locales: ['en', 'de'] }))).toEqual([]);
  });

  test('functions of the host are known, and rendered with', () => {
    const functions = { shout: (value: unknown) => String(value).repeat(4) };
    const locales = { en: { title: '{host, shout}.' } };
    expect(lint({ locales }, { functions })).toMatchObject([
      { code: 'slack-cut', severity: 'warning', length: 404 },
    ]);
    expect(codes(lint({ locales }))).toEqual(['syntax']);
  });

  test('whatever the text is, it does not throw and fixes parse', () => {
    const piece = fc.constantFrom(
      ...[
        '**',
        '*',
        '_',
        '`',
        '```',
        '[',
        '](',
        'https://a.example',
        ')',
        '{a}',
        '{b}',
        '\n',
        '# ',
        'x',
        ' ',
        '<',
        '>',
        '|',
        "'",
        '~~',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((all) => all.join('')),
        (source) => {
          for (const { code, fix, place } of text(source)) {
            expect(place.offset + (place.length ?? 0)).toBeLessThanOrEqual(source.length);
            if (fix === undefined || !Object.hasOwn(SLACK_LINT_RULES, code)) continue;
            const after = [...fix.edits]
              .sort((a, b) => b.start - a.start)
              .reduce((all, one) => all.slice(0, one.start) + one.text + all.slice(one.end), source);
            const count = (all: readonly SlackLintFinding[]) => all.filter((one) => one.code === code).length;
            const left = text(after);
            expect(codes(left)).not.toContain('syntax');
            expect(count(left)).toBeLessThan(count(text(source)));
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
