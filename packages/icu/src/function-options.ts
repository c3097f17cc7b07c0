import type { ArgumentValue } from '@localert/core';

/** Reads an option's value, whether it is written in the message or given by an alert; `undefined`: not usable. */
export type OptionReader<Value = unknown> = (value: NonNullable<ArgumentValue>) => Value | undefined;

/** The options of a function by name: the words that may stand there, or what reads them. */
export type OptionReaders = Readonly<Record<string, OptionReader | readonly string[]>>;

type OptionValue<Reader> = Reader extends readonly (infer Word)[]
  ? Word
  : Reader extends OptionReader<infer Value>
    ? Exclude<Value, undefined>
    : never;

/** Options as they were read; those that the message does not name are absent. */
export type OptionValues<Options> = {
  readonly [Name in keyof Options]?: OptionValue<Options[Name]> | undefined;
};

/** Reads one option; the name has to be one of `options`' own. */
export function readOption(options: OptionReaders, name: string, value: NonNullable<ArgumentValue>): unknown {
  const reader = options[name];
  if (typeof reader === 'function') return reader(value);
  return typeof value === 'string' && reader?.includes(value) ? value : undefined;
}

/**
 * An option that is on or off: `true` or `false`. In MessageFormat 1 its bare name turns it on.
 *
 * @example
 * ```ts
 * import { defineFunction, flagOption } from '@localert/icu';
 *
 * export const host = defineFunction({
 *   takes: 'text',
 *   options: { short: flagOption },
 *   format: (value, { short }) => (short ? (value.split('.')[0] ?? value) : value),
 * });
 * ```
 */
export const flagOption: OptionReader<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

/** An option that is any text; numbers and booleans are taken as they are written. */
export const textOption: OptionReader<string> = (value) =>
  typeof value === 'object' ? undefined : String(value);

/**
 * An option that is a whole number.
 *
 * @example
 * ```ts
 * import { defineFunction, wholeOption } from '@localert/icu';
 *
 * export const head = defineFunction({
 *   takes: 'list',
 *   options: { count: wholeOption(1, 10) },
 *   format: (value, { count = 3 }) => value.slice(0, count).join(' '),
 * });
 * ```
 */
export const wholeOption =
  (least: number, most: number): OptionReader<number> =>
  (value) => {
    const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
    const number = typeof text === 'string' && /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  };
