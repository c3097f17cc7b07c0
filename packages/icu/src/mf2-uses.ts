import type { Trim } from './icu-uses.ts';
import type { OwnFunctionKinds } from './own-function-kinds.ts';

/** Argument types by their function in MessageFormat 2 (LDML 48 part 9, default functions). */
interface KindOf extends OwnFunctionKinds {
  string: 'text';
  number: 'number';
  integer: 'number';
  percent: 'number';
  currency: 'number';
  unit: 'number';
  offset: 'number';
  date: 'date';
  time: 'date';
  datetime: 'date';
}

/** Takes out a backslash and what it escapes, so that only braces and bars of the syntax are left. */
type Unescaped<S extends string, Done extends string = ''> = S extends `${infer A}\\${infer B}`
  ? B extends `${string}${infer C}`
    ? Unescaped<C, `${Done}${A}`>
    : `${Done}${A}`
  : `${Done}${S}`;

type UpToLine<S extends string> = S extends `${infer A}\n${string}` ? A : S;
/** What stands before the first white space. */
type FirstWord<S extends string> = S extends `${infer A} ${string}` ? UpToLine<A> : UpToLine<S>;
type UpToSlash<S extends string> = S extends `${infer A}/${string}` ? A : S;

type WordKind<Word extends string> = Word extends keyof KindOf ? KindOf[Word] : `fn ${Word}`;

/** Variables that give options their values: they may be anything. */
type OptionUses<S extends string, Uses = never> = S extends `${string}$${infer Rest}`
  ? OptionUses<Rest, Uses | `${UpToSlash<FirstWord<Rest>>}:text`>
  : Uses;

/** The uses in what stands between braces. */
type ExpressionUses<S extends string> = S extends `$${infer Operand}`
  ? Operand extends `${infer Name}:${infer Call}`
    ?
        | `${Trim<Name>}:${WordKind<Trim<FirstWord<Call>>>}`
        | (Call extends `${string}$${string}` ? OptionUses<Call> : never)
    : `${FirstWord<Operand>}:text`
  : S extends `${string}$${string}`
    ? OptionUses<S>
    : never;

/** In text: the next brace opens a pattern, which opens nothing yet, or an expression. */
type Text<S extends string, Uses> = S extends `${string}{${infer Rest}`
  ? Rest extends `{${infer Inner}`
    ? Text<Inner, Uses>
    : Expression<Rest, Uses>
  : Uses;

type Expression<S extends string, Uses> = S extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Before}|${string}`
    ? Expression<Unquoted<S, Before>, Uses>
    : Text<Rest, Uses | ExpressionUses<Trim<Head>>>
  : Uses;

/** Takes out the first quoted literal, which may hold braces. */
type Unquoted<S extends string, Before extends string> = S extends `${Before}|${string}|${infer After}`
  ? `${Before}_${After}`
  : '';

/** As {@link Text}, and notes `.local` names, each as `name=variable`; without a variable when a function makes its value. */
type Declared<S extends string, Uses, Locals> = S extends `${infer Head}{${infer Rest}`
  ? Rest extends `{${infer Inner}`
    ? Resolved<Text<Inner, Uses>, Locals>
    : Head extends `${string}.match${string}`
      ? Resolved<Text<S, Uses>, Locals>
      : Head extends `${string}.local${string}$${infer Name}=${string}`
        ? Value<Rest, Uses, Locals, Trim<Name>>
        : Value<Rest, Uses, Locals, never>
  : Resolved<Uses, Locals>;

/** The value of a declaration. */
type Value<S extends string, Uses, Locals, Name extends string> = S extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Before}|${string}`
    ? Value<Unquoted<S, Before>, Uses, Locals, Name>
    : Declared<
        Rest,
        Uses | ExpressionUses<Trim<Head>>,
        Locals | ([Name] extends [never] ? never : `${Name}=${RootOf<Trim<Head>>}`)
      >
  : Resolved<Uses, Locals>;

type RootOf<S extends string> = S extends `$${infer Operand}`
  ? Operand extends `${infer Name}:${infer Call}`
    ? Trim<FirstWord<Call>> extends 'string'
      ? Trim<Name>
      : ''
    : FirstWord<Operand>
  : '';

/** Uses of a local variable are uses of what it stands for; a formatted value has been counted where it was declared. */
type Resolved<Uses, Locals> = [Locals] extends [never]
  ? Uses
  : Uses extends `${infer Name}:${infer Kind}`
    ? [Extract<Locals, `${Name}=${string}`>] extends [never]
      ? Uses
      : Extract<Locals, `${Name}=${string}`> extends `${string}=${infer Root}`
        ? Root extends ''
          ? never
          : Resolved<`${Root}:${Kind}`, Exclude<Locals, `${Name}=${string}`>>
        : never
    : never;

type Message<S extends string> = Trim<S> extends `.${string}` ? Declared<S, never, never> : Text<S, never>;

/** The uses of arguments in a MessageFormat 2 source, each as `name:kind`, with the kinds of `IcuUses`. */
export type Mf2Uses<S extends string> = S extends `${string}\\${string}` ? Message<Unescaped<S>> : Message<S>;
