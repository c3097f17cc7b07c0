/** Milliseconds of the units that a duration is told in, from the largest. */
const LENGTHS = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
  millisecond: 1,
} as const;

/** A unit of a duration, in the spelling of `Intl`. */
export type DurationUnit = keyof typeof LENGTHS;

/** The units' names, from the largest. */
export const DURATION_UNIT_NAMES = Object.keys(LENGTHS) as readonly DurationUnit[];

/** One unit of a duration and how many of it. */
export interface DurationPart {
  readonly unit: DurationUnit;
  /** Whole, not negative. */
  readonly count: number;
}

/** Milliseconds of a unit. */
export const millisecondsOf = (unit: DurationUnit): number => LENGTHS[unit];

/**
 * Splits a duration into whole units. It is rounded to the smallest one first, half up, so that 59.9 seconds become a
 * minute and not 60 seconds.
 *
 * @param ms - finite, not negative
 * @returns every unit from `largest` to `smallest`, zeros included
 */
export function durationParts(
  ms: number,
  largest: DurationUnit,
  smallest: DurationUnit,
): readonly DurationPart[] {
  const size = millisecondsOf(smallest);
  let left = Math.round(ms / size) * size;
  const parts: DurationPart[] = [];
  for (const unit of DURATION_UNIT_NAMES) {
    const length = LENGTHS[unit];
    if (length > millisecondsOf(largest) || length < size) continue;
    const count = Math.floor(left / length);
    left -= count * length;
    parts.push({ unit, count });
  }
  return parts;
}
