import type { ArgumentValue } from '@localert/core';
import {
  compileForm,
  contractOf,
  parseForm,
  type RenderMode,
  sampleValues,
  type ValueFault,
} from '@localert/icu';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeFor, type TextZone } from '../escape.ts';
import { findBroadcasts, lintSlackText, markSlackText } from '../slack-tokens.ts';
import { slackFunctions, withSlackFunctions } from './slack-functions.ts';

interface Shown {
  readonly text: string;
  readonly faults: readonly ValueFault[];
}

function show(
  source: string,
  values: Record<string, ArgumentValue> = {},
  {
    syntax = 'icu',
    mode = 'text',
    locale = 'en',
  }: { syntax?: 'icu' | 'mf2'; mode?: RenderMode; locale?: string } = {},
): Shown {
  const form = markSlackText(parseForm(source, syntax, { functions: slackFunctions }));
  const faults: ValueFault[] = [];
  const format = compileForm(form, {
    locale,
    timeZone: 'Europe/Madrid',
    functions: slackFunctions,
    mode,
    escape: (text, zone) => escapeFor(zone as TextZone | undefined)(text),
  });
  return { text: format(values, (fault) => faults.push(fault)), faults };
}

const textOf = (...args: Parameters<typeof show>) => {
  const { text, faults } = show(...args);
  expect(faults).toEqual([]);
  return text;
};
const FAULT = { code: 'argument-type', argument: 'x' };

describe('mention', () => {
  it.each([
    ['U012AB3CD', '<@U012AB3CD>'],
    ['W012AB3CD', '<@W012AB3CD>'],
    ['S012AB3CD', '<!subteam^S012AB3CD>'],
  ])('of %s', (x, token) => {
    expect(textOf('{x, mention}', { x })).toBe(token);
    expect(textOf('{$x :mention}', { x }, { syntax: 'mf2' })).toBe(token);
  });

  it('can be narrowed', () => {
    expect(textOf('{x, mention, user}', { x: 'U1' })).toBe('<@U1>');
    expect(textOf('{$x :mention only=group}', { x: 'S1' }, { syntax: 'mf2' })).toBe('<!subteam^S1>');
    expect(show('{x, mention, user}', { x: 'S1' })).toEqual({ text: '⟨x?⟩', faults: [FAULT] });
    expect(show('{x, mention, group}', { x: 'U1' })).toEqual({ text: '⟨x?⟩', faults: [FAULT] });
  });

  it.each([
    'channel',
    'here',
    'everyone',
    '!here',
    'U',
    'u012',
    'C012',
    'U01 2',
    'U01>',
    'U01|x',
    '<@U01>',
    'U01\n',
    '',
    'ana',
    `U${'1'.repeat(40)}`,
  ])('of %j is a fault, never a token', (x) => {
    expect(show('{x, mention}', { x })).toEqual({ text: '⟨x?⟩', faults: [FAULT] });
    expect(show('.local $y = {$x} {{{$y :mention}}}', { x }, { syntax: 'mf2' }).text).toBe('⟨x?⟩');
    expect(show('.local $y = {$x :string} {{{$y :mention}}}', { x }, { syntax: 'mf2' }).text).toBe('⟨x?⟩');
  });

  it('of everyone stands in the message itself, and is told to whoever asks for permission', () => {
    const broadcastsOf = (source: string) =>
      findBroadcasts(parseForm(source, 'mf2', { functions: slackFunctions }));
    for (const source of [
      '{|here| :mention} look',
      '{here :mention}',
      '.local $who = {|here| :string} {{{$who :mention}}}',
      '.local $who = {here :mention} {{{$who}}}',
      // Not shown, and told all the same: what is declared can be shown by the next edit.
      '.local $who = {here :mention} {{quiet}}',
      '.input {$n :number} .match $n 1 {{a}} * {{{here :mention}}}',
    ]) {
      expect(broadcastsOf(source)).toEqual(['here']);
      expect(lintSlackText(parseForm(source, 'mf2', { functions: slackFunctions }))).toEqual([
        {
          code: 'broadcast',
          message: '<!here> notifies everyone; it needs the permission mention:broadcast.',
        },
      ]);
    }
    expect(textOf('{|channel| :mention}', {}, { syntax: 'mf2' })).toBe('<!channel>');
    expect(broadcastsOf('{$x :mention} {|U1| :mention} {|here| :code}')).toEqual([]);
  });

  it('of a word that a function made of a value is none of everyone', () => {
    const made = '.local $y = {here :code} {{{$y :mention}}}';
    expect(show(made, {}, { syntax: 'mf2' }).text).not.toContain('<!');
  });
});

