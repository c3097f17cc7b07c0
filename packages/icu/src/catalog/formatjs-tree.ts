import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { printAST } from '@formatjs/icu-messageformat-parser/printer.js';
import { MAX_NESTING } from '../form.ts';
import { isJsonRecord, own } from './json.ts';

/** Elements that FormatJS has, by number: from literal text to tags. */
const LAST_TYPE = 8;

/** Whether a value is a syntax tree: their printer shows nothing where an element is none. */
function isTree(value: unknown, depth: number): value is MessageFormatElement[] {
  if (!Array.isArray(value) || depth > 2 * MAX_NESTING) return false;
  return value.every((element) => {
    const type = isJsonRecord(element) ? own(element, 'type') : undefined;
    if (!isJsonRecord(element) || typeof type !== 'number' || type < 0 || type > LAST_TYPE) return false;
    const children = own(element, 'children');
    const options = own(element, 'options');
    const branches = isJsonRecord(options) ? Object.values(options) : [];
    const inside = branches.every((one) => isJsonRecord(one) && isTree(own(one, 'value'), depth + 1));
    return inside && (children === undefined || isTree(children, depth + 1));
  });
}

/** The source of a text, or of a syntax tree that `formatjs compile --ast` made. */
export function formatJsSource(message: unknown): string | undefined {
  if (typeof message === 'string') return message;
  if (!isTree(message, 0)) return undefined;
  try {
    return printAST(message);
  } catch {
    // What lacks the rest of an element makes their printer fail in its own ways.
    return undefined;
  }
}
