import type { LocaleFacts } from './locale-facts.ts';
import { checkMojibake } from './mojibake.ts';
import type { Report } from './report.ts';

const nameOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Characters and ranges as a class; as a list, since some of them combine with their neighbours in a literal. */
const anyOf = (ranges: readonly string[], flags = 'gu'): RegExp => new RegExp(`[${ranges.join('')}]`, flags);

/** Controls without tab and line breaks, lone surrogates, private use, and what is no character. */
const CONTROL =
  /(?![\t\n\r])\p{Cc}|[\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\p{Co}/gu;
/** Shows nothing, and is not a direction control. */
const UNSEEN: readonly string[] = [
  '\\u00ad',
  '\\u034f',
  '\\u061c',
  '\\u115f',
  '\\u1160',
  '\\u17b4',
  '\\u17b5',
  '\\u180b-\\u180f',
  '\\u200b-\\u200f',
  '\\u2060-\\u2065',
  '\\u206a-\\u206f',
  '\\u2800',
  '\\u3164',
  '\\ufe00-\\ufe0f',
  '\\ufeff',
  '\\uffa0',
  '\\u{1d173}-\\u{1d17a}',
  '\\u{e0000}-\\u{e01ef}',
];
const INVISIBLE = anyOf(UNSEEN);
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;
/** Any of the above, as a quick question. */
const ODD = new RegExp(
  `${anyOf([...UNSEEN, '\\u202a-\\u202e', '\\u2066-\\u2069'], 'u').source}|${CONTROL.source}`,
  'u',
);

const JOINING_END =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const UNSPACED_END = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const EMOJI_END = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[#*\d]|\ufe0f)$/u;
const FLAG_END = /\u{1f3f4}[\u{e0000}-\u{e007f}]{0,10}$/u;
const HAN_END = /\p{Script=Han}$/u;

function needed(character: string, before: string, rightToLeft: boolean): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x200e || code === 0x200f || code === 0x61c) return rightToLeft;
  if (code === 0x200c) return JOINING_END.test(before);
  if (code === 0x200d) return JOINING_END.test(before) || EMOJI_END.test(before);
  if (code === 0x200b || code === 0x2060) return UNSPACED_END.test(before);
  if (code === 0xfe0f || code === 0xfe0e) return EMOJI_END.test(before);
  if (code >= 0xe0100 || (code >= 0xfe00 && code <= 0xfe0d)) return HAN_END.test(before);
  return code >= 0xe0000 && FLAG_END.test(before);
}

/** Offsets of direction controls without their other half, or that go on past a line. */
function unpaired(text: string): ReadonlySet<number> {
  const open: { at: number; isolate: boolean }[] = [];
  const alone = new Set<number>();
  for (const { 0: character, index } of text.matchAll(/[\u202a-\u202e\u2066-\u2069]/g)) {
    const isolate = character >= '\u2066';
    if (character === '\u202c' || character === '\u2069') {
      const last = open.at(-1);
      if (last === undefined || last.isolate !== isolate) alone.add(index);
      else open.pop();
    } else {
      open.push({ at: index, isolate });
    }
  }
  for (const { at } of open) alone.add(at);
  return alone;
}

function checkDirection(source: string, target: string, facts: LocaleFacts, report: Report): void {
  const alone = unpaired(target);
  for (const { 0: character, index } of target.matchAll(DIRECTION)) {
    const override = character === '\u202d' || character === '\u202e';
    // Pairs of isolates and embeddings are what a text that is written from right to left may need.
    if (!override && !alone.has(index) && (facts.rightToLeft || source.includes(character))) continue;
    report.add('bidi', {
      message: `The direction control ${nameOf(character)} ${override ? 'shows text in reverse' : alone.has(index) ? 'has no other half' : 'is not of the source'}; remove it.`,
      start: index,
      end: index + 1,
    });
  }
}

/** Looks for characters that no reader sees, or that come from a wrong encoding. */
export function checkCharacters(source: string, target: string, facts: LocaleFacts, report: Report): void {
  checkMojibake(source, target, report);
  if (!ODD.test(target)) return;
  for (const { 0: character, index } of target.matchAll(CONTROL)) {
    if (source.includes(character) && character.length === 1 && character >= '\ue000') continue;
    if (source.includes(character) && character < '\ud800') continue;
    report.add('control', {
      message: `${nameOf(character)} is no character that a text can hold; remove it.`,
      start: index,
      end: index + character.length,
      fixable: true,
    });
  }
  checkDirection(source, target, facts, report);
  for (const { 0: character, index } of target.matchAll(INVISIBLE)) {
    const before = target.slice(Math.max(0, index - 24), index);
    if (needed(character, before, facts.rightToLeft) || source.includes(character)) continue;
    report.add('invisible', {
      message: `The invisible character ${nameOf(character)} has no use here; remove it.`,
      start: index,
      end: index + character.length,
      fixable: true,
    });
  }
}
