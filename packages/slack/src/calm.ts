import type { ArgumentValues } from '@localert/core';
import type { FormNode } from '@localert/icu';
import { isFirm } from './firm-ends.ts';

/** What a layout may take for its own: line ends, marks of styles, and what opens a token. */
const RESTLESS = /[\n\r\u2028\u2029*_`<]/;
/** The same of a value, whose `<` is escaped. */
const RESTLESS_VALUE = /[\n\r\u2028\u2029*_`]/;

const isCalmText = (text: string, restless: RegExp): boolean => !restless.test(text);

const CALM_CALLS: ReadonlySet<string> = new Set(['plain', 'string', 'number', 'date']);

function isCalmNode(node: FormNode): boolean {
  if (node.type === 'text') return isCalmText(node.value, RESTLESS);
  if (node.type === 'placeholder') return CALM_CALLS.has(node.expression.call.name);
  return node.type === 'match' && node.variants.every(({ nodes }) => nodes.every(isCalmNode));
}

function isFirmAt(node: FormNode | undefined, end: 0 | -1): boolean {
  if (node?.type === 'text') return isFirm(node.value.at(end)?.charCodeAt(0) ?? 0);
  if (node?.type === 'placeholder') return true;
  return node?.type === 'match' && node.variants.every(({ nodes }) => isFirmAt(nodes.at(end), end));
}

/**
 * Whether a pattern's text is calm when its values are: nothing in it that a layout would change, nothing at its ends
 * that one would trim. Such texts need not be looked at.
 */
export const isCalmPattern = (nodes: readonly FormNode[]): boolean =>
  nodes.every(isCalmNode) && isFirmAt(nodes[0], 0) && isFirmAt(nodes.at(-1), -1);

/** Whether all values that are strings are calm; one that is empty or has white space at an end is not. */
export function areCalm(values: ArgumentValues, names: readonly string[]): boolean {
  for (const name of names) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    const last = value.length - 1;
    if (last < 0 || !isFirm(value.charCodeAt(0)) || !isFirm(value.charCodeAt(last))) return false;
    if (RESTLESS_VALUE.test(value)) return false;
  }
  return true;
}
