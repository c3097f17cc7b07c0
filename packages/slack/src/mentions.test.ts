/** Attack 11: values that try to mention people, spoof links or break out, through real messages and layouts. */
import { layoutSchema } from '@localert/core';
import { compileForm, parseForm } from '@localert/icu';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeFor, type TextZone } from './escape.ts';
import { renderLayout } from './layout.ts';
import { markSlackText } from './slack-tokens.ts';

const compile = (source: string) => {
  const form = markSlackText(parseForm(source, 'icu'));
  const run = compileForm(form, {
    locale: 'en',
    timeZone: 'UTC',
    escape: (text, zone) => escapeFor(zone as TextZone | undefined)(text),
  });
  return (value: string) => run({ value }, () => undefined);
};

const attacks = [
  '<!channel>',
  '<!here>',
  '<!everyone|x>',
  '<@U012AB3>',
  '<!subteam^S1>',
  '<#C1>',
  '<https://evil.example|bank.com>',
  '&lt;!channel&gt;',
  '|x><!channel>',
  '>\n<!here>',
  '`<!here>`',
  '``` <!here>',
  '@U1',
  '!channel',
  '{value}',
  '\ud83d<!here>',
];
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc.stringMatching(/^[<>!@#&|`CUhere:/.^ \n;a-z]{0,30}$/),
);

/** Every token in a text. */
const tokens = (text: string) => text.match(/<[^>]*>/g) ?? [];

describe.each([
  ['{value}', []],
  ['Region {value} is down & out', []],
  ['<@{value}> <!{value}> <#{value}> <{value}|{value}>', []],
  ['{value, select, a {x} other {<!{value}>}}', []],
  ['<@U777> {value} <!here>', ['<@U777>', '<!here>']],
  ['`{value}` ```{value}```', []],
])('%s', (source, own) => {
  const run = compile(source);
  test('no value becomes a token', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(tokens(run(value))).toEqual(own);
      }),
      { numRuns: 200 },
    );
  });
});

test('no value leaves its link', () => {
  const run = compile('<https://status.example/{value}?q={value}|see {value}>');
  fc.assert(
    fc.property(hostile, (value) => {
      const [token = '', ...others] = tokens(run(value));
      expect(others).toEqual([]);
      expect(run(value)).toBe(token);
      const address = token.slice(1, token.indexOf('|'));
      expect(new URL(address.replaceAll('&amp;', '&')).host).toBe('status.example');
      expect(address).not.toMatch(/\s/);
    }),
    { numRuns: 300 },
  );
});

test('no value leaves its code', () => {
  const run = compile('`{value}`');
  fc.assert(
    fc.property(hostile, (value) => {
      expect(run(value).match(/`/g)).toHaveLength(2);
    }),
  );
});

test('slots that show a value raw escape it too', () => {
  const layout = layoutSchema.parse({
    notification: { arg: 'value' },
    color: 'none',
    blocks: [
      { type: 'header', text: { arg: 'value' } },
      { type: 'section', text: { arg: 'value', style: 'bold' }, fields: [{ arg: 'value', style: 'code' }] },
      { type: 'context', elements: [{ arg: 'value', style: 'quote' }] },
      { type: 'actions', elements: [{ type: 'button', text: { arg: 'value' } }] },
    ],
  });
  fc.assert(
    fc.property(hostile, (value) => {
      const source = {
        severity: 'high',
        field: () => undefined,
        argument: () => value,
        instant: () => undefined,
      } as const;
      const { message } = renderLayout(layout, source);
      const texts = JSON.stringify(message).match(/"text":"[^"]*"/g) ?? [];
      for (const text of texts) {
        expect(text).not.toContain('<');
        // A quotation is the only bracket that a layout itself writes.
        expect(text.replace(/(?:"|\\n)> /g, '')).not.toContain('>');
      }
    }),
  );
});
