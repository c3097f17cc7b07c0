import { defineFunction } from '../custom-function.ts';
import { wholeOption } from '../function-options.ts';
import { numberFormat } from '../number-text.ts';

/** Units of CLDR (UTS #35 part 6, digital units), each a thousand of the one before. */
const DECIMAL = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
/** Symbols of IEC 80000-13, each 1,024 of the one before; they are the same in every language. */
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A size in the largest unit of which there is at least one, after rounding. */
function scaled<Unit extends string>(
  size: number,
  step: number,
  [first, ...larger]: readonly [Unit, ...Unit[]],
  digits: number,
): readonly [number, Unit] {
  const grain = 10 ** digits;
  let count = size;
  let unit = first;
  for (const next of larger) {
    if (Math.round(Math.abs(count) * grain) / grain < step) break;
    count /= step;
    unit = next;
  }
  return [count, unit];
}

/**
 * `bytes`: a number of bytes in the unit that suits it. `decimal` counts in thousands, with CLDR's words ("1.5 MB", in
 * French "1,5 Mo"), by `Intl.NumberFormat`'s units (ECMA-402, section 16); `binary` counts in 1,024s, with the
 * symbols of IEC 80000-13 ("1.4 MiB"). `digits`: most digits of the fraction.
 */
export const bytes = defineFunction({
  takes: 'number',
  sample: 1_500_000,
  options: {
    system: ['decimal', 'binary'],
    style: ['short', 'narrow', 'long'],
    digits: wholeOption(0, 6),
  },
  format(value, { system = 'decimal', style = 'short', digits = 1 }, { intlLocale }) {
    const size = Number(value);
    if (!Number.isFinite(size)) return undefined;
    const maximumFractionDigits = digits;
    if (system === 'binary') {
      const [count, unit] = scaled(size, 1_024, BINARY, digits);
      return `${numberFormat(intlLocale, { maximumFractionDigits }).format(count)}\u00a0${unit}`;
    }
    const [count, unit] = scaled(size, 1_000, DECIMAL, digits);
    const options = { style: 'unit', unit, unitDisplay: style, maximumFractionDigits } as const;
    return numberFormat(intlLocale, options).format(count);
  },
});
