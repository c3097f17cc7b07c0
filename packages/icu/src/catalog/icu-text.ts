/** Runs of what is quoted, and of apostrophes, by what is special besides braces. */
const SPECIAL = {
  '': /[{}][{}']*|'+/g,
  '#': /[{}#][{}#']*|'+/g,
  '<': /[{}<][{}<']*|'+/g,
  '#<': /[{}#<][{}#<']*|'+/g,
} as const;
/** An apostrophe before one of these starts a quotation in some implementation. */
const QUOTABLE = "{}<>#|'";
/** What the parser takes as a name (UTS #35 and ICU: neither white space nor pattern syntax). */
const IDENTIFIER = /^[^\p{White_Space}\p{Pattern_Syntax}]+$/u;

/** Whether a name can stand for an argument or a branch of a select. */
export function isIcuName(name: string): boolean {
  return IDENTIFIER.test(name);
}

/**
 * Literal text as MessageFormat 1 writes it. Braces and what is special here stand in apostrophes; an apostrophe is doubled
 * where it could start a quotation, which leaves "don't" as it is.
 *
 * @param special - besides braces: `#` in a plural, `<` for readers with tags
 */
export function icuText(text: string, special: '' | '#' | '<' | '#<' = ''): string {
  return text.replace(SPECIAL[special], (run: string, offset: number) => {
    const doubled = run.replaceAll("'", "''");
    if (!run.startsWith("'")) return `'${doubled}'`;
    const next = text[offset + run.length];
    return run.length === 1 && next !== undefined && !QUOTABLE.includes(next) ? run : doubled;
  });
}
