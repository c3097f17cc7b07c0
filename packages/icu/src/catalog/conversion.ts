import type { MessageForm } from '../form.ts';

/**
 * Where a converted message may show something else than before.
 *
 * `date-width`: the date has other widths · `hour-cycle`: the hours may count differently · `integer`: a value that is
 * no whole number chooses by itself, not rounded · `missing-category`: a plural category had no text of its own.
 */
export type ConversionDifference = 'date-width' | 'hour-cycle' | 'integer' | 'missing-category';

/** A form in another syntax. */
export interface ConvertedForm {
  readonly form: MessageForm;
  /** Each once; empty when the message says the very same. */
  readonly differences: readonly ConversionDifference[];
}
