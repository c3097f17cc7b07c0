import type { ArgumentItem, ArgumentValue, MessageSyntax } from '@localert/core';
import type { IcuUses } from './icu-uses.ts';
import type { Mf2Uses } from './mf2-uses.ts';

declare const FAULT: unique symbol;

/**
 * The type of an argument that no value fits, with the reason: nothing can be assigned to it, so that the compiler's
 * message has to quote it.
 */
export interface TypeFault<Reason extends string> {
  readonly [FAULT]: Reason;
}

/**
 * What the host's own functions take, by their names: a host adds its own by module augmentation, once for all of its
 * messages. An argument of a function that is not here takes what `{x}` takes.
 *
 * @example
 * ```ts
 * import type { IcuArgs } from '@localert/icu';
 *
 * declare module '@localert/icu' {
 *   interface FunctionArguments {
 *     shout: string;
 *   }
 * }
 * const values: IcuArgs<'{word, shout}'> = { word: 'fire' };
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: hosts fill it
export interface FunctionArguments {}

/** What fits every use of an argument. Nothing here has a name of its own, so that the compiler's messages spell it out. */
type ValueFor<Name extends string, Uses, Functions> = `${Name}:list` extends Uses
  ? [Extract<Uses, `${Name}:${'number' | 'date' | 'select' | 'text'}`>] extends [never]
    ? readonly ArgumentItem[]
    : TypeFault<`The argument "${Name}" is used as list and as a single value; one value cannot be both.`>
  : SingleFor<Name, Uses, Functions>;

type SingleFor<Name extends string, Uses, Functions> = `${Name}:number` extends Uses
  ? `${Name}:select` extends Uses
    ? TypeFault<`The argument "${Name}" is used as number and as select; one value cannot be both.`>
    : `${Name}:date` extends Uses
      ? number
      : number | bigint
  : `${Name}:date` extends Uses
    ? `${Name}:select` extends Uses
      ? TypeFault<`The argument "${Name}" is used as date and as select; one value cannot be both.`>
      : Date | number
    : `${Name}:select` extends Uses
      ? string
      : FunctionValue<Extract<Uses, `${Name}:fn ${string}`>, Functions>;

type FunctionValue<Use, Functions> = [Use] extends [never]
  ? string | number | bigint | boolean | Date
  : Use extends `${string}:fn ${infer Word}`
    ? Word extends keyof Functions
      ? Functions[Word]
      : string | number | bigint | boolean | Date
    : never;

type NameOf<Uses> = Uses extends `${infer Name}:${string}` ? Name : never;

type ArgsFrom<Uses, Functions> = [Uses] extends [never]
  ? Record<string, never>
  : { [Name in NameOf<Uses>]: ValueFor<Name, Uses, Functions> };

type UsesIn<Source extends string, Syntax> = Syntax extends 'mf2' ? Mf2Uses<Source> : IcuUses<Source>;

/**
 * The arguments of a message's source, by name: `{x}` takes a string, number, bigint, boolean or Date; numbers and plurals
 * a number or bigint; dates and times a Date or epoch milliseconds; `select` a string. Arguments in branches count like
 * others. A source that is only known as `string` takes anything; uses that exclude each other give a {@link TypeFault}.
 *
 * MessageFormat 2 is read in the same way: `{$x}`, `{$x :number}`, options that are variables, `.input`, `.local`, whose
 * names are no arguments, and patterns. `:string` and no function take what `{x}` takes.
 *
 * @typeParam Syntax - `icu` or `mf2`
 * @typeParam Functions - what the host's functions take, by name; default {@link FunctionArguments}
 *
 * @example
 * ```ts
 * import type { IcuArgs } from '@localert/icu';
 *
 * const values: IcuArgs<'{count, plural, one {# error} other {# errors}} in {region}'> = { count: 3, region: 'EU' };
 * const second: IcuArgs<'{$count :integer} in {$region}', 'mf2'> = { count: 3, region: 'EU' };
 * const third: IcuArgs<'Ask {who, mention}', 'icu', { mention: string }> = { who: 'U012AB3CD' };
 * ```
 */
export type IcuArgs<
  Source extends string,
  Syntax extends MessageSyntax = 'icu',
  Functions = FunctionArguments,
> = string extends Source ? Record<string, ArgumentValue> : ArgsFrom<UsesIn<Source, Syntax>, Functions>;

/**
 * The arguments of all messages of one locale together, by name: one that is shown in one message and counted in another
 * takes a number.
 *
 * @typeParam Syntax - `icu` or `mf2`
 * @typeParam Functions - what the host's functions take, by name; default {@link FunctionArguments}
 *
 * @example
 * ```ts
 * import type { ArgsOfMessages } from '@localert/icu';
 *
 * const values: ArgsOfMessages<{ title: '{n} errors'; description: '{n, number} in {region}' }> = { n: 3, region: 'EU' };
 * ```
 */
export type ArgsOfMessages<
  Messages,
  Syntax extends MessageSyntax = 'icu',
  Functions = FunctionArguments,
> = string extends Messages[keyof Messages]
  ? Record<string, ArgumentValue>
  : ArgsFrom<UsesInAll<Messages, Syntax>, Functions>;

type UsesInAll<Messages, Syntax> = {
  [Field in keyof Messages]-?: UsesIn<Extract<Messages[Field], string>, Syntax>;
}[keyof Messages];
