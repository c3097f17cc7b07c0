import type { FunctionCall, NumberOptions } from '../form.ts';
import { dateStyle } from '../icu-styles.ts';
import { relevantNumberOptions } from './icu-number-style.ts';
import { isJsonRecord, own, ownText } from './json.ts';
import { canonical, same } from './same.ts';

/** How an argument is shown, in a placeholder's metadata (Flutter's gen-l10n). */
export interface ArbFormat {
  readonly type: string;
  readonly format: string;
  readonly optionalParameters?: Readonly<Record<string, string | number>>;
}

/** Date formats that ARB tools take; each is a skeleton. Quarters are left out: Intl has none. */
const DATES = [
  ...[
    'd',
    'E',
    'EEEE',
    'LLL',
    'LLLL',
    'M',
    'Md',
    'MEd',
    'MMM',
    'MMMd',
    'MMMEd',
    'MMMM',
    'MMMMd',
    'MMMMEEEEd',
  ],
  ...['y', 'yM', 'yMd', 'yMEd', 'yMMM', 'yMMMd', 'yMMMEd', 'yMMMM', 'yMMMMd', 'yMMMMEEEEd'],
  ...['H', 'Hm', 'Hms', 'j', 'jm', 'jms', 'jmv', 'jmz', 'jv', 'jz', 'm', 'ms', 's'],
];

let dates: ReadonlyMap<string, Intl.DateTimeFormatOptions> | undefined;

function dateFormats(): ReadonlyMap<string, Intl.DateTimeFormatOptions> {
  dates ??= new Map(
    DATES.flatMap((name) => {
      const options = dateStyle('date', name, true);
      return 'unsupported' in options ? [] : [[name, options] as const];
    }),
  );
  return dates;
}

type Parameters = Readonly<Record<string, string | number>>;

const digitsOf = ({ decimalDigits: digits }: Parameters): NumberOptions =>
  typeof digits === 'number' ? { minimumFractionDigits: digits, maximumFractionDigits: digits } : {};

const COMPACT = { notation: 'compact', compactDisplay: 'short' } as const;

function money(more: NumberOptions): (parameters: Parameters) => NumberOptions | undefined {
  return (parameters) => {
    const { name } = parameters;
    if (typeof name !== 'string' || !/^[A-Za-z]{3}$/.test(name)) return undefined;
    return { style: 'currency', currency: name.toUpperCase(), ...more, ...digitsOf(parameters) };
  };
}

/** Number formats of ARB tools, and what Intl shows for them. */
const NUMBERS: Readonly<Record<string, (parameters: Parameters) => NumberOptions | undefined>> = {
  decimalPattern: () => ({}),
  decimalPatternDigits: digitsOf,
  percentPattern: () => ({ style: 'percent' }),
  decimalPercentPattern: (parameters) => ({ style: 'percent', ...digitsOf(parameters) }),
  scientificPattern: () => ({ notation: 'scientific' }),
  compact: () => COMPACT,
  compactLong: () => ({ ...COMPACT, compactDisplay: 'long' }),
  simpleCurrency: money({}),
  currency: money({ currencyDisplay: 'code' }),
  compactSimpleCurrency: money(COMPACT),
  compactCurrency: money({ ...COMPACT, currencyDisplay: 'code' }),
};

function parametersOf(metadata: unknown): Parameters {
  const given = isJsonRecord(metadata) ? own(metadata, 'optionalParameters') : undefined;
  if (!isJsonRecord(given)) return {};
  const usable = Object.entries(given).filter(
    ([, value]) => typeof value === 'string' || Number.isInteger(value),
  );
  return Object.fromEntries(usable) as Parameters;
}

/**
 * What a placeholder's metadata makes of a plain argument.
 *
 * @returns nothing when it says nothing; `unknown` when Intl has no such format
 */
export function callOfArb(metadata: unknown): FunctionCall | 'unknown' | undefined {
  const format = isJsonRecord(metadata) ? ownText(metadata, 'format') : undefined;
  if (!isJsonRecord(metadata) || format === undefined) return undefined;
  if (ownText(metadata, 'type') === 'DateTime') {
    const options = own(metadata, 'isCustomDateFormat') === 'true' ? undefined : dateFormats().get(format);
    return options ? { name: 'date', options } : 'unknown';
  }
  const options = Object.hasOwn(NUMBERS, format) ? NUMBERS[format]?.(parametersOf(metadata)) : undefined;
  return options ? { name: 'number', options } : 'unknown';
}

function parametersFor({
  currency,
  minimumFractionDigits,
  maximumFractionDigits,
}: NumberOptions): Parameters {
  const most = maximumFractionDigits;
  const even = most !== undefined && (minimumFractionDigits ?? 0) === most;
  return { ...(currency && { name: currency }), ...(even && { decimalDigits: most }) };
}

/**
 * The metadata that makes ARB tools show an argument so.
 *
 * @returns `undefined` when they have no such format
 */
export function arbOfCall(call: FunctionCall): ArbFormat | undefined {
  if (call.name === 'date') {
    const wanted = canonical(call.options);
    const found = [...dateFormats()].find(([, options]) => canonical(options) === wanted);
    return found && { type: 'DateTime', format: found[0] };
  }
  if (call.name !== 'number') return undefined;
  const relevant = relevantNumberOptions(call.options);
  const parameters = parametersFor(relevant);
  const found = Object.entries(NUMBERS).find(([, optionsOf]) => {
    const options = optionsOf(parameters);
    return options !== undefined && same(relevantNumberOptions(options), relevant);
  });
  if (!found) return undefined;
  const more = Object.keys(parameters).length > 0 ? { optionalParameters: parameters } : {};
  return { type: 'num', format: found[0], ...more };
}
