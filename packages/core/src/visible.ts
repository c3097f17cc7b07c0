/**
 * Control characters, bidi controls and line breaks that could forge a line in a log or hide text in a
 * terminal. They are shown as `\u{…}` escapes.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

const escapeCharacter = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

/**
 * Makes a foreign string safe to stand in an error or a log line: one line, no escape sequences,
 * no bidi controls, at most `max` UTF-16 code units.
 *
 * @param text - any string, for example an id that a request sent
 * @param max - longest result before it is cut with `…`
 * @returns the same text with what cannot be seen made visible
 */
export function visible(text: string, max = 120): string {
  const cut = text.length > max ? `${text.slice(0, max)}…` : text;
  return cut.replace(INVISIBLE, escapeCharacter);
}
