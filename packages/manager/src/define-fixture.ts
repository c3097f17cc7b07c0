import {
  type ArgumentValue,
  type ArgumentValues,
  type FixtureContent,
  type FixtureInput,
  type MessageSyntax,
  parseFixtureContent,
} from '@localert/core';
import type { ArgsOfMessages } from '@localert/icu';

/** Carries the argument types from {@link defineFixture} to `send`; it exists for the compiler only. */
declare const VALUES: unique symbol;

/** A fixture in code. Its argument types flow into every call that names it. */
export interface FixtureDefinition<Values = ArgumentValues> {
  readonly content: FixtureContent;
  readonly [VALUES]?: Values;
}

/** Texts by locale, then by field. */
type LocalesInput = { readonly [locale: string]: { readonly [field: string]: string } };

/**
 * Adds what the author declares and no message takes: the layout shows it. Where there is nothing to add the type stays as
 * it is, so that the compiler's messages name its properties.
 */
type WithDeclared<Values, Notes> = [Exclude<keyof Notes, keyof Values>] extends [never]
  ? Values
  : Values & { readonly [Name in Exclude<keyof Notes, keyof Values>]: ArgumentValue };

type ValuesOf<Messages, Syntax extends MessageSyntax, Notes> = Messages extends {
  readonly [field: string]: string;
}
  ? WithDeclared<ArgsOfMessages<Messages, Syntax>, Notes>
  : ArgumentValues;

/** What {@link defineFixture} takes. */
export type FixtureSource<Locales, Base, Syntax, Notes> = Omit<
  FixtureInput,
  'locales' | 'baseLocale' | 'syntax' | 'arguments'
> & {
  readonly locales: Locales;
  readonly baseLocale: Base;
  readonly syntax?: Syntax;
  readonly arguments?: Notes;
};

/**
 * Declares a fixture in code and types it: the arguments of its base messages become the type of `values`.
 *
 * @throws LOCALERT_INVALID_INPUT when the shape is wrong; the texts are proved by `createFixtureManager`
 *
 * @example
 * ```ts
 * import { defineFixture } from '@localert/manager';
 *
 * export const diskFull = defineFixture({
 *   baseLocale: 'en',
 *   severity: 'high',
 *   locales: {
 *     en: { title: 'Disk {used, number, percent} full on {host}' },
 *     es: { title: 'Disco al {used, number, percent} en {host}' },
 *   },
 * });
 * ```
 */
export function defineFixture<
  const Locales extends LocalesInput,
  const Base extends keyof Locales & string,
  const Syntax extends MessageSyntax = 'icu',
  const Notes extends NonNullable<FixtureInput['arguments']> = Record<never, never>,
>(
  source: FixtureSource<Locales, Base, Syntax, Notes>,
): FixtureDefinition<ValuesOf<Locales[Base], Syntax, Notes>> {
  return { content: parseFixtureContent(source) };
}
