import { MessageTooDeepError, MessageTooLargeError } from './errors.ts';
import { MAX_NESTING, MAX_NODES } from './form.ts';

/** A custom function's name in the source: `{x, name}`. */
export interface CustomUse {
  /** Where its argument's brace stands. */
  readonly brace: number;
  /** Where the name starts. */
  readonly offset: number;
  readonly name: string;
}

/** What the look over a source needs to know. */
export interface ScanOptions {
  /** Names of custom functions. */
  readonly functions: { has(name: string): boolean };
  /** `<b>` opens a tag. */
  readonly tags: boolean;
}

/** Two braces a level (`{x, select, a {`), one for a placeholder inside and one to be generous. */
const MAX_BRACES = 2 * MAX_NESTING + 2;
/** `{x, name` at a brace. */
const TYPED_ARGUMENT = /\{\s*[^\s{},']+\s*,\s*([^\s{},']+)(?=\s*[,}])/y;
/** `<b>`, `</b>` or `<b/>`: what may open or close a tag. */
const TAG = /<(\/?)[A-Za-z][^<>{}']*>/y;

/** What the look over a source found. */
export interface Scanned {
  readonly uses: readonly CustomUse[];
  /** At least so many nodes the form has, if the source is well formed. */
  readonly nodes: number;
}

/** `#` is a letter, or the number of the plural around it: of the very branch, or of one around its select. */
type Pound = 'letter' | 'own' | 'outer';

/** Where the look over a source is, and what it has found. */
interface Scan {
  readonly source: string;
  readonly options: ScanOptions;
  readonly uses: CustomUse[];
  /** One for each open brace and one for the message: what `#` is there. */
  readonly pounds: Pound[];
  offset: number;
  nodes: number;
  tags: number;
  inText: boolean;
  /**
   * After an apostrophe in a select in a plural, where the parser and the lowering may differ about what is quoted: no
   * `#` is counted up to the next brace.
   */
  quoted: boolean;
}

function count(scan: Scan): void {
  scan.nodes += 1;
  if (scan.nodes > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
}

/** The offset after quoted text that starts with the apostrophe at `start`, or after the apostrophe if none does. */
function afterQuote(source: string, start: number, quotable: string): number {
  const next = source[start + 1];
  if (next === "'") return start + 2;
  if (next === undefined || !quotable.includes(next)) return start + 1;
  for (let end = source.indexOf("'", start + 2); end !== -1; end = source.indexOf("'", end + 2)) {
    if (source[end + 1] !== "'") return end + 1;
  }
  return source.length;
}

/** Notes a custom function in the argument that opens here; tells whether a plural does. */
function argument(scan: Scan): boolean {
  TYPED_ARGUMENT.lastIndex = scan.offset;
  const [whole = '', name] = TYPED_ARGUMENT.exec(scan.source) ?? [];
  if (name === undefined) return false;
  if (scan.options.functions.has(name)) {
    scan.uses.push({ brace: scan.offset, offset: scan.offset + whole.length - name.length, name });
  }
  return name === 'plural' || name === 'selectordinal';
}

/** Steps into an argument or a branch: one node. */
function open(scan: Scan, inPattern: boolean): void {
  count(scan);
  const above = scan.pounds.at(-1) ?? 'letter';
  // A branch is what its argument says; an argument in a branch hands on the number that is around it.
  const inside = above === 'letter' ? 'letter' : 'outer';
  scan.pounds.push(inPattern ? (argument(scan) ? 'own' : inside) : above);
  scan.quoted = false;
  if (scan.pounds.length > MAX_BRACES + 1) throw new MessageTooDeepError({ limit: MAX_NESTING });
  scan.inText = false;
  scan.offset += 1;
}

function close(scan: Scan): void {
  scan.pounds.pop();
  scan.inText = false;
  scan.quoted = false;
  scan.offset += 1;
}

/** Steps over a tag, if one stands here. Tags nest as branches do. */
function tag(scan: Scan): boolean {
  TAG.lastIndex = scan.offset;
  const [whole, closing] = TAG.exec(scan.source) ?? [];
  if (whole === undefined || whole.endsWith('/>')) return false;
  count(scan);
  scan.tags += closing ? -1 : 1;
  if (scan.tags > MAX_NESTING) throw new MessageTooDeepError({ limit: MAX_NESTING });
  scan.inText = false;
  scan.offset += whole.length;
  return true;
}

/** Steps on in a pattern: one node for a text, and for each `#` that is a number. */
function pattern(scan: Scan, character: string): void {
  if (character === '<' && scan.options.tags && tag(scan)) return;
  const pound = scan.pounds.at(-1);
  const number = pound !== 'letter' && character === '#' && !scan.quoted;
  if (number || !scan.inText) count(scan);
  scan.inText = !number;
  if (character !== "'") {
    scan.offset += 1;
    return;
  }
  scan.quoted = pound === 'outer';
  scan.offset = afterQuote(scan.source, scan.offset, pound === 'own' ? '{}<>#' : '{}<>');
}

/** Steps on in an argument, where apostrophes surround any text of a style. */
function style(scan: Scan, character: string): void {
  const end = character === "'" ? scan.source.indexOf("'", scan.offset + 1) : scan.offset;
  scan.offset = end === -1 ? scan.source.length : end + 1;
}

/**
 * One look over a source before the recursive parser gets it: refuses what is nested too deep or has more nodes than a
 * form may have, and finds the uses of custom functions, which the parser does not know. What it counts is never more
 * than what the lowering makes of the same source.
 *
 * @throws LOCALERT_MESSAGE_TOO_DEEP, LOCALERT_MESSAGE_TOO_LARGE
 */
export function scanIcu(source: string, options: ScanOptions): Scanned {
  const scan: Scan = {
    source,
    options,
    uses: [],
    pounds: ['letter'],
    offset: 0,
    nodes: 0,
    tags: 0,
    inText: false,
    quoted: false,
  };
  while (scan.offset < source.length) {
    const character = source[scan.offset] ?? '';
    // Braces open arguments in patterns, branches in arguments.
    const inPattern = scan.pounds.length % 2 === 1;
    if (character === '{') open(scan, inPattern);
    else if (character === '}' && scan.pounds.length > 1) close(scan);
    else if (inPattern) pattern(scan, character);
    else style(scan, character);
  }
  return scan;
}
