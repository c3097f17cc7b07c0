import type { ArgumentValue } from '@localert/core';
import type { ArgsOfMessages, IcuArgs } from './icu-args.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_Result extends true>(): void => undefined;

type Text = string | number | bigint | boolean | Date;
type Numeric = number | bigint;
type Args<Source extends string, Functions = Record<never, never>> = IcuArgs<Source, 'mf2', Functions>;

// Each kind of argument.
same<Equal<Args<'{$x}'>, { x: Text }>>();
same<Equal<Args<'a { $x } b'>, { x: Text }>>();
same<Equal<Args<'{$x :string}'>, { x: Text }>>();
same<Equal<Args<'{$x :number}'>, { x: Numeric }>>();
same<Equal<Args<'{$x :integer} {$y :percent} {$z :offset add=1}'>, { x: Numeric; y: Numeric; z: Numeric }>>();
same<Equal<Args<'{$x :currency currency=EUR} {$y :unit unit=meter}'>, { x: Numeric; y: Numeric }>>();
same<
  Equal<
    Args<'{$x :date} {$y :time} {$z :datetime}'>,
    { x: Date | number; y: Date | number; z: Date | number }
  >
>();
same<Equal<Args<'{$x\n  :number\n  minimumFractionDigits=2}'>, { x: Numeric }>>();
same<Equal<Args<'{$x @note=hot} {$y :number @note}'>, { x: Text; y: Numeric }>>();

// None.
same<Equal<Args<'plain'>, Record<string, never>>>();
same<Equal<Args<''>, Record<string, never>>>();
same<Equal<Args<'{{quoted}} {|literal|} {1 :number} {#b}bold{/b}'>, Record<string, never>>>();
same<Equal<Args<'costs $5, \\{$x\\} and \\\\'>, Record<string, never>>>();
same<Equal<Args<'{|{$x}| :string}'>, Record<string, never>>>();
same<Equal<Args<'{|a \\| {$x}|}'>, Record<string, never>>>();

// Options that are variables.
same<Equal<Args<'{$a :number minimumFractionDigits=$b}'>, { a: Numeric; b: Text }>>();
same<Equal<Args<'{$a :number x=|}| y = $b z=$c}'>, { a: Numeric; b: Text; c: Text }>>();
same<
  Equal<
    Args<'{1 :number minimumFractionDigits=$b} {#link to=$url}x{/link}{#img src=$i/}'>,
    { b: Text; url: Text; i: Text }
  >
>();

// Text with bars and braces.
same<Equal<Args<'a | b {$x} | c {$y :number}'>, { x: Text; y: Numeric }>>();
same<Equal<Args<'\\{ {$x} \\}'>, { x: Text }>>();

// Declarations: their names are no arguments.
same<Equal<Args<'.input {$x :integer} {{{$x}}}'>, { x: Numeric }>>();
same<Equal<Args<'.local $y = {$x :date} {{{$y} {$y :time}}}'>, { x: Date | number }>>();
same<Equal<Args<'.local $y = {1} {{{$y}}}'>, Record<string, never>>>();
same<Equal<Args<'.local $y = {|a}b| :string} {{{$y} {$z}}}'>, { z: Text }>>();
same<Equal<Args<'.local $y = {$x} .local $z = {$y :string} {{{$z :number}}}'>, { x: Numeric }>>();
same<Equal<Args<'.local $y={$x :number minimumFractionDigits=$d}\n{{{$y}}}'>, { x: Numeric; d: Text }>>();
same<
  Equal<
    Args<'.input {$n :number}\n.local $m = {$n :offset subtract=1}\n.match $n $m\n1 * {{one {$who}}}\n* one {{two}}\n* * {{{$m} at {$at :time}}}'>,
    { n: Numeric; who: Text; at: Date | number }
  >
>();

// Functions of the host.
same<
  Equal<
    Args<'{$u :mention} {$v :slack:channel x=$y} {$w :other}', { mention: string; 'slack:channel': string }>,
    { u: string; v: string; w: Text; y: Text }
  >
>();

// Not known before run time.
same<Equal<Args<string>, Record<string, ArgumentValue>>>();
same<Equal<ArgsOfMessages<{ title: string }, 'mf2'>, Record<string, ArgumentValue>>>();

// Broken sources do not hang or explode: what is there counts.
same<Equal<Args<'{$a} {$b'>, { a: Text }>>();
same<Equal<Args<'{$a} } {$b}'>, { a: Text; b: Text }>>();
same<Equal<Args<'.local $a = {$b} .local $b = {$a} {{{$a}}}'>, { a: Text; b: Text }>>();
same<Equal<Args<'.input {$x :number'>, Record<string, never>>>();
same<Equal<Args<'{$a :number x=|never closed} {$b}'>, Record<string, never>>>();
same<Equal<Args<'ends in \\'>, Record<string, never>>>();

// The messages of one locale together.
same<
  Equal<
    ArgsOfMessages<
      { title: 'In {$region}'; description: '{$n :number} of {$region}'; more?: '{$n} at {$at :time}' },
      'mf2'
    >,
    { region: Text; n: Numeric; at: Date | number }
  >
>();

// What a caller sees.
// @ts-expect-error: region is missing
export const missing: Args<'{$count :number} in {$region}'> = { count: 3 };
// @ts-expect-error: a string is no number
export const wrong: Args<'{$count :number}'> = { count: '3' };
// @ts-expect-error: the message has no such argument
export const unknown: Args<'{$count :number}'> = { count: 3, region: 'EU' };
