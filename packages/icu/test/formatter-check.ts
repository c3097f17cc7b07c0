import type { dateText } from '../src/date-text.ts';
import type { NumberOptions } from '../src/form.ts';
import type { numberText } from '../src/number-text.ts';
import type { pluralCategory } from '../src/plural-category.ts';
import type { Batch } from './formatter-cases.ts';

/** What is compared with Intl: the functions that messages use, or a wrong copy to prove that a fault is seen. */
export interface Formatters {
  readonly numberText: typeof numberText;
  readonly dateText: typeof dateText;
  readonly pluralCategory: typeof pluralCategory;
}

/** A value that a formatter shows otherwise than Intl. */
export interface Mismatch {
  readonly kind: Batch['kind'];
  readonly locale: string;
  readonly options: NumberOptions | Intl.DateTimeFormatOptions;
  readonly value: number | bigint;
  readonly expected: string;
  readonly given: string;
}

type Show = (value: number | bigint) => string;

/** Options of which `Intl.PluralRules` knows something; the rest belongs to the number alone. */
const PLURAL_OPTIONS: ReadonlySet<string> = new Set([
  'minimumIntegerDigits',
  'minimumFractionDigits',
  'maximumFractionDigits',
  'minimumSignificantDigits',
  'maximumSignificantDigits',
  'roundingIncrement',
  'roundingMode',
  'roundingPriority',
  'trailingZeroDisplay',
]);

function scaledNumber(locale: string, { scale, ...options }: NumberOptions): Show {
  const { format } = new Intl.NumberFormat(locale, options);
  if (scale === undefined) return (value) => format(value);
  return (value) => {
    if (typeof value === 'number') return format(value * scale);
    return format(Number.isInteger(scale) ? value * BigInt(scale) : Number(value) * scale);
  };
}

/** Intl itself, made anew. */
function intlOf({ kind, locale, options }: Omit<Batch, 'values'>): Show {
  if (kind === 'number') return scaledNumber(locale, options as NumberOptions);
  if (kind === 'date') {
    const format = new Intl.DateTimeFormat(locale, options as Intl.DateTimeFormatOptions);
    return (value) => format.format(Number(value));
  }
  const digits = Object.fromEntries(Object.entries(options).filter(([name]) => PLURAL_OPTIONS.has(name)));
  const rules = new Intl.PluralRules(locale, { ...digits, type: kind });
  return (value) => rules.select(Number(value));
}

function oursOf({ kind, locale, options }: Omit<Batch, 'values'>, formatters: Formatters): Show {
  if (kind === 'number') return formatters.numberText(locale, options as NumberOptions);
  if (kind === 'date') {
    const text = formatters.dateText(locale, options as Intl.DateTimeFormatOptions);
    return (value) => text(Number(value));
  }
  return formatters.pluralCategory(locale, kind, options as NumberOptions);
}

/** What a call gave: its text, or the name of its error. */
function outcome(call: () => string): string {
  try {
    return call();
  } catch (error) {
    return `throws ${error instanceof Error ? error.name : String(error)}`;
  }
}

function made(build: () => Show): Show {
  try {
    return build();
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Compares one batch, value by value in its order, as one formatter in a process sees them. */
export function mismatchesOf(batch: Batch, formatters: Formatters): readonly Mismatch[] {
  const intl = made(() => intlOf(batch));
  const ours = made(() => oursOf(batch, formatters));
  const found: Mismatch[] = [];
  for (const value of batch.values) {
    const expected = outcome(() => intl(value));
    const given = outcome(() => ours(value));
    if (expected !== given) {
      const { kind, locale, options } = batch;
      found.push({ kind, locale, options, value, expected, given });
    }
  }
  return found;
}

/** The value as it is written in a program: -0 and bigints can be told apart. */
const written = (value: number | bigint): string =>
  typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : String(value);

const sizeOf = ({ locale, options, value }: Mismatch): number =>
  JSON.stringify(options).length + locale.length + written(value).length;

/** Simpler variants of a case, one step each. */
function* simpler({
  kind,
  locale,
  options,
  value,
}: Mismatch): Generator<Pick<Mismatch, 'locale' | 'options' | 'value'>> {
  for (const name of Object.keys(options)) {
    if (name === 'timeZone') continue;
    yield {
      locale,
      value,
      options: Object.fromEntries(Object.entries(options).filter(([key]) => key !== name)),
    };
  }
  for (const shorter of ['en', locale.replace(/-u-.*$/, ''), locale.replace(/-.*$/, '')]) {
    if (shorter.length < locale.length) yield { locale: shorter, options, value };
  }
  if (kind === 'date' && 'timeZone' in options && options.timeZone !== 'UTC') {
    yield { locale, value, options: { ...options, timeZone: 'UTC' } };
  }
  const values =
    typeof value === 'bigint'
      ? [value / 10n, value < 0n ? -value : value]
      : [
          0,
          1,
          0.5,
          Math.abs(value),
          Math.trunc(value),
          Math.trunc(value * 10) / 10,
          Math.trunc(value * 100) / 100,
          Math.trunc(value / 10),
        ];
  for (const other of values) {
    if (written(other).length < written(value).length) yield { locale, options, value: other };
  }
}

/** Makes a counterexample as small as its fault allows; one that only shows after other values stays as it is. */
export function shrunk(mismatch: Mismatch, formatters: Formatters): Mismatch {
  for (const { locale, options, value } of simpler(mismatch)) {
    const batch = { kind: mismatch.kind, locale, options, values: [value] } as Batch;
    const [smaller] = mismatchesOf(batch, formatters);
    if (smaller) return shrunk(smaller, formatters);
  }
  return mismatch;
}

/** The smallest counterexamples, one for each kind and set of options. */
export function smallest(
  mismatches: readonly Mismatch[],
  formatters: Formatters,
  most = 10,
): readonly Mismatch[] {
  const byFault = new Map<string, Mismatch>();
  for (const mismatch of mismatches) {
    const small = shrunk(mismatch, formatters);
    const fault = JSON.stringify([small.kind, small.options]);
    const known = byFault.get(fault);
    if (known === undefined || sizeOf(small) < sizeOf(known)) byFault.set(fault, small);
  }
  return [...byFault.values()].sort((a, b) => sizeOf(a) - sizeOf(b)).slice(0, most);
}

/** One line for a person: the call, what Intl gives, what we give. */
export function described({ kind, locale, options, value, expected, given }: Mismatch): string {
  return `${kind} ${locale} ${JSON.stringify(options)} of ${written(value)}: Intl ${JSON.stringify(expected)}, ours ${JSON.stringify(given)}`;
}
