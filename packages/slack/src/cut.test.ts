import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText, splitText } from './cut.ts';

/** Escaped text as the renderer makes it: words, breaks, entities, tokens, long graphemes. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zäß]{1,12}$/) },
  { weight: 4, arbitrary: fc.constantFrom(' ', '\n', '\n\n', ' \n \n') },
  { weight: 2, arbitrary: fc.constantFrom('&amp;', '&lt;', '&gt;') },
  { weight: 2, arbitrary: fc.constantFrom('<https://a.example/x|a long label>', '<@U123>', '<!here>') },
  { weight: 2, arbitrary: fc.constantFrom('👩‍👩‍👧‍👦', '🇪🇺', 'e\u0301', 'हिन्दी', '각') },
);
const escaped = fc.array(piece, { minLength: 1, maxLength: 80 }).map((pieces) => pieces.join(''));
const bare = (text: string) => text.replace(/\s+/g, '');

/** Nothing may be left that only half an entity, token or pair would leave. */
function expectWhole(text: string): void {
  const rest = text.replace(/<[^<>\n]*>/g, '');
  expect(rest).not.toMatch(/[<>]/);
  expect(rest.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
  expect(text).not.toMatch(/[\ud800-\udfff]/u);
}
const graphemes = (text: string) =>
  [...new Intl.Segmenter('und').segment(text)].map(({ segment }) => segment);

describe('cutText', () => {
  test('leaves what fits', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('', 1)).toBe('');
  });

  test('cuts at a word where one is near, else at a character', () => {
    expect(cutText('alpha beta gamma', 14)).toBe('alpha beta…');
    expect(cutText('abcdefghijklmnop', 10)).toBe('abcdefghi…');
    expect(cutText('abc', 1)).toBe('…');
  });

  test('keeps entities, tokens and graphemes whole', () => {
    expect(cutText('ab&amp;cd', 6)).toBe('ab…');
    expect(cutText('ab&amp;cd', 8)).toBe('ab&amp;…');
    expect(cutText('ab <@U123456> cd', 10)).toBe('ab…');
    expect(cutText('ab👩‍👩‍👧‍👦cd', 8)).toBe('ab…');
    expect(cutText('a & b &co; d', 9)).toBe('a & b…');
    expect(cutText('x&amp;\u0301yyyyyy', 7)).toBe('x…');
  });

  test('a token that is longer than the room gives way to its words', () => {
    const address = `https://a.example/${'x'.repeat(200)}`;
    expect(cutText(`<${address}|the words> after`, 60)).toBe('the words after…');
    expect(cutText(`<${address}|the words> and some more`, 20)).toBe('the words and some…');
    expect(cutText(`<${address}>`, 20)).toBe('https://a.example/x…');
  });

  test('a grapheme that is longer than the room is cut between code points', () => {
    expect(cutText(`a${'\u0301'.repeat(50)}`, 10)).toBe(`a${'\u0301'.repeat(8)}…`);
    expect(cutText(`a${'\u{e0061}'.repeat(20)}`, 9)).toBe(`a${'\u{e0061}'.repeat(3)}…`);
    expect(cutText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('…');
  });

  test('closes a fenced block', () => {
    const text = `log:\n\`\`\`\n${'line of code\n'.repeat(40)}\`\`\``;
    const cut = cutText(text, 200);
    expect(cut.length).toBeLessThanOrEqual(200);
    expect(cut.match(/```/g)).toHaveLength(2);
    expect(cutText(`\`\`\`a\`\`\` ${'b '.repeat(100)}`, 120)).toMatch(/b…$/);
  });

  test('any text, any limit', () => {
    fc.assert(
      fc.property(escaped, fc.integer({ min: 20, max: 200 }), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        if (text.length <= max) {
          expect(cut).toBe(text);
          return;
        }
        // A link that is longer than the room gives way to its words, and those may fit whole.
        if (!text.startsWith('<')) expect(cut.endsWith('…')).toBe(true);
        expectWhole(cut);
        if (!text.startsWith('<')) {
          const head = graphemes(cut.slice(0, -1));
          expect(graphemes(text).slice(0, head.length)).toEqual(head);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('hostile text stays cheap', () => {
    for (const unit of ['<', '<a ', '&', '&amp;', '`', '```', ' ', '\n', '\u0301', '\ud83d', '<x|']) {
      const text = unit.repeat(50_000);
      const started = performance.now();
      expect(cutText(text, 3000).length).toBeLessThanOrEqual(3000);
      expect(performance.now() - started).toBeLessThan(2000);
    }
  });
});

describe('splitText', () => {
  test('leaves what fits', () => {
    expect(splitText('abc', 64)).toEqual({ parts: ['abc'], shortened: false });
  });

  test('prefers paragraphs, then lines, then words', () => {
    const a = 'a'.repeat(40);
    expect(splitText(`${a}\n${a}\n\n${a} ${a}`, 100).parts).toEqual([`${a}\n${a}`, `${a} ${a}`]);
    expect(splitText(`${a} ${a}\n${a} ${a}`, 100).parts).toEqual([`${a} ${a}`, `${a} ${a}`]);
    expect(splitText(`${a} ${a} ${a}`, 100).parts).toEqual([`${a} ${a}`, a]);
    expect(splitText('b'.repeat(150), 100).parts).toEqual(['b'.repeat(100), 'b'.repeat(50)]);
  });

  test('keeps the indentation of the next line', () => {
    expect(splitText(`${'a'.repeat(90)}\n\n  indented ${'b'.repeat(20)}`, 100).parts[1]).toMatch(
      /^ {2}indented/,
    );
  });

  test('reopens a fenced block in every part', () => {
    const { parts } = splitText(`before\n\`\`\`\n${'a line of code\n'.repeat(60)}\`\`\`\nafter`, 200);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(200);
      expect((part.match(/```/g) ?? []).length % 2).toBe(0);
    }
    expect(parts.join('\n').match(/a line of code/g)).toHaveLength(60);
    expect(parts.at(-1)).toMatch(/after$/);
  });

  test('a giant token becomes words and says so', () => {
    const token = `<https://a.example/${'x'.repeat(300)}|words>`;
    expect(splitText(`${token} after\n\n${'b'.repeat(95)}`, 100)).toEqual({
      parts: [`words after\n\n${'b'.repeat(87)}`, 'b'.repeat(8)],
      shortened: true,
    });
    const fenced = splitText(`\`\`\`\n${token}\n\`\`\`${'b'.repeat(100)}`, 100);
    expect(fenced.shortened).toBe(true);
    expect(fenced.parts.join('')).toContain('words');
  });

  test('a giant grapheme is divided between code points', () => {
    const { parts } = splitText(`a${'\u{e0061}'.repeat(100)}`, 64);
    expect(parts.join('')).toBe(`a${'\u{e0061}'.repeat(100)}`);
    for (const part of parts) expect(part).not.toMatch(/[\ud800-\udfff]/u);
  });

  test('loses nothing but white space at the seams', () => {
    fc.assert(
      fc.property(escaped, fc.integer({ min: 64, max: 120 }), (text, max) => {
        const { parts, shortened } = splitText(text, max);
        expect(shortened).toBe(false);
        expect(bare(parts.join(''))).toBe(bare(text));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(max);
          expectWhole(part);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('hostile text stays cheap', () => {
    for (const unit of [
      '<',
      '<a ',
      '&',
      '`',
      '```',
      '```\n',
      ' ',
      '\n',
      '\u0301',
      '<x|',
      `<${'y'.repeat(3000)}>`,
    ]) {
      const text = unit.repeat(Math.ceil(60_000 / unit.length));
      const started = performance.now();
      for (const part of splitText(text, 3000).parts) expect(part.length).toBeLessThanOrEqual(3000);
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});
