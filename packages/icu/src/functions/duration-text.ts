import { dateFormat } from '../date-text.ts';
import { numberFormat } from '../number-text.ts';
import { shared } from '../shared.ts';
import type { DurationPart, DurationUnit } from './duration-parts.ts';

/** How long a duration's words are; `digital` is a clock, `1:05:09`. */
export type DurationStyle = 'long' | 'short' | 'narrow' | 'digital';

type Counts = Partial<Record<`${DurationUnit}s`, number>>;

/** `Intl.DurationFormat` (ECMA-402, 12th edition, section 13), as far as it is used; TypeScript's ES2023 has none. */
interface DurationFormat {
  format(duration: Counts): string;
}
type DurationFormatClass = new (locale: string, options: object) => DurationFormat;

const builtIn = (): DurationFormatClass | undefined =>
  (Intl as { readonly DurationFormat?: DurationFormatClass }).DurationFormat;

const sharedDurationFormat = shared((locale, options): DurationFormat | undefined => {
  const Class = builtIn();
  return Class && new Class(locale, options);
});
const sharedListFormat = shared((locale, options) => new Intl.ListFormat(locale, options));

/** Units that a clock shows, and those that stand in words before it. */
const CLOCK: ReadonlySet<DurationUnit> = new Set(['hour', 'minute', 'second', 'millisecond']);

function digitalText(locale: string, parts: readonly DurationPart[], negative: boolean): string {
  const words = parts.filter(({ unit, count }) => !CLOCK.has(unit) && count > 0);
  const count = (unit: DurationUnit) => parts.find((part) => part.unit === unit)?.count ?? 0;
  const seconds = count('second') + count('millisecond') / 1_000;
  const number = (value: number, options: Intl.NumberFormatOptions) =>
    numberFormat(locale, { useGrouping: false, ...options }).format(value);
  const two = { minimumIntegerDigits: 2 };
  const hours = count('hour');
  const first = negative && words.length === 0;
  const clock = [
    // Minus zero keeps its sign in Intl's hands.
    number(first ? -hours : hours, {}),
    number(count('minute'), two),
    number(seconds, { ...two, maximumFractionDigits: 3 }),
  ];
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', timeZone: 'UTC' } as const;
  const written = dateFormat(locale, { ...time, hourCycle: 'h23' }).formatToParts(0);
  const minute = written.findIndex(({ type }) => type === 'minute');
  const separator = written[minute + 1]?.value ?? ':';
  const spoken = unitTexts(locale, words, 'short', negative);
  return joined(locale, [...spoken, clock.join(separator)], 'short');
}

/** What stands before a negative number: the minus, with the marks that keep it in its place. */
function minusOf(locale: string): string {
  const parts = numberFormat(locale, {}).formatToParts(-1);
  const digits = parts.findIndex(({ type }) => type === 'integer');
  return parts
    .slice(0, digits)
    .map(({ value }) => value)
    .join('');
}

/** Only the first unit shows the sign. */
function unitTexts(
  locale: string,
  parts: readonly DurationPart[],
  unitDisplay: Exclude<DurationStyle, 'digital'>,
  negative: boolean,
): string[] {
  return parts.map(({ unit, count }, index) =>
    numberFormat(locale, { style: 'unit', unit, unitDisplay }).format(
      negative && index === 0 ? -count : count,
    ),
  );
}

const joined = (locale: string, texts: readonly string[], style: Exclude<DurationStyle, 'digital'>): string =>
  sharedListFormat(locale, { type: 'unit', style }).format(texts);

/** What `Intl.DurationFormat` does, with the parts that every engine has. */
export function composedDuration(
  locale: string,
  parts: readonly DurationPart[],
  style: DurationStyle,
  negative: boolean,
): string {
  if (style === 'digital') return digitalText(locale, parts, negative);
  return joined(locale, unitTexts(locale, parts, style, negative), style);
}

/** `Intl.DurationFormat`'s own text; `undefined` where the engine has none. */
export function intlDuration(
  locale: string,
  parts: readonly DurationPart[],
  style: DurationStyle,
  negative: boolean,
): string | undefined {
  if (!builtIn()) return undefined;
  // A unit that is named is shown although it is zero: "0 seconds" needs to be said.
  const shown = style === 'digital' ? [] : parts.map(({ unit }) => [`${unit}sDisplay`, 'always']);
  const format = sharedDurationFormat(locale, { style, ...Object.fromEntries(shown) });
  const counts = parts.map(({ unit, count }) => [`${unit}s`, negative ? -count : count]);
  return format?.format(Object.fromEntries(counts));
}

/**
 * A duration in words, or as a clock.
 *
 * @param parts - in the order of their size, without zeros unless they are to be shown
 */
export function durationText(
  locale: string,
  parts: readonly DurationPart[],
  style: DurationStyle,
  negative: boolean,
): string {
  // V8 adds up fractions of a second in doubles, and shows 3.837 of them as 3.836999999.
  const exact = style === 'digital' && parts.some(({ unit, count }) => unit === 'millisecond' && count > 0);
  const text = (minus: boolean) =>
    (exact ? undefined : intlDuration(locale, parts, style, minus)) ??
    composedDuration(locale, parts, style, minus);
  const shown = text(negative);
  // Arabic and Hebrew have words for "an hour" and "two hours" in which a sign has no place.
  return negative && shown === text(false) ? minusOf(locale) + shown : shown;
}
