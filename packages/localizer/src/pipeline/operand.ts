import type { Expression, MessageForm, Operand } from '@localert/icu';

/** The name of what an operand is: an argument, or a local variable; empty for a literal. */
export function operandName(operand: Operand | undefined, { declarations }: MessageForm): string {
  if (operand?.type === 'argument') return operand.name;
  if (operand?.type === 'local')
    return (declarations[operand.index] as MessageForm['declarations'][number]).name;
  return '';
}

/** What is done to a value in the end: of a local variable, what its declaration does. */
export function calledBy({ call, operand }: Expression, form: MessageForm): Expression['call'] {
  if (call.name !== 'plain' || operand?.type !== 'local') return call;
  const { expression } = form.declarations[operand.index] as MessageForm['declarations'][number];
  return calledBy(expression, form);
}
