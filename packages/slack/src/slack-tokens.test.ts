import type { FormNode, MessageForm, PlaceholderNode } from '@localert/icu';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBroadcasts, lintSlackText, markSlackText } from './slack-tokens.ts';

const text = (value: string): FormNode => ({ type: 'text', value });
const arg = (name: string): PlaceholderNode => ({
  type: 'placeholder',
  expression: { operand: { type: 'argument', name }, call: { name: 'plain' } },
});
const choice = (...branches: (readonly FormNode[])[]): FormNode => ({
  type: 'match',
  selectors: [arg('n').expression],
  variants: branches.map((nodes) => ({ keys: [{ kind: 'any' }], nodes })),
});
/** A pattern from text with `{name}` holes. */
const pattern = (source: string): FormNode[] =>
  source
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? text(part) : arg(part)))
    .filter((node) => node.type !== 'text' || node.value !== '');
const form = (...nodes: FormNode[]): MessageForm => ({ syntax: 'icu', declarations: [], nodes });

/** The marked form as text: `{name@zone}`, branches in brackets. */
const shown = (nodes: readonly FormNode[]): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      if (node.type === 'match') return `[${node.variants.map((variant) => shown(variant.nodes)).join('/')}]`;
      if (node.type === 'markup') return `{#${node.name}}`;
      const { operand } = node.expression;
      const name = operand?.type === 'argument' ? operand.name : '';
      return `{${name}${node.zone === undefined ? '' : `@${node.zone}`}}`;
    })
    .join('');
const mark = (...nodes: FormNode[]) => shown(markSlackText(form(...nodes)).nodes);
const codes = (...nodes: FormNode[]) => lintSlackText(form(...nodes)).map(({ code }) => code);

describe('permitted tokens', () => {
  test.each([
    '<https://a.example/x?y=1|label>',
    '<http://a.example>',
    '<mailto:ops@a.example|write>',
    '<@U012AB3>',
    '<@W012AB3|ann>',
    '<#C012AB3>',
    '<#C012AB3|general>',
    '<!subteam^S012AB3>',
    '<!subteam^S012AB3|@team>',
    '<!date^1392734382^{date_num} {time_secs}|2014-02-18>',
    '<!date^1392734382^{date}^https://a.example/|2014-02-18>',
    '<!channel>',
    '<!here>',
    '<!everyone|everyone>',
  ])('%s stays', (token) => {
    expect(mark(text(`a ${token} b`))).toBe(`a ${token} b`);
  });

  test('an ampersand in an address is escaped once', () => {
    expect(mark(text('<https://a.example/?x=1&y=2&amp;z=3|a & b &lt; c>'))).toBe(
      '<https://a.example/?x=1&amp;y=2&amp;z=3|a &amp; b &lt; c>',
    );
  });

  test('arguments learn where they stand', () => {
    expect(mark(...pattern('{a} <https://a.example/{b}?q={c}|see {d}> `{e}` {f}'))).toBe(
      '{a} <https://a.example/{b@url}?q={c@url}|see {d@label}> `{e@code}` {f}',
    );
    expect(mark(...pattern('<mailto:{who}@a.example|{name}>'))).toBe(
      '<mailto:{who@url}@a.example|{name@label}>',
    );
    expect(mark(...pattern('<!date^1392734382^date|at {time}>'))).toBe(
      '<!date^1392734382^date|at {time@label}>',
    );
  });

  test('code lasts to its closing mark; inline code ends with the line', () => {
    expect(mark(...pattern('```{a}\n`{b}\n``` {c} `{d}\n{e}'))).toBe(
      '```{a@code}\n`{b@code}\n``` {c} `{d@code}\n{e}',
    );
  });

  test('a choice inside a link is read in the zone of its place', () => {
    const nodes = [
      text('<https://a.example/'),
      choice([text('a|b c>d'), arg('x')], [text('e')]),
      text('|label '),
      choice([text('<@U1> & '), arg('y')]),
      text('>'),
    ];
    expect(mark(...nodes)).toBe(
      '<https://a.example/[a%7Cb%20c%3Ed{x@url}/e]|label [&lt;@U1&gt; &amp; {y@label}]>',
    );
  });

  test('a choice outside of tokens may hold whole tokens', () => {
    expect(mark(choice([text('<@U1> <b')], [text('`'), arg('x'), text('`')]))).toBe(
      '[<@U1> &lt;b/`{x@code}`]',
    );
    expect(mark(text('`'), choice([arg('x')]), text('`'))).toBe('`[{x@code}]`');
  });

  test('markup passes', () => {
    const markup: FormNode = { type: 'markup', kind: 'open', name: 'b', options: {} };
    expect(mark(markup, text('a'))).toBe('{#b}a');
  });
});

