import type { ArgumentItem } from '@localert/core';
import { type CustomFunctions, defineFunction, type FunctionDefinition } from './custom-function.ts';
import { flagOption, wholeOption } from './function-options.ts';
import { markup } from './markup.ts';

/** Whether two types are the same, not only assignable. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_Result extends true>(): void => undefined;

// Value and options have the types that the definition gives them.
export const typed = defineFunction({
  takes: 'list',
  options: { style: ['a', 'b'], count: wholeOption(1, 3), on: flagOption },
  format(value, { style, count, on }, { now }) {
    same<Equal<typeof value, readonly ArgumentItem[]>>();
    same<Equal<typeof style, 'a' | 'b' | undefined>>();
    same<Equal<typeof count, number | undefined>>();
    same<Equal<typeof on, boolean | undefined>>();
    same<Equal<typeof now, number>>();
    return '';
  },
  select: (value, keys) => keys.find((key) => value.includes(key)),
});
same<Equal<typeof typed, FunctionDefinition<'list'>>>();

export const dated = defineFunction({
  takes: (options: object) => ('unit' in options ? ('number' as const) : ('date' as const)),
  options: { unit: ['day'] },
  format(value) {
    same<Equal<typeof value, Date | number | bigint>>();
    return markup(String(value));
  },
});

export const none = defineFunction({
  takes: 'none',
  format(value) {
    same<Equal<typeof value, undefined>>();
    return '';
  },
});

// What it cannot be.
// @ts-expect-error nothing takes an object
export const object = defineFunction({ takes: 'object', format: () => '' });
// @ts-expect-error a function gives text or markup
export const number = defineFunction({ takes: 'text', format: () => 1 });
// @ts-expect-error only markup() makes markup
export const forged = defineFunction({ takes: 'text', format: () => ({ markup: '<!here>', text: '' }) });
// @ts-expect-error the style has to be one of the options
export const style = defineFunction({ takes: 'text', options: { label: flagOption }, style: 'title' });

// All of them, and plain functions, are functions of a host.
export const functions: CustomFunctions = {
  typed,
  dated,
  none,
  plain: (value, options, locale) => `${String(value)} ${String(options['style'])} ${locale}`,
};
