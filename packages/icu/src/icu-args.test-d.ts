import type { ArgumentValue } from '@localert/core';
import type { ArgsOfMessages, IcuArgs, TypeFault } from './icu-args.ts';

/** Whether two types are the same, not only assignable. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_Result extends true>(): void => undefined;

type Text = string | number | bigint | boolean | Date;
type Numeric = number | bigint;

// Each kind of argument.
same<Equal<IcuArgs<'{x}'>, { x: Text }>>();
same<Equal<IcuArgs<'{ x }'>, { x: Text }>>();
same<Equal<IcuArgs<'{x, number}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x,number,::currency/EUR}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x, date}'>, { x: Date | number }>>();
same<Equal<IcuArgs<'{x, time, short}'>, { x: Date | number }>>();
same<Equal<IcuArgs<'{x, select, a {A} other {O}}'>, { x: string }>>();
same<Equal<IcuArgs<'{x, plural, one {#} other {#}}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x, selectordinal, one {#st} other {#th}}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x, custom}'>, { x: Text }>>();
same<Equal<IcuArgs<'{ x , plural , offset:1 =0 {none} other {#}}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x,\n  plural,\n  other {#}\n}'>, { x: Numeric }>>();

// Localert's own functions.
type Item = string | number | bigint | boolean;
same<Equal<IcuArgs<'{x, duration}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x, duration, long largest=hour}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x, bytes, binary}'>, { x: Numeric }>>();
same<Equal<IcuArgs<'{x, relativeTime, auto}'>, { x: Date | number }>>();
same<Equal<IcuArgs<'{x, slackDate}'>, { x: Date | number }>>();
same<Equal<IcuArgs<'{x, list, max=3}'>, { x: readonly Item[] }>>();
same<Equal<IcuArgs<'{x, list} {x, list, disjunction}'>, { x: readonly Item[] }>>();
type ListFault =
  TypeFault<'The argument "x" is used as list and as a single value; one value cannot be both.'>;
same<Equal<IcuArgs<'{x, list} {x}'>, { x: ListFault }>>();
same<Equal<IcuArgs<'{x, list} {x, number}'>, { x: ListFault }>>();
same<Equal<IcuArgs<'{$x :list max=3} {$y :duration}', 'mf2'>, { x: readonly Item[]; y: Numeric }>>();
same<Equal<IcuArgs<'{x, mention} {y, channel} {z, link, a label}'>, { x: string; y: string; z: string }>>();
same<Equal<IcuArgs<'{x, urgencyEmoji} {x, statusColor} {x}'>, { x: string }>>();
same<Equal<IcuArgs<'{x, code}'>, { x: Text }>>();
export const hosts: IcuArgs<'{hosts, list}'> = { hosts: ['db-1', 8080] };

// None.
same<Equal<IcuArgs<'plain'>, Record<string, never>>>();
same<Equal<IcuArgs<''>, Record<string, never>>>();
same<Equal<IcuArgs<"it''s '{'quoted'}' '{x}'">, Record<string, never>>>();

// Several, and in branches; texts of branches are no arguments.
same<Equal<IcuArgs<'{a} and {b, number}'>, { a: Text; b: Numeric }>>();
same<
  Equal<
    IcuArgs<'{count, plural, one {stream} other {# streams in {region}}} since {since, time, short}'>,
    { count: Numeric; region: Text; since: Date | number }
  >
>();
same<
  Equal<
    IcuArgs<'{g, select, a {{n, plural, =1 {one {x}} other {{y, date}}} tail {z}} other {}} {w}'>,
    { g: string; n: Numeric; x: Text; y: Date | number; z: Text; w: Text }
  >
>();
same<Equal<IcuArgs<'{n, plural, other {a}}{m, plural, other {b}}'>, { n: Numeric; m: Numeric }>>();

// The same argument in several ways.
same<Equal<IcuArgs<'{n} {n, number}'>, { n: Numeric }>>();
same<Equal<IcuArgs<'{g} {g, select, other {}}'>, { g: string }>>();
same<Equal<IcuArgs<'{d} {d, date} {d, time}'>, { d: Date | number }>>();
same<Equal<IcuArgs<'{n, number} {n, date}'>, { n: number }>>();
same<
  Equal<
    IcuArgs<'{n, number} {n, select, other {}}'>,
    { n: TypeFault<'The argument "n" is used as number and as select; one value cannot be both.'> }
  >
>();
same<
  Equal<
    IcuArgs<'{n, date} {n, select, other {}}'>,
    { n: TypeFault<'The argument "n" is used as date and as select; one value cannot be both.'> }
  >
>();

// Functions of the host.
same<Equal<IcuArgs<'{u, mention}{x, other, style}', 'icu', { mention: string }>, { u: string; x: Text }>>();
same<Equal<IcuArgs<'{u, mention} {u}', 'icu', { mention: string }>, { u: string }>>();
same<Equal<IcuArgs<'{u, constructor}', 'icu', { mention: string }>, { u: Text }>>();

// Quotes.
same<Equal<IcuArgs<"don't {x}">, { x: Text }>>();
same<Equal<IcuArgs<"''{x}''">, { x: Text }>>();
same<Equal<IcuArgs<"'{not}' {x} '}' {y}">, { x: Text; y: Text }>>();
same<Equal<IcuArgs<"{x} '{never closed {y}">, { x: Text }>>();

// Not known before run time.
same<Equal<IcuArgs<string>, Record<string, ArgumentValue>>>();
same<Equal<ArgsOfMessages<{ title: string }>, Record<string, ArgumentValue>>>();
same<Equal<ArgsOfMessages<{ title: string; text: '{x}' }>, Record<string, ArgumentValue>>>();

// Broken sources do not hang or explode: what is there counts.
same<Equal<IcuArgs<'{a} {b'>, { a: Text }>>();
same<Equal<IcuArgs<'{a} } {b}'>, { a: Text; b: Text }>>();
same<Equal<IcuArgs<'{n, plural, other {} one {'>, { n: Numeric }>>();
same<Equal<IcuArgs<'{n, plural'>, Record<string, never>>>();
same<Equal<IcuArgs<'{n, plural, }}} {x}'>, { n: Numeric; x: Text }>>();

// The messages of one locale together.
same<
  Equal<
    ArgsOfMessages<{
      title: 'In {region}';
      description: '{n, number} of {region}';
      more?: '{n} at {at, time}';
    }>,
    { region: Text; n: Numeric; at: Date | number }
  >
>();
same<Equal<ArgsOfMessages<{ title: 'static' }>, Record<string, never>>>();

// What a caller sees.
const args: IcuArgs<'{count, plural, one {#} other {#}} in {region}'> = { count: 3, region: 'EU' };
export const known: Numeric = args.count;
// @ts-expect-error: region is missing
export const missing: IcuArgs<'{count, number} in {region}'> = { count: 3 };
// @ts-expect-error: a string is no number
export const wrong: IcuArgs<'{count, number}'> = { count: '3' };
// @ts-expect-error: the message has no such argument
export const unknown: IcuArgs<'{count, number}'> = { count: 3, region: 'EU' };
// @ts-expect-error: the message has no arguments
export const none: IcuArgs<'static'> = { count: 3 };
