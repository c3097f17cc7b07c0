import type { Report } from './report.ts';

const START = /^\s*/;
const END = /\s*$/;

/** The white space around a text. */
export const edgesOf = (text: string): readonly [start: string, end: string] => {
  const start = START.exec(text)?.[0] ?? '';
  if (start.length === text.length) return [start, ''];
  return [start, END.exec(text.slice(-200))?.[0] ?? ''];
};

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['…', /(?:\.\.\.|…|⋯)$/],
  ['?', /[?？؟;՞]$/],
  ['!', /[!！]$/],
  [':', /[:：]$/],
  ['.', /[.。।።။։]$/],
  [',', /[,،、，]$/],
];

const kindOf = (text: string): string => {
  const end = text.trimEnd().replace(/["'”’»)\]」』}]+$/, '');
  return KINDS.find(([, pattern]) => pattern.test(end))?.[0] ?? '';
};

/** Languages in which the Greek question mark is one; elsewhere ";" ends nothing. */
const endsAs = (text: string, language: string): string => {
  const kind = kindOf(text);
  return kind === '?' && text.trimEnd().endsWith(';') && language !== 'el' ? '' : kind;
};

const linesIn = (text: string): number => text.trim().split('\n').length;

/** An apostrophe before what other readers of MessageFormat 1 take for syntax. */
const APOSTROPHE = /(?<!')'(?=[<|#])/;

/** Looks at both ends, and at lines. */
export function checkEdges(
  source: string,
  target: string,
  languages: { source: string; target: string },
  icu: boolean,
  report: Report,
): void {
  const [sourceStart, sourceEnd] = edgesOf(source);
  const [start, end] = edgesOf(target);
  if (start !== sourceStart) {
    report.add('edge-space', {
      message: 'The white space at the beginning is not that of the source.',
      start: 0,
      end: start.length,
      fixable: true,
    });
  }
  if (end !== sourceEnd) {
    report.add('edge-space', {
      message: 'The white space at the end is not that of the source.',
      start: target.length - end.length,
      fixable: true,
    });
  }
  // Thai ends its sentences with a space, so a mark that is gone is no fault there.
  const [wanted, given] = [endsAs(source, languages.source), endsAs(target, languages.target)];
  if (wanted !== given && !(given === '' && ['th', 'lo', 'km', 'my'].includes(languages.target))) {
    report.add('punctuation', {
      message:
        given === ''
          ? `The source ends with "${wanted}", the translation does not.`
          : wanted === ''
            ? `The translation ends with "${given}", the source does not.`
            : `The source ends with "${wanted}", the translation with "${given}".`,
      start: Math.max(0, target.length - end.length - 1),
      confidence: 0.4,
    });
  }
  if (source.includes('\n') || target.includes('\n')) {
    if (linesIn(source) !== linesIn(target)) {
      report.add('lines', {
        message: 'The translation has another number of lines than the source.',
        confidence: 0.5,
      });
    }
  }
  const apostrophe = icu ? APOSTROPHE.exec(target) : null;
  if (apostrophe !== null && !APOSTROPHE.test(source)) {
    report.add('apostrophe', {
      message:
        'Other readers of MessageFormat take this apostrophe for the beginning of a quotation; write ’.',
      start: apostrophe.index,
      end: apostrophe.index + 1,
      fixable: true,
    });
  }
}