describe('channel', () => {
  it('is a link to it', () => {
    for (const x of ['C012AB', 'G012AB', 'D012AB']) expect(textOf('{x, channel}', { x })).toBe(`<#${x}>`);
  });

  it.each(['ops', '#ops', 'U012', 'C01|x', 'C01>', 'c012', ''])('of %j is a fault', (x) => {
    expect(show('{x, channel}', { x })).toEqual({ text: '⟨x?⟩', faults: [FAULT] });
  });
});

describe('link', () => {
  it('has its label, from the message or a value', () => {
    const x = 'https://status.example/a?b=1&c=2';
    expect(textOf('{x, link}', { x })).toBe('<https://status.example/a?b=1&amp;c=2>');
    expect(textOf('{x, link, Open the <b> page}', { x })).toBe(
      '<https://status.example/a?b=1&amp;c=2|Open the &lt;b&gt; page>',
    );
    const label = 'a\n>|<!here>';
    expect(textOf('{$x :link label=$label}', { x, label }, { syntax: 'mf2' })).toBe(
      '<https://status.example/a?b=1&amp;c=2|a &gt;|&lt;!here&gt;>',
    );
  });

  it('cannot be ended by its address', () => {
    expect(textOf('{x, link, l}', { x: 'https://a.example/x|y>z<w' })).toBe(
      '<https://a.example/x%7Cy%3Ez%3Cw|l>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'ftp://a.example',
    '//a.example',
    'https://user@a.example',
    'not a url',
    '',
  ])('of %j is refused: its label or its text stands alone', (x) => {
    expect(show('{x, link, Runbook}', { x })).toEqual({ text: 'Runbook', faults: [FAULT] });
    expect(show('{x, link}', { x })).toEqual({ text: x, faults: [FAULT] });
  });

  it('has a label of bounded length and whole characters', () => {
    const label = '🚨'.repeat(400);
    const text = textOf('{$x :link label=$label}', { x: 'https://a.example', label }, { syntax: 'mf2' });
    expect(text).toBe(`<https://a.example/|${'🚨'.repeat(150)}>`);
    const odd = textOf(
      '{$x :link label=$label}',
      { x: 'https://a.example', label: `a${label}` },
      { syntax: 'mf2' },
    );
    expect(odd).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('code', () => {
  it('is a line, or a block', () => {
    expect(textOf('{x, code}', { x: 'a < b' })).toBe('`a &lt; b`');
    expect(textOf('{x, code}', { x: ' a\r\n\n b ' })).toBe('`a b`');
    expect(textOf('{x, code, block}', { x: 'a\nb' })).toBe('```\na\nb\n```');
    expect(textOf('{$x :code style=block}', { x: 7 }, { syntax: 'mf2' })).toBe('```\n7\n```');
    expect(textOf('{x, code}', { x: ' ' })).toBe(' ');
  });

  it('shows the beginning of a long text', () => {
    const text = textOf('{x, code, block}', { x: '<'.repeat(65_536) });
    expect(text).toMatch(/^```\n(?:&lt;){2499}…\n```$/);
  });

  it('is never ended by its value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[`<>!@a\n ]{0,20}$/), (x) => {
        for (const [style, marks] of [
          ['inline', 2],
          ['block', 6],
        ] as const) {
          const { text } = show(`{x, code, ${style}}`, { x });
          expect(text.match(/`/g)?.length ?? 0).toBe(x.trim() === '' ? x.split('`').length - 1 : marks);
          expect(text).not.toMatch(/[<>]/);
        }
      }),
    );
  });
});

describe('slackDate', () => {
  const x = Date.UTC(2026, 0, 15, 12);

  it('is shown in the reader’s own zone, with words for who cannot', () => {
    expect(textOf('{x, slackDate}', { x }).replace(/\s/g, ' ')).toBe(
      '<!date^1768478400^{date_short_pretty} {time}|Jan 15, 2026, 1:00 PM>',
    );
    expect(textOf("{x, slackDate, '{date_long}'}", { x: new Date(x) }, { locale: 'de' })).toBe(
      '<!date^1768478400^{date_long}|15.01.2026, 13:00>',
    );
    expect(textOf('{$x :slackDate format=|at {time}|}', { x }, { syntax: 'mf2' })).toMatch(/\^at \{time\}\|/);
  });

  it('of what Slack cannot count is words alone', () => {
    expect(textOf('{x, slackDate}', { x: -1_000 }).replace(/\s/g, ' ')).toBe('Jan 1, 1970, 12:59 AM');
    expect(show('{x, slackDate}', { x: Number.NaN })).toEqual({ text: '⟨x?⟩', faults: [FAULT] });
  });

  it('has a format that cannot end it', () => {
    for (const bad of ['a^b', 'a|b', 'a>', ' ']) {
      expect(() =>
        parseForm(`{$x :slackDate format=|${bad.replace('|', '\\|')}|}`, 'mf2', {
          functions: slackFunctions,
        }),
      ).toThrow('the value of the option "format"');
      expect(show('{$x :slackDate format=$f}', { x, f: bad }, { syntax: 'mf2' }).text).toBe('⟨f?⟩');
    }
  });
});

describe('where no markup may stand', () => {
  it.each([
    ['`{x, mention}` {x, mention}', '`@U1` <@U1>'],
    ['```{x, mention}```', '```@U1```'],
    ['`{x, code}`', '`U1`'],
    ['<{x, mention}>', '&lt;@U1&gt;'],
    ['<@{x, mention}>', '&lt;@@U1&gt;'],
    ['<{x, mention}|{x, code}> {x, code}', '&lt;@U1|U1&gt; `U1`'],
    ['<{n, plural, other {{x, mention}}}>', '&lt;@U1&gt;'],
    ['<https://a.example/{x, mention}|{x, mention}>', '<https://a.example/%40U1|@U1>'],
    ['<!date^1^f|{x, mention}>', '<!date^1^f|@U1>'],
    ['a < {x, mention}', 'a &lt; <@U1>'],
    ['{x, select, other {{x, mention}}}', '<@U1>'],
  ])('%s', (source, text) => {
    expect(show(source, { x: 'U1', n: 1 }).text).toBe(text);
  });

  it('a variable of MessageFormat 2 is markup only where a call would be', () => {
    const source = '.local $m = {$x :mention} {{`{$m}` <{$m}> {$m} {$x}}}';
    expect(show(source, { x: 'U1' }, { syntax: 'mf2' }).text).toBe('`@U1` &lt;@U1&gt; <@U1> U1');
  });
});

describe('hostile values', () => {
  const attacks = [
    '<!channel>',
    '<@U1>',
    '|x><!here>',
    '>\n<!here>',
    '`<!here>`',
    'U1><!here',
    'https://a.example/|><!here>',
  ];
  const hostile = fc.oneof(
    fc.constantFrom(...attacks),
    fc.stringMatching(/^[<>!@#&|`^CUShere:/.\\" \n]{0,30}$/),
  );

  it.each([
    ['mention', /^(?:<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>)$/],
    ['channel', /^<#[CGD][A-Z0-9]+>$/],
    ['link', /^<https?:\/\/[^|<>\s]+>$/],
    ['link, label', /^<https?:\/\/[^|<>\s]+\|label>$/],
    ['code', /^$/],
    ['slackDate', /^$/],
  ])('make no token of %s but its own', (call, own) => {
    fc.assert(
      fc.property(hostile, (x) => {
        for (const mode of ['text', 'json'] as const) {
          const { text } = show(`a {x, ${call}} b`, { x }, { mode });
          for (const token of text.match(/<[^>]*>?/g) ?? []) expect(token).toMatch(own);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('say the same in both syntaxes and both modes', () => {
    const value = fc.oneof(
      hostile,
      fc.constantFrom('U012AB', 'S01', 'C01', 'https://a.example/"\\'),
      fc.date(),
      fc.integer(),
    );
    fc.assert(
      fc.property(value, fc.constantFrom('mention', 'channel', 'link', 'code', 'slackDate'), (x, name) => {
        const icu = show(`{x, ${name}}`, { x });
        expect(JSON.parse(`"${show(`{x, ${name}}`, { x }, { mode: 'json' }).text}"`)).toBe(icu.text);
        if (name !== 'slackDate' || typeof x !== 'string')
          expect(show(`{$x :${name}}`, { x }, { syntax: 'mf2' })).toEqual(icu);
      }),
      { numRuns: 300 },
    );
  });
});

it('are shown with their samples', () => {
  const source = '{a, mention} {b, channel} {c, link, l} {d, code} {e, slackDate}';
  const { contract } = contractOf([parseForm(source, 'icu', { functions: slackFunctions })]);
  expect(textOf(source, sampleValues(contract) as Record<string, ArgumentValue>)).toMatch(
    /^<@U\d+> <#C\d+> <https:\/\/example\.com\/runbook\|l> `d` <!date\^/,
  );
});

it('give way to a host’s own, and stand on Localert’s', () => {
  const mention = () => 'own';
  const all = withSlackFunctions({ mention, extra: mention });
  expect(all['mention']).toBe(mention);
  expect(all['channel']).toBe(slackFunctions['channel']);
  expect(Object.keys(all).sort()).toEqual([...Object.keys(slackFunctions), 'extra'].sort());
  expect(Object.keys(slackFunctions)).toContain('duration');
});
