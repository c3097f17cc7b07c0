import type { ArgumentValue, ArgumentValues } from '@localert/core';
import type { CustomFunctions } from './custom-function.ts';
import type { ResolutionErrorKind } from './errors.ts';
import type { FaultCode, ValueFault } from './fault.ts';
import type { Expression, MessageForm, Operand } from './form.ts';
import { givesOwnValues } from './own-values.ts';

/** Faults of the message rather than of the values; a form that was parsed strictly has none. */
export type TroubleCode = Exclude<ResolutionErrorKind, 'unresolved-variable'>;

/**
 * What the text, just shown, is: a value's own · a localized number or date, whose direction is the locale's · the same,
 * known to need no escaping.
 */
export const SHOWN = { value: 0, localized: 1, clean: 2 } as const;
/** One of {@link SHOWN}. */
export type Shown = (typeof SHOWN)[keyof typeof SHOWN];

/** What expressions need to know of their form. */
export type FormHead = Pick<MessageForm, 'syntax' | 'declarations'>;

/** What stays the same for all renderings of one form. */
export interface Env {
  /** Without its nodes, so that a compiled message does not hold what it was compiled from. */
  readonly form: FormHead;
  readonly locale: string;
  /** The locale that Intl gets for numbers and dates. */
  readonly intlLocale: string;
  /** The locale that Intl gets for plural rules. */
  readonly pluralLocale: string;
  /** Of the locale's script. */
  readonly direction: 'ltr' | 'rtl';
  readonly timeZone: string;
  readonly functions: CustomFunctions;
}

/** One rendering. */
export interface Run {
  readonly values: ArgumentValues;
  /** What the values give for a name that is not inherited by all objects is their own. */
  readonly own: boolean;
  readonly report: (fault: ValueFault) => void;
  /** Hears what MessageFormat 2 names beyond values: `argument` where a value is to blame. Strict renders have none. */
  readonly trouble: ((code: TroubleCode, name: string, argument?: string) => void) | undefined;
  /** UTF-16 code units of text that still fit. */
  left: number;
  /** The output cap was met. */
  full: boolean;
  shown: Shown;
  /** The last fault, for the marker. */
  code: FaultCode;
  argument: string | undefined;
  /** What calls with variable options gave, by slot, so that none is computed twice. */
  memo: unknown[] | undefined;
  /** Epoch milliseconds; read from the clock when the first function asks. */
  now: number | undefined;
}

/** Starts a rendering. */
export function startRun(
  values: ArgumentValues,
  report: (fault: ValueFault) => void,
  maxOutput: number,
  trouble?: Run['trouble'],
  now?: number,
): Run {
  return {
    values,
    own: givesOwnValues(values),
    report,
    trouble,
    left: maxOutput,
    full: false,
    shown: SHOWN.value,
    code: 'argument-missing',
    argument: undefined,
    memo: undefined,
    now,
  };
}

/** Notes and reports a fault of a value. Returns `undefined`: there is no text. */
export function fail(run: Run, code: FaultCode, argument: string): undefined {
  run.code = code;
  run.argument = argument;
  run.report({ code, argument });
}

/** Reports a fault of the message. */
export function troubled(run: Run, code: TroubleCode, name: string): undefined {
  run.code = 'argument-type';
  run.argument = undefined;
  if (run.trouble) run.trouble(code, name);
  else run.report({ code: 'argument-type' });
}

/** Reports a value that a function cannot take: the argument's fault, or the message's own when it is a literal. */
export function wrong(run: Run, argument: string | undefined, code: TroubleCode, fn: string): undefined {
  if (argument === undefined) return troubled(run, code, fn);
  if (!run.trouble) return fail(run, 'argument-type', argument);
  run.code = 'argument-type';
  run.argument = argument;
  run.trouble(code, fn, argument);
}

/**
 * Names what follows from a fault that is reported already: a function whose operand failed is a bad operand too, a
 * selector that failed a bad selector (LDML 48 part 9, errors). Strict renders tell each fault once.
 */
export function follows(run: Run, code: TroubleCode, name: string): undefined {
  run.trouble?.(code, name);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
const ASCII = /^[\u0000-\u007f]*$/;

/** Values with more names than any message takes are not searched. */
const MAX_KEYS = 1_000;

/** Names are compared in NFC (LDML 48 part 9, names); only names beyond ASCII can differ. */
function byNormalForm(values: ArgumentValues, name: string): ArgumentValue {
  if (ASCII.test(name)) return undefined;
  const keys = Object.keys(values);
  if (keys.length > MAX_KEYS) return undefined;
  const normal = name.normalize();
  const same = keys.find((key) => key.normalize() === normal);
  return same === undefined ? undefined : values[same];
}

/** Reads an argument that the values have themselves; `{constructor}` is missing. */
export function readArgument(run: Run, name: string): NonNullable<ArgumentValue> | undefined {
  const { values } = run;
  const value = Object.hasOwn(values, name) ? values[name] : byNormalForm(values, name);
  return value ?? fail(run, 'argument-missing', name);
}

/** How an operand is written in MessageFormat 2, for fallbacks: `$name`, `|text|` or `:function`. */
export function sourceOf(expression: Expression, form: FormHead): string {
  const { operand, call } = expression;
  if (operand === undefined) return `:${call.name === 'custom' ? call.function : call.name}`;
  if (operand.type === 'literal') return `|${operand.value.replace(/[\\|]/g, '\\$&')}|`;
  return `$${operand.type === 'argument' ? operand.name : (form.declarations[operand.index]?.name ?? '')}`;
}

/** Of each form whose declarations were asked for: the arguments that they come from. */
const ROOTS = new WeakMap<FormHead['declarations'], readonly (string | undefined)[]>();

function rootsOf({ declarations }: FormHead): readonly (string | undefined)[] {
  const known = ROOTS.get(declarations);
  if (known) return known;
  const roots: (string | undefined)[] = [];
  for (const { expression } of declarations) {
    const { operand } = expression;
    roots.push(
      operand?.type === 'argument'
        ? operand.name
        : operand?.type === 'local'
          ? roots[operand.index]
          : undefined,
    );
  }
  ROOTS.set(declarations, roots);
  return roots;
}

/** The argument that an operand comes from in the end. */
export function rootArgument(operand: Operand | undefined, form: FormHead): string | undefined {
  if (operand?.type === 'argument') return operand.name;
  return operand?.type === 'local' ? rootsOf(form)[operand.index] : undefined;
}

/** What a variable stands for: the expression that declares it, through other plain variables. */
export function declaredBy(expression: Expression, form: FormHead): Expression {
  let found = expression;
  while (found.operand?.type === 'local' && found.call.name === 'plain') {
    const declared = form.declarations[found.operand.index]?.expression;
    if (declared === undefined) break;
    found = declared;
  }
  return found;
}

/** Remembers what a function of a run gave, faults included, so that chains of declarations stay linear. */
export function remembered<Value>(
  slot: number,
  compute: (run: Run) => Value | undefined,
): (run: Run) => Value | undefined {
  return (run) => {
    run.memo ??= [];
    const kept = run.memo[slot] as
      | (Pick<Run, 'code' | 'argument'> & { value: Value | undefined })
      | undefined;
    if (!kept) {
      const value = compute(run);
      run.memo[slot] = { value, code: run.code, argument: run.argument };
      return value;
    }
    if (kept.value === undefined) ({ code: run.code, argument: run.argument } = kept);
    return kept.value;
  };
}