describe('what is escaped', () => {
  test.each([
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d', []],
    ['&amp; &lt; &gt; &copy;', '&amp; &lt; &gt; &amp;copy;', []],
    ['<@{user}>', '&lt;@{user}&gt;', ['token-argument']],
    ['<!{x}>', '&lt;!{x}&gt;', ['token-argument']],
    ['<#{c}>', '&lt;#{c}&gt;', ['token-argument']],
    ['<#C1{c}>', '&lt;#C1{c}&gt;', ['token-argument']],
    ['<{url}|Open>', '&lt;{url}|Open&gt;', ['token-argument']],
    ['<!date^{t}^date|x>', '&lt;!date^{t}^date|x&gt;', ['token-argument']],
    ['<!date^1^{f}|x>', '&lt;!date^1^{f}|x&gt;', ['token-argument']],
    ['<!subteam^{x}>', '&lt;!subteam^{x}&gt;', ['token-argument']],
    ['<@alice>', '&lt;@alice&gt;', ['token-broken']],
    ['<!group>', '&lt;!group&gt;', ['token-broken']],
    ['<https://>', '&lt;https://&gt;', ['token-broken']],
    ['<javascript:alert(1)|x>', '&lt;javascript:alert(1)|x&gt;', []],
    ['<!date^1392734382^date>', '&lt;!date^1392734382^date&gt;', ['date-fallback-missing']],
    ['<!date^1392734382^date| >', '&lt;!date^1392734382^date| &gt;', ['date-fallback-missing']],
    ['<https://a.example|x\ny>', '&lt;https://a.example|x\ny&gt;', []],
    ['<https://a.example', '&lt;https://a.example', []],
    ['{a}>', '{a}&gt;', []],
  ])('%s', (source, expected, faults) => {
    expect(mark(...pattern(source))).toBe(expected);
    expect(codes(...pattern(source))).toEqual(faults);
  });

  test('a NUL in a literal cannot pose as a placeholder', () => {
    expect(mark(text('<https://a.example/\0|x>'))).toBe('<https://a.example/|x>');
    expect(mark(text('a\0<@U1\0> `\0`'), arg('x'), text('\0'), arg('y'))).toBe('a<@U1> ``{x}{y}');
  });

  test('a token may not begin in one branch and end in another', () => {
    expect(mark(choice([text('<@U1')], [text('<!here')]), text('>'))).toBe('[&lt;@U1/&lt;!here]&gt;');
  });

  test('whatever the literals are, a second reading changes nothing', () => {
    const literal = fc.stringMatching(/^[<>&|@!#CUa-z1:/.`\n ;]{0,30}$/);
    fc.assert(
      fc.property(literal, literal, (left, right) => {
        const once = markSlackText(form(text(left), arg('x'), text(right)));
        expect(markSlackText(once)).toEqual(once);
        // Every bracket that is left belongs to a token.
        const rest = shown(once.nodes).replace(/<(?:https?:\/\/|mailto:|@[UW]|#[CG]|!)[^<>\n]*>/g, '');
        expect(rest).not.toMatch(/[<>]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('lint', () => {
  test('finds broadcasts in any branch, each once', () => {
    const message = form(text('<!here> '), choice([text('<!channel|channel>')], [text('<!here>')]));
    expect(findBroadcasts(message)).toEqual(['here', 'channel']);
    expect(lintSlackText(message).map(({ code }) => code)).toEqual(['broadcast', 'broadcast']);
    expect(findBroadcasts(form(text('&lt;!here&gt; <!group>')))).toEqual([]);
  });

  test('warns of an argument that decides where a link leads', () => {
    expect(codes(...pattern('<https://{host}/x|Open>'))).toEqual(['link-host-argument']);
    expect(codes(...pattern('<https://a.example{path}>'))).toEqual(['link-host-argument']);
    expect(codes(...pattern('<https://a.example/{path}>'))).toEqual([]);
    expect(codes(...pattern('<https://a.example?{query}>'))).toEqual([]);
  });

  test('tells what to do, and keeps long tokens short', () => {
    const [fault] = lintSlackText(form(text(`<@${'x'.repeat(200)}>`)));
    expect(fault?.message).toContain('shown as text');
    expect(fault?.message.length).toBeLessThan(160);
  });
});
