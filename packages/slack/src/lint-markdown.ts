import type { LintEdit, LintFix, MaskedPattern } from '@localert/icu/lint';
import type { SlackLintCode } from './slack-lint-rules.ts';
import { HOLE } from './token.ts';

/** One slip in the markup of a text. */
export interface MarkupSlip {
  readonly code: SlackLintCode;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fix?: LintFix;
}

const FENCE = '```';

/** The end of the code that begins at `start`; -1 when it has none. */
function codeEnd(text: string, start: number): number {
  if (text.startsWith(FENCE, start)) {
    const close = text.indexOf(FENCE, start + FENCE.length);
    return close === -1 ? text.length : close + FENCE.length;
  }
  const close = text.indexOf('`', start + 1);
  const line = text.indexOf('\n', start + 1);
  return close === -1 || (line !== -1 && line < close) ? -1 : close + 1;
}

/** Blanks code out, where no mark counts, and answers where a backtick stands alone. */
function withoutCode(text: string): { text: string; alone: readonly number[] } {
  const alone: number[] = [];
  let shown = '';
  for (let at = text.indexOf('`'); at !== -1; at = text.indexOf('`', shown.length)) {
    const end = codeEnd(text, at);
    if (end === -1) alone.push(at);
    // Letters stand in: they are neither marks nor edges of words.
    shown += text.slice(shown.length, at) + 'x'.repeat((end === -1 ? at + 1 : end) - at);
  }
  return { text: shown + text.slice(shown.length), alone };
}

const BOLD = /\*\*(?=[^\s*])([^*\n]{1,500})(?<=\S)\*\*/g;
const STRIKE = /~~(?=[^\s~])([^~\n]{1,500})(?<=\S)~~/g;
const LINK = /\[([^[\]\n|<>]{1,300})\]\(((?:https?:\/\/|mailto:)[^\s()<>|]{1,1000})\)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL stands for a placeholder
const VALUE_LINK = /\[[^[\]\n|<>]{1,300}\]\(\u0000[^\s()<>|]{0,1000}\)/g;
const HEADING = /^#{1,6} +(\S[^\n]*)$/gm;

const cut = (start: number, length: number): LintEdit => ({ start, end: start + length, text: '' });

/** `**x**` → `*x*`, `~~x~~` → `~x~`: one mark less on either side. */
function* doubled(text: string, offset: number): Generator<MarkupSlip> {
  for (const [pattern, code, mark] of [
    [BOLD, 'markdown-bold', '*'],
    [STRIKE, 'markdown-strike', '~'],
  ] as const) {
    for (const { 0: whole, index } of text.matchAll(pattern)) {
      const start = offset + index;
      const end = start + whole.length;
      const message = `Slack knows ${mark}one mark${mark} and shows two as they are; take one on either side.`;
      const fix = { description: `Write ${mark}…${mark}`, edits: [cut(start, 1), cut(end - 1, 1)] };
      yield { code, start, end, message, fix };
    }
  }
}

function* links(source: string, text: string, offset: number): Generator<MarkupSlip> {
  for (const { 0: whole, 1: words = '', 2: address = '', index } of text.matchAll(LINK)) {
    const start = offset + index;
    const end = start + whole.length;
    const from = start + whole.length - 1 - address.length;
    const link = `<${source.slice(from, end - 1)}|${source.slice(start + 1, start + 1 + words.length)}>`;
    const message = 'Slack shows a link of Markdown as it is written; write <address|words>.';
    const fix = { description: 'Write <address|words>', edits: [{ start, end, text: link }] };
    yield { code: 'markdown-link', start, end, message, fix };
  }
  for (const { 0: whole, index } of text.matchAll(VALUE_LINK)) {
    const start = offset + index;
    const message =
      'Slack shows a link of Markdown as it is written, and no value may say where a link leads; take a button with a url slot.';
    yield { code: 'markdown-link', start, end: start + whole.length, message };
  }
}

function* headings(text: string, offset: number): Generator<MarkupSlip> {
  for (const { 0: whole, 1: words = '', index } of text.matchAll(HEADING)) {
    const start = offset + index;
    const end = start + whole.length;
    const sign = { start, end: end - words.length, text: '*' };
    const message = 'Slack has no headings in a text; write *bold*, or take a header block.';
    const fix = { description: 'Write *…*', edits: [sign, { start: end, end, text: '*' }] };
    yield { code: 'markdown-heading', start, end, message, ...(words.includes('*') ? {} : { fix }) };
  }
}

const WORDLIKE = /[\p{L}\p{N}]/u;
const isInner = (character: string | undefined): boolean =>
  character !== undefined && (character === HOLE || WORDLIKE.test(character));
const isGap = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

/** Where a mark begins or ends a style by its place beside a word, and finds no other half. */
function loose(line: string, mark: string): readonly number[] {
  const alone: number[] = [];
  let open: number | undefined;
  for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + 1)) {
    const [before, after] = [line[at - 1], line[at + 1]];
    if (before === mark || after === mark) continue;
    const opens = !isInner(before) && !isGap(after);
    const closes = !isGap(before) && !isInner(after);
    if (closes && open !== undefined) open = undefined;
    else if (opens) {
      if (open !== undefined) alone.push(open);
      open = at;
    } else if (closes) alone.push(at);
  }
  return open === undefined ? alone : [...alone, open];
}

function* unbalanced(text: string, offset: number, alone: readonly number[]): Generator<MarkupSlip> {
  const message = 'This mark has no other half in its line, so Slack shows it; close it, or take it out.';
  for (const at of alone)
    yield { code: 'mark-unbalanced', start: offset + at, end: offset + at + 1, message };
  let from = offset;
  for (const line of text.split('\n')) {
    for (const mark of ['*', '_', '~']) {
      for (const at of loose(line, mark)) {
        // Away from an argument a star is as likely a footnote.
        if (line[at - 1] !== HOLE && line[at + 1] !== HOLE) continue;
        yield { code: 'mark-unbalanced', start: from + at, end: from + at + 1, message };
      }
    }
    from += line.length + 1;
  }
}

/**
 * Looks for markup that Slack does not know or that is not closed. Slack: "Formatting message text".
 *
 * @param pattern - the literal text of one pattern of the source
 */
export function lintMarkdown(source: string, pattern: MaskedPattern): readonly MarkupSlip[] {
  const { offset } = pattern;
  const { text, alone } = withoutCode(pattern.text);
  return [
    ...doubled(text, offset),
    ...links(source, text, offset),
    ...headings(text, offset),
    ...unbalanced(text, offset, alone),
  ];
}
