import { directionOf } from './direction.ts';
import type { LintFix } from './lint-finding.ts';
import type { LintReport } from './lint-report.ts';
import { MASK, type MaskedPattern } from './masked-pattern.ts';
import { unpairedIn, unpairedSentence } from './text-fault.ts';

/** What shows nothing, or changes how its neighbours are shown (Unicode general category Cf, the common ones). */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\udb40[\udc00-\udc7f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const OVERRIDES = '\u202d\u202e';
const EMBEDDINGS = '\u202a\u202b\u202c';
const MARKS = '\u061c\u200e\u200f';
const JOINERS = '\u200c\u200d';

const RTL_LETTER =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
/** Scripts whose letters join, and change with a joiner between them (Unicode core specification, section 23.2). */
const JOINING_END =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
/** Scripts without spaces, where a zero-width one says where a line may break. */
const UNSPACED_END =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const EMOJI_END = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const EMOJI_START = /^\p{Extended_Pictographic}/u;
/** The black flag, which alone carries tags, and those that it carries already (UTS #51, emoji tag sequences). */
const FLAG_END = /\u{1f3f4}[\u{e0000}-\u{e007f}]{0,10}$/u;

/** Whether what stands around an invisible character needs it. */
function needed(character: string, before: string, after: string, rightToLeft: boolean): boolean {
  if (MARKS.includes(character)) return rightToLeft;
  if (JOINERS.includes(character)) {
    if (JOINING_END.test(before)) return true;
    return character === '\u200d' && EMOJI_END.test(before) && EMOJI_START.test(after);
  }
  if (character === '\u200b') return UNSPACED_END.test(before);
  return character.length === 2 && FLAG_END.test(before);
}

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const removal = (start: number, end: number): LintFix => ({
  description: 'Remove the character',
  edits: [{ start, end, text: '' }],
});

function checkInvisible(
  { offset, text }: MaskedPattern,
  unpaired: ReadonlySet<number>,
  rightToLeft: boolean,
  report: LintReport,
): void {
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    const start = offset + index;
    const end = start + character.length;
    if (unpaired.has(start)) continue;
    const before = text.slice(Math.max(0, index - 24), index);
    const after = text.slice(index + character.length, index + character.length + 2);
    const name = nameOf(character);
    if (OVERRIDES.includes(character)) {
      const message = `${name} shows what follows in reverse, whatever it is; take an isolate (U+2067 … U+2069) instead.`;
      report.add('bidi-override', start, end, message);
    } else if (!EMBEDDINGS.includes(character) && !needed(character, before, after, rightToLeft)) {
      const message = `The invisible character ${name} has no use here and breaks searches and comparisons; remove it.`;
      report.add('character-invisible', start, end, message, { fix: removal(start, end) });
    }
  }
}

/**
 * Looks for characters in literal text that nobody sees: direction controls, joiners where no script joins, halves of
 * characters.
 *
 * @param balanced - whether patterns are known, so that direction controls can be paired
 */
export function lintCharacters(
  patterns: readonly MaskedPattern[],
  locale: string,
  balanced: boolean,
  report: LintReport,
): void {
  const unpaired = new Set(balanced ? unpairedIn(patterns) : []);
  const all = patterns.map(({ text }) => text).join(MASK);
  const rightToLeft = directionOf(locale) === 'rtl' || RTL_LETTER.test(all);
  for (const pattern of patterns) {
    checkInvisible(pattern, unpaired, rightToLeft, report);
    for (const { index } of pattern.text.matchAll(LONE_SURROGATE)) {
      const start = pattern.offset + index;
      const message = 'Half of a character stands here, which no text can show; remove it.';
      report.add('surrogate-lone', start, start + 1, message, { fix: removal(start, start + 1) });
    }
  }
  for (const at of unpaired) {
    const code = patterns.find(({ offset, text }) => at >= offset && at < offset + text.length);
    const message = unpairedSentence(code?.text.charCodeAt(at - code.offset) ?? 0);
    report.add('bidi-unpaired', at, at + 1, message, { fix: removal(at, at + 1) });
  }
}
