import type { FunctionTable } from './custom-call.ts';
import { MessageTooDeepError, MessageTooLargeError } from './errors.ts';
import { MAX_NESTING, MAX_NODES } from './form.ts';

/** A custom function's name in the source: `{x, name}`. */
export interface CustomUse {
  /** Where the name starts. */
  readonly offset: number;
  readonly name: string;
}

/** Two braces a level (`{x, select, a {`), one for a placeholder inside and one to be generous. */
const MAX_BRACES = 2 * MAX_NESTING + 2;
/** `{x, name` at a brace. */
const TYPED_ARGUMENT = /\{\s*[^\s{},']+\s*,\s*([^\s{},']+)(?=\s*[,}])/y;
const QUOTABLE = "{}<>#'";

/** The offset after quoted text that starts with the apostrophe at `start`. */
function afterQuote(source: string, start: number): number {
  const next = source[start + 1];
  if (next === undefined || !QUOTABLE.includes(next)) return start + 1;
  if (next === "'") return start + 2;
  for (let end = source.indexOf("'", start + 2); end !== -1; end = source.indexOf("'", end + 2)) {
    if (source[end + 1] !== "'") return end + 1;
  }
  return source.length;
}

/**
 * One look over a source before the recursive parser gets it: refuses what is nested too deep or has too many
 * braces, and finds the uses of custom functions, which the parser does not know.
 *
 * @throws LOCALERT_MESSAGE_TOO_DEEP, LOCALERT_MESSAGE_TOO_LARGE
 */
export function scanIcu(source: string, functions: FunctionTable): readonly CustomUse[] {
  const uses: CustomUse[] = [];
  let depth = 0;
  let braces = 0;
  for (let offset = 0; offset < source.length; ) {
    const character = source[offset];
    if (character === "'") {
      offset = afterQuote(source, offset);
      continue;
    }
    if (character === '{') {
      depth += 1;
      braces += 1;
      if (depth > MAX_BRACES) throw new MessageTooDeepError({ limit: MAX_NESTING });
      if (braces > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
      if (functions.size > 0) {
        TYPED_ARGUMENT.lastIndex = offset;
        const [whole, name] = TYPED_ARGUMENT.exec(source) ?? [];
        if (whole !== undefined && name !== undefined && functions.has(name)) {
          uses.push({ name, offset: offset + whole.length - name.length });
        }
      }
    } else if (character === '}' && depth > 0) {
      depth -= 1;
    }
    offset += 1;
  }
  return uses;
}
