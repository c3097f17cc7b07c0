import type { NumberCall, NumberOptions } from '../form.ts';
import { type OptionBag, setOption, startingOptions } from '../mf2-options.ts';
import { relevantNumberOptions } from './icu-number-style.ts';
import { canonical } from './same.ts';

/** A call of a function of MessageFormat 2 with literal options. */
export interface Mf2Call {
  readonly function: string;
  readonly options: Readonly<Record<string, string>>;
}

const SELECTS = { cardinal: 'plural', ordinal: 'ordinal', exact: 'exact' } as const;

function functionOf({ integer, add, options }: NumberCall): string {
  if (integer) return 'integer';
  if (add !== undefined) return 'offset';
  const { style } = options;
  return style === 'percent' || style === 'currency' || style === 'unit' ? style : 'number';
}

function optionText(value: unknown): string {
  return value === undefined ? 'auto' : String(value);
}

function literalOptions(fn: string, options: NumberOptions): Record<string, string> {
  const starting = startingOptions(fn);
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(options)) {
    if (Object.hasOwn(starting, name) && starting[name] === value) continue;
    if (fn === 'currency' && /^(?:minimum|maximum)FractionDigits$/.test(name))
      given['fractionDigits'] = optionText(value);
    else given[name] = name === 'useGrouping' && value === false ? 'never' : optionText(value);
  }
  return given;
}

/** Whether a call with these literal options means just the options of the form. */
function means(call: Mf2Call, wanted: NumberOptions): boolean {
  const bag: OptionBag = {};
  const known = Object.entries(call.options).every(
    ([name, value]) => setOption(call.function, name, value, bag) === 'set',
  );
  return known && canonical({ ...startingOptions(call.function), ...bag }, true) === canonical(wanted, true);
}

/**
 * The call that gives a number of a form.
 *
 * @returns `undefined` when MessageFormat 2 has no option for what the number asks for
 */
export function mf2NumberCall(call: NumberCall): Mf2Call | undefined {
  const fn = functionOf(call);
  const shown: Mf2Call = { function: fn, options: literalOptions(fn, call.options) };
  if (!means(shown, call.options)) return undefined;
  const { add, select } = call;
  const more: Record<string, string> = {};
  if (add !== undefined) more[add < 0 ? 'subtract' : 'add'] = String(Math.abs(add));
  if (select !== undefined && select !== 'none') more['select'] = SELECTS[select];
  return { function: fn, options: { ...shown.options, ...more } };
}

/** Digits of money come in one option: as many as there are. A bound of none is also the least. */
function moneyDigits({
  minimumFractionDigits: least,
  maximumFractionDigits: most,
}: NumberOptions): NumberOptions {
  return least === undefined && most === 0 ? { minimumFractionDigits: 0 } : {};
}

/**
 * The number of MessageFormat 2 that shows what a number of MessageFormat 1 shows.
 *
 * @returns `undefined` when there is none: compact and scientific notation, scales
 */
export function mf2Number(options: NumberOptions): NumberCall | undefined {
  const relevant = relevantNumberOptions(options);
  const { style = 'decimal' } = relevant;
  const money = style === 'currency' ? moneyDigits(relevant) : {};
  const select = style === 'currency' || style === 'unit' ? ({ select: 'none' } as const) : {};
  const call: NumberCall = { name: 'number', options: { ...relevant, ...money, style }, ...select };
  return mf2NumberCall(call) && call;
}
