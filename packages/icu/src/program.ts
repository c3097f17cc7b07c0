import type { ArgumentValue } from '@localert/core';
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
  readonly number?: NumberSide;
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

/** Programs of the declarations so far, and what compiling an operand needs. */
export interface Operands {
  local(index: number): Program | undefined;
  /** A new place in the memory of a run. */
  slot(): number;
  /** Reads an operand's value. */
  reader(operand: Operand | undefined): (run: Run) => NonNullable<ArgumentValue> | undefined;
}
