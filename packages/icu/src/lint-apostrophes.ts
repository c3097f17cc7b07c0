import { type Apostrophe, apostrophesOf } from './icu-quotes.ts';
import { type IcuPattern, patternsIn } from './icu-tree.ts';
import type { LintEdit, LintFix } from './lint-finding.ts';
import type { LintReport } from './lint-report.ts';
import { quotedArguments, quotedSentence } from './text-fault.ts';

const LETTER_END = /[\p{L}\p{N}]$/u;

/** Whether a letter stands before the apostrophe, as in "don't" and "l'hôte": it is no quotation mark then. */
const insideWord = (source: string, at: number): boolean =>
  LETTER_END.test(source.slice(Math.max(0, at - 2), at));

/** An apostrophe that shows itself in every reader: typographic in a word, doubled elsewhere. */
const shown = (source: string, at: number): LintEdit => ({
  start: at,
  end: at + 1,
  text: insideWord(source, at) ? '’' : "''",
});

function unquoting(source: string, { start, end, closed }: Omit<Apostrophe, 'kind'>): LintFix {
  const edits = [shown(source, start)];
  if (closed) edits.push(shown(source, end - 1));
  return { description: 'Show the apostrophes and fill in the argument', edits };
}

/** Whether it shows itself here, and would quote in ICU4J or in another place. */
const quotesElsewhere = (source: string, { kind, end }: Apostrophe): boolean =>
  kind === 'lone' && (source[end] === '#' || source[end] === '|');

function checkApostrophe(source: string, apostrophe: Apostrophe, report: LintReport): void {
  const { kind, start, end, closed } = apostrophe;
  // '{' by itself is how a brace is written, wherever it stands.
  const meant = closed && /^'[{}<>#]*'$/.test(source.slice(start, end));
  const vanishes = kind === 'quote' && !meant && (!closed || insideWord(source, start));
  if (!vanishes && !quotesElsewhere(source, apostrophe)) return;
  const message = vanishes
    ? 'This apostrophe is not shown: it quotes what follows. Write it as ’ or as two.'
    : 'This apostrophe is shown here, and quotes what follows in a plural or in other readers. Write it as ’ or as two.';
  const fix = vanishes
    ? unquoting(source, apostrophe)
    : { description: 'Show the apostrophe everywhere', edits: [shown(source, start)] };
  report.add('apostrophe-ambiguous', start, vanishes ? end : start + 1, message, { fix });
}

/** Looks for apostrophes of MessageFormat 1 that do what their author did not mean. */
export function lintApostrophes(source: string, tree: IcuPattern, report: LintReport): void {
  const quoted = quotedArguments(source, tree);
  for (const one of quoted) {
    report.add('argument-quoted', one.start, one.end, quotedSentence(one.argument), {
      argument: one.argument,
      fix: unquoting(source, one),
    });
  }
  const known = new Set(quoted.map(({ start }) => start));
  for (const { parts } of patternsIn(tree)) {
    for (const part of parts) {
      if (part.kind !== 'text') continue;
      for (const apostrophe of apostrophesOf(source, part)) {
        if (!known.has(apostrophe.start)) checkApostrophe(source, apostrophe, report);
      }
    }
  }
}
