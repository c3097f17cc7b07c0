import type { MessageSyntax } from '@localert/core';
import type { Takes } from './custom-function.ts';

/** Longest source of one message, in UTF-16 code units. */
export const MAX_SOURCE_LENGTH = 16_384;
/** Most nodes of one form: texts, placeholders, variants, markup, declarations and option values. */
export const MAX_NODES = 2_000;
/**
 * Most kinds of numbers and dates in one message, calls with variable options each for one: Intl builds an object for
 * each, which takes up to 0.1 ms.
 */
export const MAX_FORMATS = 64;
/** Deepest nesting of branches in branches. */
export const MAX_NESTING = 16;
/** Longest output of one message by default, in UTF-16 code units. */
export const DEFAULT_MAX_OUTPUT = 65_536;

/** The one intermediate form of MessageFormat 1 and 2: plain data, frozen in meaning, safe to share. */
export interface MessageForm {
  readonly syntax: MessageSyntax;
  /** `.input` and `.local` of MessageFormat 2 in their order; empty for MessageFormat 1. */
  readonly declarations: readonly Declaration[];
  /** The message's pattern. */
  readonly nodes: readonly FormNode[];
}

/** One `.input` or `.local`: a name for an expression. */
export interface Declaration {
  readonly name: string;
  readonly expression: Expression;
}

/** One piece of a pattern. */
export type FormNode = TextNode | PlaceholderNode | MatchNode | MarkupNode;

/** Literal text. */
export interface TextNode {
  readonly type: 'text';
  readonly value: string;
}

/** A value that is formatted into the text. */
export interface PlaceholderNode {
  readonly type: 'placeholder';
  readonly expression: Expression;
  /** Where the value lands, in words of the caller, for example `url` or `code`: handed to `escape`. */
  readonly zone?: string;
}

/** A choice among variants: plural, select and selectordinal of MessageFormat 1, `.match` of MessageFormat 2. */
export interface MatchNode {
  readonly type: 'match';
  readonly selectors: readonly Expression[];
  /** In the order of the source; the last resort has `any` keys only and is always there. */
  readonly variants: readonly Variant[];
}

/** One branch of a {@link MatchNode}: as many keys as there are selectors. */
export interface Variant {
  readonly keys: readonly VariantKey[];
  readonly nodes: readonly FormNode[];
}

/**
 * What a selector must give for a variant: `any` (`other`, `*`), the very number (`=1`; a canonical decimal),
 * a CLDR plural category, or a text. Exact goes before category, category before any.
 */
export type VariantKey =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact' | 'category' | 'text'; readonly value: string };

/** Markup of MessageFormat 2: shows nothing in a text, stands in the parts. */
export interface MarkupNode {
  readonly type: 'markup';
  readonly kind: 'open' | 'standalone' | 'close';
  readonly name: string;
  readonly options: Readonly<Record<string, Operand>>;
  /** What the author calls it in the parts (`u:id` of MessageFormat 2). */
  readonly id?: Operand;
  /** Options that markup cannot have (`u:dir`): reported at each rendering and ignored. */
  readonly faulty?: readonly string[];
}

/** Where a value comes from. `local` is a declaration's index. */
export type Operand =
  | { readonly type: 'argument'; readonly name: string }
  | { readonly type: 'literal'; readonly value: string }
  | { readonly type: 'local'; readonly index: number };

/** A value and what is done to it. Without an operand only a custom function can stand here. */
export interface Expression {
  readonly operand?: Operand;
  readonly call: FunctionCall;
  /** Text direction that the author set (`u:dir` of MessageFormat 2): the value is isolated. */
  readonly direction?: 'ltr' | 'rtl' | 'auto';
  /** Where the direction comes from when it is no literal of those; other values are reported and ignored. */
  readonly directionFrom?: Operand;
  /** What the author calls it in the parts (`u:id` of MessageFormat 2). */
  readonly id?: Operand;
}

/** Options for `Intl.NumberFormat`, with what it lacks. */
export interface NumberOptions extends Intl.NumberFormatOptions {
  /** Multiplies the value before it is shown (`scale/100` of number skeletons). */
  readonly scale?: number;
}

/**
 * What is done to a value.
 *
 * `plain`: shown as it is (`{x}`) · `string` · `number`, with `offset` added first and `integer` rounding to one ·
 * `date`, which stands for dates, times and both · `custom`, a function of the host.
 * `number` and `date` inherit the options of the local variable that they are applied to.
 */
export type FunctionCall =
  | { readonly name: 'plain' }
  | { readonly name: 'string' }
  | NumberCall
  | DateCall
  | CustomCall;

/** A number, percent, amount of money or of a unit. */
export interface NumberCall {
  readonly name: 'number';
  readonly options: NumberOptions;
  /** Added to the value: minus the `offset:` of a plural, `:offset` of MessageFormat 2. An integer. */
  readonly add?: number;
  /** Exact keys test the value before `add`, as `=1` of MessageFormat 1 does. */
  readonly exactBeforeAdd?: boolean;
  /** Rounds to an integer, half up, before selection and display (`:integer`). */
  readonly integer?: boolean;
  /** What it selects by; default `cardinal`. `none`: it cannot select (`:currency`, `:unit`). */
  readonly select?: 'cardinal' | 'ordinal' | 'exact' | 'none';
  /** The author wrote `select`; calls on top of this one must not inherit it (LDML 48 part 9, number selection). */
  readonly givenSelect?: true;
  /** Options that come from values, by the function's option name. */
  readonly variable?: VariableOptions;
}

/** A date, a time or both. */
export interface DateCall {
  readonly name: 'date';
  /** Without `timeZone` the renderer's is used, never the host's. */
  readonly options: Intl.DateTimeFormatOptions;
  readonly variable?: VariableOptions;
}

/** A function of the host, by its name. */
export interface CustomCall {
  readonly name: 'custom';
  readonly function: string;
  readonly options: Readonly<Record<string, Operand>>;
  /** What the function takes, where it was defined so. */
  readonly takes?: Takes;
  /** A value that the function takes, where not every value of its type will do. */
  readonly sample?: string | number;
  /** What the call does besides showing text, in the function's own word. */
  readonly effect?: string;
}

/** Options of a MessageFormat 2 function that are variables: they are read when the message is rendered. */
export interface VariableOptions {
  /** The function as it stands in the message, without the colon: it says what the options mean. */
  readonly function: string;
  /** All options of the call, by name. */
  readonly options: Readonly<Record<string, Operand>>;
  /** Its `select` is a variable or the operand's, which the specification forbids: it cannot select. */
  readonly badSelect?: true;
}
