import type { DateCall, Expression, FunctionCall, MessageForm, NumberCall } from '../form.ts';
import { notConvertible } from './errors.ts';

const refuse = (feature: string): Error => notConvertible('icu', feature);

function numberOnNumber(base: NumberCall, call: NumberCall): NumberCall {
  const add = (base.add ?? 0) + (call.add ?? 0);
  return {
    name: 'number',
    options: { ...base.options, ...call.options },
    ...(base.integer || call.integer ? { integer: true } : {}),
    ...(add === 0 ? {} : { add }),
    ...(call.select === undefined ? {} : { select: call.select }),
  };
}

function dateOnDate(base: DateCall, call: DateCall): DateCall {
  const { calendar, timeZone, hour12 } = base.options;
  const kept = {
    ...(calendar !== undefined && { calendar }),
    ...(timeZone !== undefined && { timeZone }),
    ...(hour12 !== undefined && call.options.hour !== undefined && { hour12 }),
  };
  return { name: 'date', options: { ...kept, ...call.options } };
}

/** What two calls, one on the other's result, do together. */
function composed(base: FunctionCall, call: FunctionCall): FunctionCall {
  if (call.name === 'plain') return base;
  if (base.name === 'plain') return call;
  if (call.name === 'number' && base.name === 'number') return numberOnNumber(base, call);
  if (call.name === 'date' && base.name === 'date') return dateOnDate(base, call);
  if (base.name === 'string' && call.name !== 'number' && call.name !== 'date') return call;
  throw refuse(`a ${call.name} of a ${base.name}`);
}

/**
 * An expression without local variables: what stands behind them is put in their place.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE for options from values, and calls whose results no single call gives
 */
export function resolved(expression: Expression, form: MessageForm): Expression {
  const { operand, call } = expression;
  if ('variable' in call && call.variable) throw refuse('an option whose value is an argument');
  if (operand?.type !== 'local') return expression;
  const declared = form.declarations[operand.index]?.expression;
  if (!declared) throw refuse('a variable without a declaration');
  const { direction: _, ...base } = resolved(declared, form);
  const { direction } = expression;
  return { ...base, call: composed(base.call, call), ...(direction === undefined ? {} : { direction }) };
}
