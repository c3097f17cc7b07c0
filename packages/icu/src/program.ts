import type { ArgumentValue } from '@localert/core';
import type { TakenValues, Takes } from './custom-function.ts';
import type { NumberCall, NumberOptions, Operand } from './form.ts';
import type { Run } from './run.ts';

/** What a number is before it is shown. */
export type Numeric = number | bigint;

/** An expression, compiled. Each function gives `undefined` after it has reported a fault. */
export interface Program {
  readonly kind: 'plain' | 'text' | 'number' | 'date' | 'custom';
  /** The text to show, not escaped. Sets the run's `shown`. */
  show(run: Run): string | undefined;
  /** The value for functions that are applied to this one. */
  value(run: Run): NonNullable<ArgumentValue> | undefined;
  /** The parts of the text, where Intl makes them. */
  parts?(run: Run): readonly { type: string; value: string }[] | undefined;
  /** What of the text, just shown, is markup and stands as it is; `undefined` when it is text. */
  markup?(run: Run): string | undefined;
  /** The keys that fit, the best first; without it the text is compared. */
  select?(run: Run, keys: readonly string[]): readonly string[];
  readonly number?: NumberSide;
  readonly custom?: CustomSide;
  readonly date?: DateSide;
}

/** What a number gives to functions on top of it and to selection. */
export interface NumberSide {
  read(run: Run): Numeric | undefined;
  /** The value before `add`. */
  before(run: Run): Numeric | undefined;
  /** All options with what they inherit, where they are known before rendering. */
  readonly fixed?: NumberOptions;
  options(run: Run): NumberOptions | undefined;
  readonly call: NumberCall;
}

/** What a date gives to functions on top of it. */
export interface DateSide {
  /** Epoch milliseconds. */
  read(run: Run): number | undefined;
  readonly fixed?: Intl.DateTimeFormatOptions;
  options(run: Run): Intl.DateTimeFormatOptions | undefined;
}

/** What a defined function works on. */
export interface Prepared {
  readonly value: TakenValues[Takes];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a defined function gives to functions on top of it. */
export interface CustomSide {
  readonly name: string;
  read(run: Run): Prepared | undefined;
}

/** Programs of the declarations so far, and what compiling an operand needs. */
export interface Operands {
  local(index: number): Program | undefined;
  /** A new place in the memory of a run. */
  slot(): number;
  /** Reads an operand's value. */
  reader(operand: Operand | undefined): (run: Run) => NonNullable<ArgumentValue> | undefined;
}
