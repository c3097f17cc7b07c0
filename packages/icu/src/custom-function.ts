import type { ArgumentItem, ArgumentValue } from '@localert/core';
import type { OptionReaders, OptionValues } from './function-options.ts';
import type { Markup } from './markup.ts';

/** What a function gives: a text, which is escaped like a value, or markup, which is not. */
export type Formatted = string | Markup;

/** A formatting function without types; what it returns is a value's text and is escaped like one. */
export type CustomFunction = (
  /** The value as the alert gave it; `undefined` for a function without a value. */
  value: ArgumentValue,
  /** The call's options by name. MessageFormat 1 gives its style as `style`. */
  options: Readonly<Record<string, ArgumentValue>>,
  locale: string,
) => Formatted;

/** What a function takes, by the word for it. */
export interface TakenValues {
  /** Strings; numbers and booleans come as their digits and words. */
  readonly text: string;
  readonly number: number | bigint;
  /** Valid. Epoch milliseconds come as a date too. */
  readonly date: Date;
  /** At most 1,000 items. */
  readonly list: readonly ArgumentItem[];
  /** The function stands alone: `{:name}`, in MessageFormat 2 only. */
  readonly none: undefined;
}

/** The word for what a function takes. It becomes the argument's type in the contract. */
export type Takes = keyof TakenValues;

/** Where a call stands. */
export interface FunctionContext {
  /** Of the text, BCP 47. */
  readonly locale: string;
  /** The locale to give to `Intl`: the text's, or `en` where `Intl` has no data and would take the host's own. */
  readonly intlLocale: string;
  /** The tenant's, an IANA name. */
  readonly timeZone: string;
  /** When the text is shown, in epoch milliseconds: the same throughout one message. */
  readonly now: number;
  /** The value stands in the message itself: the author wrote it, and no alert can change it. */
  readonly literal: boolean;
  /** Reports the value as a wrong one although there is a text to show. */
  fault(): void;
}

/** A function with types: what {@link defineFunction} takes. */
export interface FunctionDefinition<
  Taken extends Takes = Takes,
  Options extends OptionReaders = OptionReaders,
> {
  /**
   * What the value has to be; anything else is a fault and shows a marker. Given as a function when options decide it:
   * it gets the options of the call, `undefined` where their values are not known before rendering.
   */
  readonly takes: Taken | ((options: OptionValues<Options>) => Taken);
  /** The options, each with its words or with what reads it. Others are errors of the message. */
  readonly options?: Options;
  /** The option that the style of MessageFormat 1 gives, all of it. Default: the style is a list of options. */
  readonly style?: keyof Options & string;
  /** A value as it looks in life, for proofs and previews. Needed where not every value of its type will do. */
  readonly sample?: string | number;
  /** Names of other functions whose value and options this one takes over from a variable, besides its own. */
  readonly inherits?: readonly string[];
  /**
   * Makes the text. Pure: the same for the same value, options and context. `undefined`, or whatever it throws, is a
   * fault and shows a marker.
   */
  format?(
    value: TakenValues[Taken],
    options: OptionValues<Options>,
    context: FunctionContext,
  ): Formatted | undefined;
  /**
   * Chooses among the keys of `.match`: the one that fits, or several, the best first. `undefined`: none, so `*`.
   * A function without it cannot select.
   */
  select?(
    value: TakenValues[Taken],
    keys: readonly string[],
    options: OptionValues<Options>,
    context: FunctionContext,
  ): string | readonly string[] | undefined;
  /**
   * What a call does besides showing text, as a word for those who check messages; asked once, when the message is
   * parsed. `literal` is the value when it stands in the message.
   */
  effect?(literal: string | undefined): string | undefined;
}

/** A definition of whatever type; its types were checked where it was written. */
export type AnyFunctionDefinition = FunctionDefinition<Takes>;

/** Formatting functions by name. */
export type CustomFunctions = Readonly<Record<string, CustomFunction | AnyFunctionDefinition>>;

/**
 * Defines a formatting function: what it takes decides the argument's type, a wrong option is found when the message is
 * parsed.
 *
 * @example
 * ```ts
 * import { compileMessage, defineFunction } from '@localert/icu';
 *
 * const shout = defineFunction({
 *   takes: 'text',
 *   options: { marks: ['one', 'three'] },
 *   format: (value, { marks }, { intlLocale }) => value.toLocaleUpperCase(intlLocale) + (marks === 'three' ? '!!!' : '!'),
 * });
 *
 * const message = compileMessage('{what, shout, three}', { locale: 'en', functions: { shout } });
 * message.format({ what: 'fire' }); // 'FIRE!!!'
 * ```
 */
export function defineFunction<
  Taken extends Takes,
  const Options extends OptionReaders = Record<never, never>,
>(definition: FunctionDefinition<Taken, Options>): FunctionDefinition<Taken> {
  // What is read by the very readers of the definition has the types that they give.
  return Object.freeze({ ...definition }) as unknown as FunctionDefinition<Taken>;
}
