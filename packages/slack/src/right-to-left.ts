/** ISO 15924 codes of scripts that run from right to left (Unicode, "ScriptMetadata.txt"). */
const RTL_SCRIPTS = new Set([
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

/** Whether a locale's script runs from right to left; an unknown locale does not. */
export function isRightToLeft(locale: string | undefined): boolean {
  if (locale === undefined) return false;
  try {
    return RTL_SCRIPTS.has(new Intl.Locale(locale).maximize().script ?? '');
  } catch {
    return false;
  }
}
