/** A character that is no white space (ECMA-262, WhiteSpace and LineTerminator), nor what begins a JSON escape. */
export function isFirm(code: number): boolean {
  if (code < 0x80) return code > 0x20 && code !== 0x7f && code !== 0x5c;
  if (code >= 0x2000 && code <= 0x206f) return false;
  return code > 0xa0 && code !== 0x1680 && code !== 0x3000 && code !== 0xfeff;
}

/** A JSON escape of a control character at the end, such as `\\n`. */
const endsInEscape = (json: string): boolean =>
  json.charCodeAt(json.length - 2) === 0x5c && /[bfnrt]$/.test(json);

/**
 * Whether a text is not blank and has nothing at either end that could be trimmed.
 *
 * @param json - as between the quotes of a JSON string; one that cannot be told at once is said to have no firm ends
 */
export function hasFirmEnds(json: string): boolean {
  const last = json.length - 1;
  return last >= 0 && isFirm(json.charCodeAt(0)) && isFirm(json.charCodeAt(last)) && !endsInEscape(json);
}
