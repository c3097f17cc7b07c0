import type { FormNode } from '@localert/icu';

/** A character that is no white space (ECMA-262, WhiteSpace and LineTerminator), nor what begins a JSON escape. */
function isFirm(code: number): boolean {
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

function isFirmAt(node: FormNode | undefined, end: 0 | -1): boolean {
  if (node?.type === 'text') return isFirm(node.value.at(end)?.charCodeAt(0) ?? 0);
  if (node?.type === 'placeholder') {
    const { name } = node.expression.call;
    return name === 'number' || name === 'date';
  }
  return node?.type === 'match' && node.variants.every(({ nodes }) => isFirmAt(nodes.at(end), end));
}

/** Whether whatever a pattern gives has firm ends: literals, numbers and dates have, what a value says may not. */
export const givesFirmEnds = (nodes: readonly FormNode[]): boolean =>
  isFirmAt(nodes[0], 0) && isFirmAt(nodes.at(-1), -1);
