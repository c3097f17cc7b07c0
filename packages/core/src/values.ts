/** One item of a list. */
export type ArgumentItem = string | number | bigint | boolean;

/** What an argument may be. Dates are instants: a `Date` or epoch milliseconds. Lists are flat. */
export type ArgumentValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | readonly ArgumentItem[]
  | null
  | undefined;

/** Most items of a list; those after them are not shown. More than a reader looks at, less than would hurt a queue. */
export const MAX_LIST_ITEMS = 1_000;

/** The argument values of one alert, by name. */
export type ArgumentValues = { readonly [name: string]: ArgumentValue };

/** Whether a value can be an item of a list. */
export const isArgumentItem = (value: unknown): value is ArgumentItem =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean';

type PackedOne =
  | string
  | boolean
  | null
  | number
  | { readonly $: 'date' | 'bigint' | 'number'; readonly v: string };
type Packed = PackedOne | readonly PackedOne[];

function packOne(value: ArgumentValue): PackedOne {
  if (value instanceof Date) return { $: 'date', v: String(value.getTime()) };
  if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
  // JSON has no NaN, no infinities and no -0; an alert keeps what it was given.
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  return null;
}

/** What is no item of a list becomes `null`, so that the list stays as wrong as it was. */
const pack = (value: ArgumentValue): Packed =>
  Array.isArray(value)
    ? value.slice(0, MAX_LIST_ITEMS).map((item) => packOne(isArgumentItem(item) ? item : null))
    : packOne(value);

function unpackOne(packed: PackedOne): Exclude<ArgumentValue, readonly ArgumentItem[]> {
  if (packed === null || typeof packed !== 'object') return packed;
  if (packed.$ === 'date') return new Date(Number(packed.v));
  return packed.$ === 'bigint' ? BigInt(packed.v) : Number(packed.v);
}

const isList = (packed: Packed): packed is readonly PackedOne[] => Array.isArray(packed);

const unpack = (packed: Packed): ArgumentValue =>
  isList(packed) ? (packed.map(unpackOne) as ArgumentItem[]) : unpackOne(packed);

/**
 * Argument values as JSON text for a queue: dates, bigints, NaN and -0 survive, in lists too.
 * What is no {@link ArgumentValue} becomes `null`.
 */
export function packValues(values: ArgumentValues): string {
  const entries: [string, Packed][] = [];
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value !== undefined) entries.push([name, pack(value)]);
  }
  return JSON.stringify(Object.fromEntries(entries));
}

/** The inverse of {@link packValues}. */
export function unpackValues(text: string): ArgumentValues {
  const packed = JSON.parse(text) as Record<string, Packed>;
  return Object.fromEntries(Object.entries(packed).map(([name, value]) => [name, unpack(value)]));
}
