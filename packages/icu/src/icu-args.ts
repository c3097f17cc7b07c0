import type { ArgumentItem, ArgumentValue } from '@localert/core';

/** Argument types by their word in MessageFormat 1. */
interface KindOf {
  number: 'number';
  plural: 'number';
  selectordinal: 'number';
  date: 'date';
  time: 'date';
  select: 'select';
  // Localert's own functions. Those that take a word or an id take a string, as `select` does.
  duration: 'number';
  bytes: 'number';
  relativeTime: 'date';
  slackDate: 'date';
  list: 'list';
  urgencyEmoji: 'select';
  statusColor: 'select';
  mention: 'select';
  channel: 'select';
  link: 'select';
}

type Space = ' ' | '\n' | '\t' | '\r';
type Trim<S extends string> = S extends `${Space}${infer R}`
  ? Trim<R>
  : S extends `${infer R}${Space}`
    ? Trim<R>
    : S;

/** Takes out `''` and what is quoted, so that only braces of the syntax are left. */
type Unquoted<S extends string> = S extends `${infer A}''${infer B}`
  ? Unquoted<`${A}${B}`>
  : S extends `${infer A}'{${infer B}`
    ? B extends `${string}'${infer C}`
      ? Unquoted<`${A}${C}`>
      : A
    : S extends `${infer A}'}${infer B}`
      ? B extends `${string}'${infer C}`
        ? Unquoted<`${A}${C}`>
        : A
      : S;

/** In a pattern: the next brace opens an argument or closes the branch. `Depth` has a character for each open choice. */
type Pattern<S extends string, Depth extends string, Uses> = S extends `${infer Text}{${infer Rest}`
  ? Text extends `${string}}${string}`
    ? AfterBranch<S, Depth, Uses>
    : Argument<Rest, Depth, Uses>
  : AfterBranch<S, Depth, Uses>;

type AfterBranch<S extends string, Depth extends string, Uses> = S extends `${string}}${infer Rest}`
  ? Depth extends ''
    ? Pattern<Rest, Depth, Uses>
    : Branches<Rest, Depth, Uses>
  : Uses;

/** Between branches: the next brace opens one, or closes the choice. */
type Branches<S extends string, Depth extends string, Uses> = S extends `${infer Selector}{${infer Rest}`
  ? Selector extends `${string}}${string}`
    ? AfterChoice<S, Depth, Uses>
    : Pattern<Rest, Depth, Uses>
  : AfterChoice<S, Depth, Uses>;

type AfterChoice<S extends string, Depth extends string, Uses> = S extends `${string}}${infer Rest}`
  ? Depth extends `|${infer Outer}`
    ? Pattern<Rest, Outer, Uses>
    : Uses
  : Uses;

/** After an opening brace of a pattern. */
type Argument<S extends string, Depth extends string, Uses> = S extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Name},${infer Typed}`
    ? TypedArgument<Trim<Name>, Typed, S, Rest, Depth, Uses>
    : Pattern<Rest, Depth, Uses | `text:${Trim<Head>}`>
  : Uses;

type TypedArgument<
  Name extends string,
  Typed extends string,
  S extends string,
  Rest extends string,
  Depth extends string,
  Uses,
> = Typed extends `${infer Word},${string}`
  ? Trim<Word> extends 'plural' | 'selectordinal' | 'select'
    ? S extends `${string},${string},${infer Body}`
      ? Branches<Body, `|${Depth}`, Uses | `${KindOf[Trim<Word>]}:${Name}`>
      : Uses
    : Pattern<Rest, Depth, Uses | `${WordKind<Trim<Word>>}:${Name}`>
  : Pattern<Rest, Depth, Uses | `${WordKind<Trim<Typed>>}:${Name}`>;

type WordKind<Word extends string> = Word extends keyof KindOf ? KindOf[Word] : 'text';

/** The uses in one source, each as `kind:name`: a union of texts is cheaper than one of tuples. */
type UsesIn<S extends string> = S extends `${string}'${string}`
  ? Pattern<Unquoted<S>, '', never>
  : Pattern<S, '', never>;

/** What fits every use of an argument. `never`: the uses exclude each other. */
type ValueFor<Name extends string, Uses> = `list:${Name}` extends Uses
  ? [Extract<Uses, `${'number' | 'date' | 'select' | 'text'}:${Name}`>] extends [never]
    ? readonly ArgumentItem[]
    : never
  : OneFor<Name, Uses>;

type OneFor<Name extends string, Uses> = `number:${Name}` extends Uses
  ? `select:${Name}` extends Uses
    ? never
    : `date:${Name}` extends Uses
      ? number
      : number | bigint
  : `date:${Name}` extends Uses
    ? `select:${Name}` extends Uses
      ? never
      : Date | number
    : `select:${Name}` extends Uses
      ? string
      : string | number | bigint | boolean | Date;

type NameOf<Uses> = Uses extends `${string}:${infer Name}` ? Name : never;

type ArgsFrom<Uses> = [Uses] extends [never]
  ? Record<string, never>
  : { [Name in NameOf<Uses>]: ValueFor<Name, Uses> };

/**
 * The arguments of a MessageFormat 1 source, by name: `{x}` takes a string, number, bigint, boolean or Date; numbers and
 * plurals a number or bigint; dates and times a Date or epoch milliseconds; `select` a string. Arguments in branches
 * count like others. A source that is only known as `string` takes anything.
 *
 * @example
 * ```ts
 * import type { IcuArgs } from '@localert/icu';
 *
 * const values: IcuArgs<'{count, plural, one {# error} other {# errors}} in {region}'> = { count: 3, region: 'EU' };
 * ```
 */
export type IcuArgs<Source extends string> = string extends Source
  ? Record<string, ArgumentValue>
  : ArgsFrom<UsesIn<Source>>;

/**
 * The arguments of all messages of one locale together, by name: one that is shown in one message and counted in another
 * takes a number.
 *
 * @example
 * ```ts
 * import type { ArgsOfMessages } from '@localert/icu';
 *
 * const values: ArgsOfMessages<{ title: '{n} errors'; description: '{n, number} in {region}' }> = { n: 3, region: 'EU' };
 * ```
 */
export type ArgsOfMessages<Messages> = string extends Messages[keyof Messages]
  ? Record<string, ArgumentValue>
  : ArgsFrom<UsesInAll<Messages>>;

type UsesInAll<Messages> = {
  [Field in keyof Messages]-?: UsesIn<Extract<Messages[Field], string>>;
}[keyof Messages];
