import type { Escaper } from '@localert/icu';

/** Keeps what stands on either side of it from being read as one. */
const JOINER = '\u2060';

/** What may begin a line of Markdown: a list, a line, an underlined heading. A value may stand at the beginning of one. */
const AT_START = /^(\s*)([-+=]|\d{1,9}(?=[.)]))/;

const MARKS = /[\\*_~[\]()#!|]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: Markdown forbids them, and they are nothing to read
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const SPECIAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\\*_~[\]()#!|&<>`@:]|^\s*[-+=\d]|www\./i;

/**
 * A value as text of a Markdown block, whatever it is: no link, image, mention, heading, list, table or code comes of it.
 * Marks are escaped by a backslash (CommonMark 0.31, "Backslash escapes"), brackets and ampersands as entities, since
 * Slack looks for its tokens too; a backtick becomes its look-alike U+02CB, because nothing escapes it inside of code.
 * Of what Slack would make a link of by itself, `://`, `www.` and `@` are parted by an invisible U+2060; a bare name of a
 * host stays, and leads where it says. Line ends become spaces: a value cannot begin a line.
 */
export function escapeMarkdown(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return value
    .toWellFormed()
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
    .replace(CONTROL, '\ufffd')
    .replaceAll('`', '\u02cb')
    .replace(MARKS, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@|:(?=\/)/g, `\\$&${JOINER}`)
    .replace(/www(?=\.)/gi, `$&${JOINER}`)
    .replace(AT_START, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}${JOINER}` : `${space}\\${mark}`,
    );
}

/** {@link escapeMarkdown} as `@localert/icu` calls it: the same wherever a value stands. */
export const markdownEscaper: Escaper = Object.freeze({
  escape: escapeMarkdown,
  special: () => SPECIAL,
});
