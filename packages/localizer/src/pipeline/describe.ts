import type { ArgumentContract } from '@localert/core';
import type { MessageForm, TextNode } from '@localert/icu';
import { own } from '../own.ts';
import type { SentenceNode } from './branches.ts';
import { operandName } from './operand.ts';

const KINDS: Readonly<Record<string, string>> = { number: 'a number', date: 'a date or time' };

/** What a value of a message is, in words for a translator: its name, what kind it is, what the author says of it. */
export function describeNode(
  node: Exclude<SentenceNode, TextNode>,
  form: MessageForm,
  contract: ArgumentContract,
): string {
  if (node.type === 'markup') return `formatting: ${node.name}`;
  const { operand, call } = node.expression;
  const name = operandName(operand, form);
  const kind = call.name === 'custom' ? call.function : KINDS[call.name];
  const said = own(contract, name)?.description;
  const about = [kind, said].filter((part) => part !== undefined && part !== '').join(': ');
  return about === '' ? name : `${name} (${about})`;
}
