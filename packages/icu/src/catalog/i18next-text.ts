import { isLocalertError } from '@localert/core';
import { MessageTooLargeError } from '../errors.ts';
import { type FormNode, MAX_SOURCE_LENGTH } from '../form.ts';
import { notConvertible } from './errors.ts';
import { callOfFormat, formatOfCall } from './i18next-format.ts';
import { isIcuName } from './icu-text.ts';
import { same } from './same.ts';

const NESTING = '$t(';
const LINE_END = /[\n\r\u2028\u2029]/;

/** A text of i18next refers to another message. */
export class NestingInText extends Error {}

function placeholderOf(content: string, functions: ReadonlySet<string>): FormNode {
  // A dash asks i18next not to escape the value; escaping is the renderer's here.
  const [name = '', ...format] = content.replace(/^-/, '').split(',');
  const argument = name.trim();
  if (!isIcuName(argument)) throw notConvertible('icu', `the placeholder "${argument}" of i18next`);
  const text = format.join(',').trim();
  const call = text === '' ? ({ name: 'plain' } as const) : callOfFormat(text, functions);
  return { type: 'placeholder', expression: { operand: { type: 'argument', name: argument }, call } };
}

/** Where the next `{{…}}` stands: at least one character, on one line. */
function nextPlaceholder(text: string, from: number): { start: number; end: number } | undefined {
  for (let start = text.indexOf('{{', from); start !== -1; start = text.indexOf('{{', start + 1)) {
    const end = text.indexOf('}}', start + 3);
    if (end === -1) return undefined;
    if (!LINE_END.test(text.slice(start, end))) return { start, end };
  }
  return undefined;
}

/**
 * A text of i18next as a pattern.
 *
 * @throws NestingInText; LOCALERT_MESSAGE_NOT_CONVERTIBLE, LOCALERT_MESSAGE_TOO_LARGE
 */
export function nodesOfText(text: string, functions: ReadonlySet<string>): readonly FormNode[] {
  if (text.length > MAX_SOURCE_LENGTH)
    throw new MessageTooLargeError({ what: 'length', limit: MAX_SOURCE_LENGTH });
  if (text.includes(NESTING)) throw new NestingInText();
  const nodes: FormNode[] = [];
  let from = 0;
  const literal = (to: number): void => {
    if (to > from) nodes.push({ type: 'text', value: text.slice(from, to) });
  };
  for (let found = nextPlaceholder(text, 0); found; found = nextPlaceholder(text, from)) {
    literal(found.start);
    nodes.push(placeholderOf(text.slice(found.start + 2, found.end), functions));
    from = found.end + 2;
  }
  literal(text.length);
  return nodes;
}

/** Texts side by side are one text; of placeholders only the argument counts. */
function shape(nodes: readonly FormNode[]): unknown {
  const parts: unknown[] = [];
  let text = '';
  for (const node of nodes) {
    if (node.type === 'text') {
      text += node.value;
      continue;
    }
    parts.push(text, node.type === 'placeholder' ? node.expression.operand : node);
    text = '';
  }
  return [...parts, text];
}

function partText(node: FormNode): string {
  if (node.type === 'text') return node.value;
  const expression = node.type === 'placeholder' ? node.expression : undefined;
  if (expression?.operand?.type !== 'argument')
    throw notConvertible('i18next', 'a placeholder without an argument');
  const format = formatOfCall(expression.call);
  return `{{${expression.operand.name}${format === '' ? '' : `, ${format}`}}}`;
}

/** Whether i18next finds just these placeholders in a text. */
function readsAs(text: string, nodes: readonly FormNode[], functions: ReadonlySet<string>): boolean {
  if (text.includes(NESTING)) return false;
  try {
    return same(shape(nodesOfText(text, functions)), shape(nodes));
  } catch (error) {
    if (isLocalertError(error)) return false;
    throw error;
  }
}

/**
 * A pattern without choices as a text of i18next, which has no way to quote.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE
 */
export function textOfNodes(nodes: readonly FormNode[], functions: ReadonlySet<string>): string {
  const text = nodes.map(partText).join('');
  if (!readsAs(text, nodes, functions)) throw notConvertible('i18next', 'literal "{{" or "$t(" in a text');
  return text;
}
