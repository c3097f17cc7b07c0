import type { OwnFunctionKinds } from './own-function-kinds.ts';

/** Argument types by their word in MessageFormat 1. */
interface KindOf extends OwnFunctionKinds {
  number: 'number';
  plural: 'number';
  selectordinal: 'number';
  date: 'date';
  time: 'date';
  select: 'select';
}

type Space = ' ' | '\n' | '\t' | '\r';
export type Trim<S extends string> = S extends `${Space}${infer R}`
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
    : Pattern<Rest, Depth, Uses | `${Trim<Head>}:text`>
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
      ? Branches<Body, `|${Depth}`, Uses | `${Name}:${KindOf[Trim<Word>]}`>
      : Uses
    : Pattern<Rest, Depth, Uses | `${Name}:${WordKind<Trim<Word>>}`>
  : Pattern<Rest, Depth, Uses | `${Name}:${WordKind<Trim<Typed>>}`>;

type WordKind<Word extends string> = Word extends keyof KindOf ? KindOf[Word] : `fn ${Word}`;

/**
 * The uses of arguments in a MessageFormat 1 source, each as `name:kind`: a union of texts is cheaper than one of tuples.
 * Kinds are `text`, `number`, `date`, `select`, `list`, and `fn` with the name of a function that the syntax does not know.
 */
export type IcuUses<S extends string> = S extends `${string}'${string}`
  ? Pattern<Unquoted<S>, '', never>
  : Pattern<S, '', never>;
