import type { ArgumentContract, ArgumentSpec, ArgumentValue, ArgumentValues } from '@localert/core';

/** How the worst case is made. */
export interface WorstCaseOptions {
  /** Texts of characters that markup has to escape, so that they grow the most. Default `false`. */
  readonly hostile?: boolean;
}

/** Longest text of an argument whose author named no length, in UTF-16 code units (core's `ArgumentNote`). */
const DEFAULT_MAX_LENGTH = 100;
/** Wide letters of several scripts, two code units in one character, a right-to-left word. */
const WIDE = 'WMWM 漢字ワイド Ж Щ Ωß ÅÇ 🧯 שלום ';
const HOSTILE = '&<>*_~`"\\';
/** Thursday noon in Europe: unremarkable in every calendar. */
const SAMPLE_TIME = Date.UTC(2026, 0, 15, 12, 34, 56);
/** A Wednesday in September: long names in many languages, two digits everywhere. */
const LONG_TIME = Date.UTC(2026, 8, 30, 22, 58, 58);
const SAMPLE_NUMBER = 3;
const SAMPLE_ITEMS = [1, 2, 3];
/** As many as a host lists one by one, one hopes. */
const LONG_LIST = 20;
/** Sign, ten digits and a fraction. */
const LONG_NUMBER = -9_876_543_210.987;

function ofType(sample: ArgumentSpec['sample'], type: ArgumentSpec['type']): ArgumentValue {
  if (type === 'date') return typeof sample === 'number' ? new Date(sample) : undefined;
  if (type === 'number') return typeof sample === 'number' ? sample : undefined;
  return Array.isArray(sample) === (type === 'list') ? sample : undefined;
}

function sampleOf(name: string, spec: ArgumentSpec): ArgumentValue {
  const own = ofType(spec.sample, spec.type) ?? ofType(spec.example, spec.type);
  if (own !== undefined) return own;
  if (spec.type === 'number') return SAMPLE_NUMBER;
  if (spec.type === 'date') return new Date(SAMPLE_TIME);
  if (spec.type === 'list') return SAMPLE_ITEMS.map((item) => `${name} ${item}`);
  return spec.type === 'choice' ? (spec.choices?.[0] ?? 'other') : name;
}

function longText(length: number, hostile: boolean): string {
  const pattern = hostile ? HOSTILE : WIDE;
  const text = pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
  // Half a surrogate pair at the end would not be a text.
  return /[\ud800-\udbff]$/.test(text) ? `${text.slice(0, -1)}W` : text;
}

function worstOf(spec: ArgumentSpec, hostile: boolean): ArgumentValue {
  if (spec.type === 'number') return LONG_NUMBER;
  if (spec.type === 'date') return new Date(LONG_TIME);
  if (spec.type === 'choice') {
    return [...(spec.choices ?? [])].sort((a, b) => b.length - a.length)[0] ?? 'other';
  }
  const text = longText(spec.maxLength ?? DEFAULT_MAX_LENGTH, hostile);
  if (spec.type === 'list') return Array.from({ length: LONG_LIST }, () => text);
  // A function takes no text of any length; what it makes of its own values is as long as it gets.
  if (spec.example !== undefined) return ofType(spec.example, spec.type);
  return text;
}

function mapContract(contract: ArgumentContract, value: (name: string, spec: ArgumentSpec) => ArgumentValue) {
  return Object.fromEntries(Object.entries(contract).map(([name, spec]) => [name, value(name, spec)]));
}

/**
 * Values as they look in life: the author's samples where there are any. Always the same, never from a clock.
 *
 * @example
 * ```ts
 * import { sampleValues } from '@localert/icu';
 *
 * sampleValues({ region: { type: 'text', sample: 'EU' }, count: { type: 'number' } }); // { region: 'EU', count: 3 }
 * ```
 */
export function sampleValues(contract: ArgumentContract): ArgumentValues {
  return mapContract(contract, sampleOf);
}

/**
 * Values that make texts long: texts of `maxLength` UTF-16 code units (default 100), numbers with many digits, dates
 * with long names, the longest choice, lists of twenty such texts. Give them to {@link coveringValues} as `fill` to meet every branch.
 *
 * @example
 * ```ts
 * import { worstCaseValues } from '@localert/icu';
 *
 * worstCaseValues({ host: { type: 'text', maxLength: 64 } }, { hostile: true }); // 64 characters to escape
 * ```
 */
export function worstCaseValues(contract: ArgumentContract, options: WorstCaseOptions = {}): ArgumentValues {
  return mapContract(contract, (_name, spec) => worstOf(spec, options.hostile ?? false));
}
