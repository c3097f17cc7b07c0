import { dateOptions, type OptionBag, setOption } from '../mf2-options.ts';
import type { Mf2Call } from './mf2-number-call.ts';
import { canonical, same } from './same.ts';

type Options = Intl.DateTimeFormatOptions;

const FIELDS = [
  'year-month-day',
  'year-month-day-weekday',
  'month-day',
  'month-day-weekday',
  'day-weekday',
  'weekday',
];
const LENGTHS = ['medium', 'long', 'short'];
const PRECISIONS = ['minute', 'second', 'hour'];

/** What a function can be asked for, its defaults first (LDML 48 part 9, date and time functions). */
const CHOICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  date: { fields: FIELDS, length: LENGTHS },
  time: { precision: PRECISIONS },
  datetime: { dateFields: FIELDS, dateLength: LENGTHS, timePrecision: PRECISIONS },
};

/** Options that are written as they are, by Intl's name and by MessageFormat 2's. */
const EXTRAS = [
  ['calendar', 'calendar'],
  ['timeZone', 'timeZone'],
  ['hour12', 'hour12'],
  ['timeZoneName', 'timeZoneStyle'],
] as const;

function meaning({ function: fn, options }: Mf2Call): OptionBag | undefined {
  const bag: OptionBag = {};
  const known = Object.entries(options).every(([name, value]) => setOption(fn, name, value, bag) === 'set');
  return known ? dateOptions(fn, bag) : undefined;
}

function callsOf(fn: string): Mf2Call[] {
  let calls: Mf2Call[] = [{ function: fn, options: {} }];
  for (const [name, values] of Object.entries(CHOICES[fn] ?? {})) {
    calls = calls.flatMap((call) =>
      values.map((value, at) =>
        at === 0 ? call : { function: fn, options: { ...call.options, [name]: value } },
      ),
    );
  }
  return calls;
}

let table: ReadonlyMap<string, Mf2Call> | undefined;

/** Every call with fields, by what it asks of Intl; of those that ask for the same, the shortest to write. */
function callsByFields(): ReadonlyMap<string, Mf2Call> {
  if (table) return table;
  const found = new Map<string, Mf2Call>();
  for (const call of Object.keys(CHOICES).flatMap(callsOf)) {
    const fields = canonical(meaning(call));
    const known = found.get(fields);
    if (!known || Object.keys(known.options).length > Object.keys(call.options).length)
      found.set(fields, call);
  }
  table = found;
  return found;
}

/**
 * The call that gives a date or time of a form.
 *
 * @returns `undefined` when MessageFormat 2 cannot ask for these options of Intl
 */
export function mf2DateCall(options: Options): Mf2Call | undefined {
  const fields: OptionBag = { ...options };
  const extras: Record<string, string> = {};
  for (const [name, option] of EXTRAS) {
    if (fields[name] !== undefined) extras[option] = String(fields[name]);
    delete fields[name];
  }
  const base = callsByFields().get(canonical(fields));
  const call = base && { function: base.function, options: { ...base.options, ...extras } };
  return call && same(meaning(call), options) ? call : undefined;
}

/** What MessageFormat 2 has no width for, in the width that it has. */
function nearestOptions(options: Options): Options {
  const near: OptionBag = { ...options };
  for (const name of ['year', 'day', 'hour', 'minute', 'second']) {
    if (near[name] === '2-digit') near[name] = 'numeric';
  }
  if (near['month'] === '2-digit') near['month'] = 'numeric';
  const cycle = near['hourCycle'];
  delete near['hourCycle'];
  if (cycle !== undefined) near['hour12'] ??= cycle === 'h11' || cycle === 'h12';
  return near;
}

/** A date or time in the words of MessageFormat 2, and whether it may look different. */
export interface Mf2Date {
  readonly options: Options;
  readonly exact: boolean;
}

/**
 * The date or time of MessageFormat 2 that shows what one of MessageFormat 1 shows, or comes near it.
 *
 * @returns `undefined` when nothing comes near: eras, fractions of seconds, fields that it cannot combine
 */
export function mf2Date(options: Options): Mf2Date | undefined {
  const { hourCycle: _, ...decided } = options;
  // Intl does not look at the cycle where it is told about 12 hours.
  const wanted = options.hour12 === undefined ? options : decided;
  if (mf2DateCall(wanted)) return { options: wanted, exact: true };
  const near = nearestOptions(options);
  return mf2DateCall(near) && { options: near, exact: false };
}
