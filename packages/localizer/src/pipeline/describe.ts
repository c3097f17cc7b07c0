import type { ArgumentContract } from '@localert/core';
import type { MessageForm, Operand } from '@localert/icu';
import type { SentenceNode } from './branches.ts';

function nameOf(operand: Operand | undefined, { declarations }: MessageForm): string {
  if (operand?.type === 'argument') return operand.name;
  return operand?.type === 'local' ? (declarations[operand.index]?.name ?? '') : '';
}

const KINDS: Readonly<Record<string, string>> = { number: 'a number', date: 'a date or time' };

/** What a value of a message is, in words for a translator: its name, what kind it is, what the author says of it. */
export function describeNode(node: SentenceNode, form: MessageForm, contract: ArgumentContract): string {
  if (node.type === 'markup') return `formatting: ${node.name}`;
  if (node.type === 'text') return '';
  const { operand, call } = node.expression;
  const name = nameOf(operand, form);
  const kind = call.name === 'custom' ? call.function : KINDS[call.name];
  const said = Object.hasOwn(contract, name) ? contract[name]?.description : undefined;
  const about = [kind, said].filter((part) => part !== undefined && part !== '').join(': ');
  return about === '' ? name : `${name} (${about})`;
}
