/** What an argument may be. Dates are instants: a `Date` or epoch milliseconds. */
export type ArgumentValue = string | number | bigint | boolean | Date | null | undefined;

/** The argument values of one alert, by name. */
export type ArgumentValues = { readonly [name: string]: ArgumentValue };

type Packed =
  | string
  | boolean
  | null
  | number
  | { readonly $: 'date' | 'bigint' | 'number'; readonly v: string };

function pack(value: ArgumentValue): Packed {
  if (value instanceof Date) return { $: 'date', v: String(value.getTime()) };
  if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
  // JSON has no NaN, no infinities and no -0; an alert keeps what it was given.
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  return null;
}

function unpack(packed: Packed): ArgumentValue {
  if (packed === null || typeof packed !== 'object') return packed;
  if (packed.$ === 'date') return new Date(Number(packed.v));
  return packed.$ === 'bigint' ? BigInt(packed.v) : Number(packed.v);
}

/**
 * Argument values as JSON text for a queue: dates, bigints, NaN and -0 survive.
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
