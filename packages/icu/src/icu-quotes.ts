import type { IcuText, Stretch } from './icu-tree.ts';

/** An apostrophe of literal text and what it does. */
export interface Apostrophe extends Stretch {
  /**
   * `quote`: it opens a quotation, whose stretch this is · `doubled`: two that show one · `lone`: it shows itself.
   */
  readonly kind: 'quote' | 'doubled' | 'lone';
  /** Of a quotation: whether an apostrophe closes it, rather than the text's end. */
  readonly closed: boolean;
}

function endOfQuote(source: string, start: number, end: number): { end: number; closed: boolean } {
  for (let at = start + 2; at < end; at += 1) {
    if (source[at] !== "'") continue;
    if (source[at + 1] !== "'" || at + 1 >= end) return { end: at + 1, closed: true };
    at += 1;
  }
  return { end, closed: false };
}

/**
 * The apostrophes of a literal text. The rules are those of the parser: an apostrophe quotes before `{`, `}`, `<`, `>`,
 * in a plural also before `#`, up to the next one that is not doubled.
 */
export function apostrophesOf(source: string, text: IcuText): readonly Apostrophe[] {
  const quotable = text.quotesPound ? '{}<>#' : '{}<>';
  const found: Apostrophe[] = [];
  for (let at = source.indexOf("'", text.start); at !== -1 && at < text.end; ) {
    const next = source[at + 1] ?? '';
    const kind = next === "'" ? 'doubled' : next !== '' && quotable.includes(next) ? 'quote' : 'lone';
    const { end, closed } =
      kind === 'quote'
        ? endOfQuote(source, at, text.end)
        : { end: at + (kind === 'doubled' ? 2 : 1), closed: false };
    found.push({ kind, start: at, end, closed });
    at = source.indexOf("'", end);
  }
  return found;
}
