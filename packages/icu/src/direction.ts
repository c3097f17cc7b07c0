import { sharedByLocale } from './shared.ts';

/** Isolates of the Unicode bidirectional algorithm (UAX #9): left to right, right to left, first strong, pop. */
const LRI = '\u2066';
const RLI = '\u2067';
const FSI = '\u2068';
export const PDI = '\u2069';

/** ISO 15924 codes of scripts that run from right to left (Unicode, "ScriptMetadata.txt"), historic ones left out. */
const RTL_SCRIPTS: ReadonlySet<string> = new Set([
  'Adlm',
  'Arab',
  'Aran',
  'Hebr',
  'Mand',
  'Mend',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
  'Yezi',
]);

/**
 * The direction of a locale's likely script.
 *
 * @throws RangeError for a locale that is not well formed
 *
 * @example
 * ```ts
 * import { directionOf } from '@localert/icu';
 *
 * directionOf('ar-EG'); // 'rtl'
 * ```
 */
export const directionOf: (locale: string) => 'ltr' | 'rtl' = sharedByLocale((locale) => {
  const { script } = new Intl.Locale(locale).maximize();
  return script !== undefined && RTL_SCRIPTS.has(script) ? 'rtl' : 'ltr';
});

function isolateFor(message: 'ltr' | 'rtl', value: 'ltr' | 'rtl' | 'auto', wanted: boolean): string {
  if (message === 'ltr' && value === 'ltr' && !wanted) return '';
  return value === 'ltr' ? LRI : value === 'rtl' ? RLI : FSI;
}

/**
 * Chooses the isolate to open around a value, empty for none: the default strategy of LDML 48 part 9.
 *
 * @param message - direction of the message
 * @param wanted - the direction that the author asked for: the value is isolated in any case
 * @returns by whether the value is a localized number or date: those have the message's direction
 */
export function isolates(
  message: 'ltr' | 'rtl',
  wanted: 'ltr' | 'rtl' | 'auto' | undefined,
): (localized: boolean) => string {
  const number = isolateFor(message, wanted ?? message, wanted !== undefined);
  const text = isolateFor(message, wanted ?? 'auto', wanted !== undefined);
  return (localized) => (localized ? number : text);
}
