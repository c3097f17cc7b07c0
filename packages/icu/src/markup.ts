/** Marks what {@link markup} made; a value of JSON can never carry it. */
const MARKUP: unique symbol = Symbol.for('localert.markup');

/** A text that already is markup of where it goes, and stands there as it is. */
export interface Markup {
  readonly [MARKUP]: true;
  readonly markup: string;
  /** The same in plain words, for places where no markup may stand. It is escaped like a value. */
  readonly text: string;
}

/**
 * Makes a result that is not escaped. Only functions that the host registers in code can return one: what stands in a
 * message or a value never becomes markup by itself.
 *
 * @param text - the same without markup, shown inside code, links and broken tokens; default: the markup, escaped
 *
 * @example
 * ```ts
 * import { defineFunction, markup } from '@localert/icu';
 *
 * export const bold = defineFunction({
 *   takes: 'text',
 *   format: (value) => (/^[\w ]+$/.test(value) ? markup(`*${value}*`, value) : value),
 * });
 * ```
 */
export function markup(text: string, plain: string = text): Markup {
  return Object.freeze({ [MARKUP]: true as const, markup: text, text: plain });
}

/** Whether {@link markup} made it, in this copy of the package or in another. */
export function isMarkup(value: unknown): value is Markup {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, MARKUP);
}
