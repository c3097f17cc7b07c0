import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeFor, escapeText, slackEscaper } from './escape.ts';
import { unescapeText } from './plain-words.ts';

describe('escapeText', () => {
  test('escapes each of the three characters once, the ampersand first', () => {
    expect(escapeText('<!channel> & <@U1> &lt; <https://evil|bank.com>')).toBe(
      '&lt;!channel&gt; &amp; &lt;@U1&gt; &amp;lt; &lt;https://evil|bank.com&gt;',
    );
  });

  test('replaces lone surrogates and keeps pairs', () => {
    expect(escapeText('a\ud83dZ \udc00 😀')).toBe('a\ufffdZ \ufffd 😀');
  });

  test('shows any text exactly, with nothing left that could be a token', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]/);
        expect(unescapeText(escaped)).toBe(text);
      }),
    );
  });

  test('always gives well-formed Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0xd800, max: 0xdfff }), (text, code) => {
        const escaped = escapeText(text + String.fromCharCode(code) + text);
        expect(escaped).not.toMatch(/[\ud800-\udfff]/u);
      }),
    );
  });
});

describe('escapeFor', () => {
  const zones = ['url', 'label', 'code', undefined] as const;

  test('no value can leave the place where it stands', () => {
    const hostile = fc.stringMatching(/^[<>|`&%@ \n!#a-z0-9:/.]{0,40}$/);
    fc.assert(
      fc.property(hostile, (value) => {
        const link = `<https://bank.example/${escapeFor('url')(value)}|${escapeFor('label')(value)}>`;
        // One opening, one closing bracket, and the first bar is ours.
        expect(link.match(/[<>\n]/g)).toEqual(['<', '>']);
        const address = unescapeText(link.slice(1, link.indexOf('|')));
        expect(new URL(address).host).toBe('bank.example');
        expect(`\`${escapeFor('code')(value)}\``.match(/`/g)).toHaveLength(2);
        for (const zone of zones) expect(escapeFor(zone)(value)).not.toMatch(/[<>]/);
      }),
    );
  });

  test('encodes what would end an address and keeps what is encoded already', () => {
    expect(escapeFor('url')('a|b>c d\n"é%20%zz\\')).toBe('a%7Cb%3Ec%20d%0A%22%C3%A9%20%25zz%5C');
    expect(escapeFor('url')('?a=1&b=2')).toBe('?a=1&amp;b=2');
    expect(escapeFor('url')('\ud800')).toBe('%EF%BF%BD');
  });

  test('a value behind a host cannot turn the host into a user name', () => {
    expect(escapeFor('url')('@evil.example')).toBe('%40evil.example');
  });

  test('keeps the words of a link on one line', () => {
    expect(escapeFor('label')('one \r\n two|three')).toBe('one two|three');
  });
});

describe('slackEscaper', () => {
  test('says of every text that it changes that it is special', () => {
    const zones = [undefined, 'url', 'label', 'code', 'constructor'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.string({ unit: 'binary', maxLength: 12 }), (zone, text) => {
        if (!slackEscaper.special(zone).test(text)) expect(slackEscaper.escape(text, zone)).toBe(text);
      }),
      { numRuns: 3_000 },
    );
    expect(slackEscaper.escape('a|b `c`', 'url')).toBe('a%7Cb%20%60c%60');
    expect(slackEscaper.escape('`c`', 'code')).toBe('\u02cbc\u02cb');
    expect(slackEscaper.escape('<x>', 'constructor')).toBe('&lt;x&gt;');
  });
});
