import { defineFunction } from '../custom-function.ts';
import { numberFormat } from '../formatters.ts';
import { wholeOption } from '../function-options.ts';

/** Units of CLDR (UTS #35 part 6, digital units), each a thousand of the one before. */
const DECIMAL = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
/** Symbols of IEC 80000-13, each 1,024 of the one before; they are the same in every language. */
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** The unit in which a size is told: the largest of which there is at least one, after rounding. */
function scaleOf(size: number, step: number, units: number, digits: number): readonly [number, number] {
  const grain = 10 ** digits;
  let scaled = size;
  let unit = 0;
  while (unit < units - 1 && Math.round(Math.abs(scaled) * grain) / grain >= step) {
    scaled /= step;
    unit += 1;
  }
  return [scaled, unit];
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
      const [scaled, unit] = scaleOf(size, 1_024, BINARY.length, digits);
      const number = numberFormat(intlLocale, { maximumFractionDigits }).format(scaled);
      return `${number}\u00a0${BINARY[unit] ?? 'B'}`;
    }
    const [scaled, unit] = scaleOf(size, 1_000, DECIMAL.length, digits);
    const options = {
      style: 'unit',
      unit: DECIMAL[unit] ?? 'byte',
      unitDisplay: style,
      maximumFractionDigits,
    } as const;
    return numberFormat(intlLocale, options).format(scaled);
  },
});
