/** Makes a value's text mean itself in the markup around it. Gets the placeholder's `zone`. */
export type EscapeFunction = (text: string, zone: string | undefined) => string;

/** An escape function, and how to tell that it has nothing to do. */
export interface Escaper {
  readonly escape: EscapeFunction;
  /**
   * Matches every text that `escape` would change in the zone; it may match more. Most values have no match, and are
   * then never handed to `escape`. Without the flags `g` and `y`.
   */
  special(zone: string | undefined): RegExp;
}

/** How values are escaped. */
export type Escape = EscapeFunction | Escaper;

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const JSON_SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;

/** What stands between the quotes of a JSON string (RFC 8259 section 7); lone surrogates as `\ud800`. */
export const jsonText = (text: string): string =>
  JSON_SPECIAL.test(text) ? JSON.stringify(text).slice(1, -1) : text;

/** By source: one for all placeholders of a zone. */
const both = new Map<string, RegExp>();

function orJson(special: RegExp): RegExp {
  const key = `${special.flags}/${special.source}`;
  let pattern = both.get(key);
  if (pattern === undefined) {
    pattern = new RegExp(`${JSON_SPECIAL.source}|${special.source}`, special.flags);
    both.set(key, pattern);
  }
  return pattern;
}

/**
 * The test that finds texts that have to be escaped or encoded.
 *
 * @returns `undefined` when no text has to be, and `always` when only the escaper can tell
 */
export function specialOf(
  escaper: Escape | undefined,
  zone: string | undefined,
  json: boolean,
): RegExp | 'always' | undefined {
  if (escaper === undefined) return json ? JSON_SPECIAL : undefined;
  if (typeof escaper === 'function') return 'always';
  return json ? orJson(escaper.special(zone)) : escaper.special(zone);
}

/** The function of an escaper. */
export const escapeFunctionOf = (escaper: Escape | undefined): EscapeFunction | undefined =>
  typeof escaper === 'object' ? escaper.escape : escaper;
