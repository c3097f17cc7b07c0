import { directionOf } from '@localert/icu';

/** Whether a locale's script runs from right to left; an unknown locale does not. */
export function isRightToLeft(locale: string | undefined): boolean {
  if (locale === undefined) return false;
  try {
    return directionOf(locale) === 'rtl';
  } catch {
    return false;
  }
}
