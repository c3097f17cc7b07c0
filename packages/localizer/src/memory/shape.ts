import type { MessageSyntax } from '@localert/core';
import { type FormNode, type MessageForm, parseForm } from '@localert/icu';
import { allFunctionNames } from '../pipeline/function-names.ts';

const OURS = allFunctionNames();

/** A message as a memory compares it. */
export interface MessageShape {
  /** Arguments and what a message chooses by: two messages with different ones are never alike. */
  readonly structure: string;
  /** The words of all of its branches. */
  readonly words: string;
}

function collect(
  nodes: readonly FormNode[],
  form: MessageForm,
  structure: Set<string>,
  words: string[],
): void {
  for (const node of nodes) {
    if (node.type === 'text') words.push(node.value);
    else if (node.type === 'markup') structure.add(`#${node.name}`);
    else if (node.type === 'placeholder') structure.add(JSON.stringify(node.expression.operand ?? null));
    else {
      for (const { operand, call } of node.selectors)
        structure.add(`${call.name} ${JSON.stringify(operand ?? null)}`);
      for (const variant of node.variants) collect(variant.nodes, form, structure, words);
    }
  }
}

/** The shape of a message; of one that does not parse, its text, which is alike to nothing but itself. */
export function shapeOf(source: string, syntax: MessageSyntax): MessageShape {
  try {
    // A message that calls a function of the host is not known here, and alike to nothing but itself.
    const form = parseForm(source, syntax, { lenient: true, functions: OURS });
    const structure = new Set<string>();
    const words: string[] = [];
    collect(form.nodes, form, structure, words);
    for (const { name } of form.declarations) structure.add(`.${name}`);
    return { structure: [...structure].sort().join('\n'), words: words.join(' ') };
  } catch {
    return { structure: `text ${source}`, words: source };
  }
}
