import { describe, expect, it } from 'vitest';
import { wrongIn } from '../test/mark.ts';
import { detectPii } from './detect.ts';
import { foldText } from './folded-text.ts';

describe('a value does not hide', () => {
  it.each([
    ['behind full-width forms', 'ｍａｉｌ ⟦email|ａｎｎ＠ｅｘａｍｐｌｅ．ｏｒｇ⟧ ｎｏｗ'],
    ['behind characters of no width', 'mail ⟦email|a\u200bnn\u00ad@exa\u2060mple.o\ufeffrg⟧ now'],
    ['behind bidi marks', 'mail ⟦email|ann\u202e@example\u2066.org⟧'],
    ['behind variation selectors and tags', 'mail ⟦email|a\ufe0fnn@example\u{e0041}.org⟧'],
    ['behind mathematical letters and digits', 'call ⟦phone|+𝟒𝟗 𝟑𝟎 𝟗𝟎𝟏𝟖𝟐𝟎⟧, ⟦email|𝐚𝐧𝐧@example.org⟧'],
    ['behind digits of other scripts', 'at ⟦ipv4|٢٠٣.٠.١١٣.٧⟧ and ⟦payment-card|४१११ ११११ ११११ ११११⟧'],
    [
      'behind other spaces and hyphens',
      'call ⟦phone|+49\u00a030\u2009901820⟧ or ⟦us-ssn|536\u201190\u20134399⟧',
    ],
    ['behind other dots and at signs', '⟦email|ann﹫example․org⟧'],
  ])('%s', (_, row) => {
    expect(wrongIn([row])).toEqual([]);
  });

  it('nor behind half a character, which does not take the next one with it', () => {
    expect(wrongIn(['a\ud835⟦email|nn@example.org⟧', '\udb40⟦ipv4|203.0.113.7⟧ \u200b'])).toEqual([]);
    expect(detectPii('ann@example.org\ud835')).toEqual([{ kind: 'email', start: 0, end: 15 }]);
  });

  it('and its place is that of the text as it came, up to its end', () => {
    const text = '\u200b\u200bann@example.org\u200b';
    expect(detectPii(text)).toEqual([{ kind: 'email', start: 2, end: 17 }]);
    expect(detectPii('\u200bann@example.o\u{1d42b}\u{1d420}')).toEqual([
      { kind: 'email', start: 1, end: 18 },
    ]);
  });
});

describe('a folded text', () => {
  const back = (text: string) => {
    const { text: folded, startOf, endOf } = foldText(text);
    return [...Array(folded.length).keys()].map(
      (place) => `${folded[place]}=${text.slice(startOf(place), endOf(place + 1))}`,
    );
  };

  it('leads from each of its characters to the one it came from', () => {
    expect(back('a\u200bｂ𝐜d')).toEqual(['a=a', 'b=ｂ', 'c=𝐜', 'd=d']);
    expect(back('ａｂ')).toEqual(['a=ａ', 'b=ｂ']);
  });

  it('keeps what is no form of anything else, halves of characters too', () => {
    const text = 'ümläut 日本。 😀 \ud835 \ud835a \udb40';
    expect(foldText(text).text).toBe(text);
    expect(foldText('x\u{e0041}y').text).toBe('xy');
    expect(foldText('\u{1d6a8}\u200b').text).toBe('Α');
    // A place among the mathematical letters that none has.
    expect(foldText('\u{1d455}\u200b').text).toBe('\u{1d455}');
    expect(foldText('\u200b\ud835').text).toBe('\ud835');
  });

  it('ends where the text ends', () => {
    const { text, startOf, endOf } = foldText('ab\u200b');
    expect(text).toBe('ab');
    expect(endOf(2)).toBe(2);
    expect(startOf(9)).toBe(3);
  });
});
