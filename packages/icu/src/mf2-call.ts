import { MessageTooLargeError } from './errors.ts';
import { MAX_FORMATS, type NumberCall, type NumberOptions, type Operand } from './form.ts';
import { type Mf2Context, unsupportedMf2 } from './mf2-context.ts';
import {
  dateOptions,
  isDateFunction,
  type OptionBag,
  readSelect,
  readSize,
  setOption,
  startingOptions,
} from './mf2-options.ts';
import { isUsable } from './usable-options.ts';

/** The options of a call as far as they are known before rendering. */
export interface LoweredOptions {
  readonly bag: OptionBag;
  /** Some of them are read when the message is rendered. */
  readonly variable: boolean;
  /** Its `select` is not the call's own literal: it cannot select, and says so when it is rendered. */
  readonly badSelect: boolean;
  readonly add?: number;
  readonly select?: NonNullable<NumberCall['select']>;
}

type Options = Readonly<Record<string, Operand>>;

const literal = (operand: Operand | undefined): string | undefined =>
  operand?.type === 'literal' ? operand.value : undefined;

/** `:offset` takes exactly one of `add` and `subtract`. */
function offsetOf(options: Options): number | 'variable' | undefined {
  const { add, subtract } = options;
  const given = add ?? subtract;
  if (given === undefined || (add && subtract)) return undefined;
  if (given.type !== 'literal') return 'variable';
  const size = readSize(given.value);
  return size === undefined || add ? size : -size;
}

/** `:currency` and `:unit` cannot do without the option of their own name. */
function missingOption(fn: string, options: Options, inherited: NumberOptions): boolean {
  if (fn !== 'currency' && fn !== 'unit') return false;
  return options[fn] === undefined && inherited[fn] === undefined;
}

/** Counts one kind of number or date. */
function noteFormat(key: string, context: Mf2Context): void {
  context.formats.add(key);
  if (context.formats.size > MAX_FORMATS)
    throw new MessageTooLargeError({ what: 'formats', limit: MAX_FORMATS });
}

function isRefused(fn: string, bag: OptionBag, inherited: NumberOptions, context: Mf2Context): boolean {
  if (fn === 'string') return false;
  const kind = isDateFunction(fn) ? 'date' : 'number';
  const options = kind === 'date' ? dateOptions(fn, bag) : { ...inherited, ...startingOptions(fn), ...bag };
  noteFormat(kind + JSON.stringify(options), context);
  return !isUsable(kind, options);
}

/** What a call gets from the variable that it is applied to. */
export interface Inherited {
  readonly options: NumberOptions;
  /** The variable has an option `select`. */
  readonly select: boolean;
}

/** What a call selects by: money and units cannot, and only a literal of its own may decide it. */
function selectOf(fn: string, options: Options, above: boolean): NumberCall['select'] | 'bad' {
  if (fn === 'currency' || fn === 'unit') return 'none';
  if (fn === 'string' || isDateFunction(fn)) return undefined;
  const given = fn === 'number' || fn === 'integer' ? options['select'] : undefined;
  if (given === undefined) return above ? 'bad' : undefined;
  return (given.type === 'literal' && readSelect(given.value)) || 'bad';
}

/**
 * Reads the options of a function of the specification.
 *
 * @throws LOCALERT_MESSAGE_UNSUPPORTED unless lenient
 */
export function lowerOptions(
  fn: string,
  options: Options,
  { options: inherited, select: selectAbove }: Inherited,
  context: Mf2Context,
): LoweredOptions {
  const bag: OptionBag = {};
  let variable = false;
  const refuse = (feature: string): void => {
    if (!context.lenient) throw unsupportedMf2(context, feature, `:${fn}`);
    variable = true;
  };
  for (const [name, operand] of Object.entries(options)) {
    const value = literal(operand);
    const outcome = value === undefined ? undefined : setOption(fn, name, value, bag);
    if (outcome === 'unknown' && !context.lenient) refuse(`the option "${name}" of ":${fn}"`);
    if (outcome === 'bad') refuse(`the value of the option "${name}" of ":${fn}"`);
    // `select` is never read from a value.
    if (outcome === undefined && name !== 'select') variable = true;
  }
  const select = selectOf(fn, options, selectAbove);
  if (select === 'bad') refuse(`the value of the option "select" of ":${fn}"`);
  if (missingOption(fn, options, inherited)) refuse(`":${fn}" without the option "${fn}"`);
  const add = fn === 'offset' ? offsetOf(options) : undefined;
  if (fn === 'offset' && add === undefined)
    refuse('":offset" without one whole number in "add" or "subtract"');
  if (variable) noteFormat(`variable ${context.formats.size}`, context);
  else if (isRefused(fn, bag, inherited, context)) refuse(`the options of ":${fn}"`);
  return {
    bag,
    variable,
    badSelect: select === 'bad',
    ...(typeof add === 'number' ? { add } : {}),
    ...(select === undefined ? {} : { select: select === 'bad' ? 'none' : select }),
  };
}
