import { MessageSyntaxError, MessageTooLargeError } from './errors.ts';
import { MAX_NODES } from './form.ts';
import { placeAt } from './place.ts';

/** What no MessageFormat 2 source may hold (LDML 48 part 9, message.abnf): U+0000 and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar leaves it out
const FORBIDDEN = /[\u0000\p{Surrogate}]/u;
const SPACE = /[\t\n\r \u3000\u061c\u200e\u200f\u2066-\u2069]*/y;

/** Where the look over a source is, and what it has counted. */
interface Scan {
  readonly source: string;
  offset: number;
  nodes: number;
  /** Where the attributes start. */
  readonly attributes: number[];
}

function count(scan: Scan): void {
  scan.nodes += 1;
  if (scan.nodes > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
}

/** Steps over `|…|`. */
function literal(scan: Scan): void {
  const { source } = scan;
  for (scan.offset += 1; scan.offset < source.length; scan.offset += 1) {
    const character = source[scan.offset];
    if (character === '|') break;
    if (character === '\\') scan.offset += 1;
  }
  scan.offset += 1;
}

/** Steps over `{…}`: one node, and one for each of its options and attributes. */
function expression(scan: Scan): void {
  const { source } = scan;
  let attribute = false;
  count(scan);
  scan.offset += 1;
  while (scan.offset < source.length) {
    const character = source[scan.offset];
    if (character === '|') {
      literal(scan);
      continue;
    }
    if (character === '{') return;
    if (character === '@') {
      scan.attributes.push(scan.offset);
      attribute = true;
      count(scan);
    } else if (character === '=') {
      // The sign after an attribute's name belongs to the attribute.
      if (!attribute) count(scan);
      attribute = false;
    }
    scan.offset += 1;
    if (character === '}') return;
  }
}

/** Steps over a pattern: one node for each text in it. */
function pattern(scan: Scan): void {
  const { source } = scan;
  let inText = false;
  while (scan.offset < source.length) {
    const character = source[scan.offset];
    if (character === '}') return;
    if (character === '{') {
      inText = false;
      expression(scan);
      continue;
    }
    if (!inText) count(scan);
    inText = true;
    scan.offset += character === '\\' ? 2 : 1;
  }
}

/** Steps over declarations, keys and the patterns in `{{…}}`. */
function complex(scan: Scan): void {
  const { source } = scan;
  // The pattern of a message without variants is no node of its own.
  scan.nodes = -1;
  while (scan.offset < source.length) {
    const character = source[scan.offset];
    if (source.startsWith('{{', scan.offset)) {
      count(scan);
      scan.offset += 2;
      pattern(scan);
      scan.offset += 2;
    } else if (character === '{') {
      expression(scan);
    } else if (character === '|') {
      count(scan);
      literal(scan);
    } else {
      if (character === '*') count(scan);
      scan.offset += 1;
    }
  }
}

/**
 * One look over a source before the parser gets it: refuses characters that the grammar leaves out, and what has more
 * nodes than a form may have. It never counts more than the lowering would, but for attributes, which no form keeps.
 *
 * @returns where attributes start, and how many nodes there are at least
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_TOO_LARGE
 */
export function scanMf2(source: string): Pick<Scan, 'attributes' | 'nodes'> {
  const forbidden = source.search(FORBIDDEN);
  if (forbidden !== -1) {
    const expected = 'text without U+0000 and halves of surrogate pairs';
    throw new MessageSyntaxError({
      syntax: 'mf2',
      kind: 'syntax-error',
      expected,
      ...placeAt(source, forbidden),
    });
  }
  SPACE.lastIndex = 0;
  SPACE.exec(source);
  const start = SPACE.lastIndex;
  const scan: Scan = { source, offset: 0, nodes: 0, attributes: [] };
  if (source[start] === '.' || source.startsWith('{{', start)) complex(scan);
  else pattern(scan);
  return scan;
}
